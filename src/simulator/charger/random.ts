// Reproducible random numbers: each comes from a hash, so that any of them can be computed without the ones before.

/** What numbers are drawn for. Each purpose has numbers of its own. */
export type Purpose = (typeof PURPOSES)[number];
// biome-ignore format: new purposes are added at the end, because the place of a purpose determines its numbers
const PURPOSES = [
  "traits", "week", "days", "plan", "commands", "sample",
  "uploads", "skew", "stuck", "resets", "hourly", "discharge", "adaptive", "rows", "cursors", "requests",
] as const;

/** A source of numbers that depend only on the key, the purpose and the index. */
export class Random {
  #state: number;

  /** @param index an integer: the number of the week, day or sample */
  constructor(key: number, purpose: Purpose, index = 0) {
    const high = Math.floor(index / 2 ** 32);
    this.#state = mix(mix(mix(key + PURPOSES.indexOf(purpose)) ^ high) ^ index);
  }

  /** Returns a number from 0 to 1, without 1. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return (mix(this.#state) >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Returns an integer, both bounds included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }

  /** Returns a UUID of version 4. */
  uuid(): string {
    const [a, b, c, d] = [this.#digits(), this.#digits(), this.#digits(), this.#digits()];
    const variant = this.pick(["8", "9", "a", "b"]);
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(5)}-${c.slice(0, 4)}${d}`;
  }

  /** Returns eight hexadecimal digits. */
  #digits(): string {
    return this.whole(0, 0xffffffff).toString(16).padStart(8, "0");
  }
}

/** Returns a hash of 32 bits (FNV-1a, mixed once more). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** Spreads every bit over all 32, one to one. The constants are those of Chris Wellons' `lowbias32`. */
function mix(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
