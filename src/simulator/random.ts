// Chance that repeats: every number comes from a hash, so any of them can be had without those before it.

/** What numbers are drawn for. Different purposes draw unlike numbers. */
export type Purpose = (typeof PURPOSES)[number];
const PURPOSES = ["traits", "week", "days", "plan", "commands", "sample"] as const;

/** A source of numbers that is the same for the same key, purpose and index. */
export class Random {
  #state: number;

  /** @param index A whole number: which week, day or sample it is. */
  constructor(key: number, purpose: Purpose, index = 0) {
    const high = Math.floor(index / 2 ** 32);
    this.#state = mix(mix(mix(key + PURPOSES.indexOf(purpose)) ^ high) ^ index);
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return (mix(this.#state) >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** A whole number, both bounds included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }

  /** A UUID of version 4. */
  uuid(): string {
    const [a, b, c, d] = [this.#digits(), this.#digits(), this.#digits(), this.#digits()];
    const variant = this.pick(["8", "9", "a", "b"]);
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(5)}-${c.slice(0, 4)}${d}`;
  }

  /** Eight of them, hexadecimal. */
  #digits(): string {
    return this.whole(0, 0xffffffff).toString(16).padStart(8, "0");
  }
}

/** A hash of 32 bits (FNV-1a, mixed once more). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** Spreads every bit over all 32, one to one. The constants are of Chris Wellons' `lowbias32`. */
function mix(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
