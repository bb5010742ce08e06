// Where the logs of several chargers are written side by side, to appear one charger after the other.

export interface Written {
  /** The length of the text. */
  readonly bytes: number;
  /** The digest of everything written for this charger, if the export can be resumed. */
  readonly digest?: string | undefined;
}

export interface Destination {
  /** Writes text of the charger at this index. */
  append(index: number, text: string, signal: AbortSignal): Promise<Written>;
  /** Records how far each charger has come, if the export can be resumed. */
  save(): void;
  /** No more text of this charger follows. */
  end(index: number): Promise<void>;
  /** All chargers have ended, and the output is complete. */
  finish(): Promise<void>;
  /** Releases everything, after a failure too. */
  close(): Promise<void>;
}
