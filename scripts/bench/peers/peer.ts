// What each peer's module exports: a `createReader` that lists status logs page by page.

export interface Settings {
  readonly baseUrl: string;
  readonly token: string;
  /** For one attempt, where the library has such an option; its default if left out. */
  readonly timeoutMs?: number | undefined;
  /** Where a token is had in place of a refused one, for a library whose documentation shows how to take one. */
  readonly tokenUrl?: string | undefined;
}

export type Pages = AsyncIterable<readonly unknown[]>;

export interface Reader {
  /** The object that the library makes, as one might log it; undefined if it makes none. */
  readonly client: unknown;
  /** The pages of status logs, from the newest on. */
  pages(signal?: AbortSignal): Pages;
  /** Goes on after a failure from where it was, if the library tells where that is. */
  readonly resume?: (error: unknown) => Pages;
  /** What is left of the hourly allowance, if the library tells it. */
  readonly requestsLeft?: () => number | undefined;
}

export type CreateReader = (settings: Settings) => Reader;
