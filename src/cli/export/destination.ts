// Where the logs of several chargers go, side by side, to come out one charger after the other.

export interface Destination {
  /** Takes text of the charger of that index. Gives how many bytes it is. */
  append(index: number, text: string): Promise<number>;
  /** Notes how far each charger has come, if that can be gone on with. */
  save(): void;
  /** No more comes of that charger. */
  end(index: number): Promise<void>;
  /** All chargers have ended. */
  finish(): Promise<void>;
  /** Whatever has come of it, it is over. */
  close(): Promise<void>;
}
