// What the module of each peer exports: `createReader`, which lists status logs page by page.

export interface Settings {
  readonly baseUrl: string;
  readonly token: string;
  /** For one attempt, if the library has such an option. Default: that of the library. */
  readonly timeoutMs?: number | undefined;
}

export interface Reader {
  /** The client object of the library, as a user might log it; undefined if there is none. */
  readonly client: unknown;
  /** Lists status logs, newest first. */
  pages(signal?: AbortSignal): AsyncIterable<readonly unknown[]>;
}

export type CreateReader = (settings: Settings) => Reader;
