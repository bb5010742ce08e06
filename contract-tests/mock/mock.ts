// A mock of the contract, and clients of it.

import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Client, type ClientOptions, createClient } from "../../src/index.ts";
import { recordingFetch } from "../coverage/record.ts";
import { type PrismServer, startMock } from "../prism.ts";
import { breach, type Exchange } from "../wire.ts";

export interface Mock {
  /**
   * Returns a client of the mock. With `prefer`, every request asks for that response: `code=404`, `example=emptyPage`,
   * or `seed=1` of a dynamic mock.
   */
  client(options?: Partial<ClientOptions> & { prefer?: string }): Client;
  /** Sends a request to the mock as the clients do. */
  readonly fetch: typeof fetch;
}

export interface RecordedMock extends Mock {
  /** The requests and responses of the current test. */
  readonly exchanges: Exchange[];
}

/** Starts a mock for a test file. Call it once, at the top. Each test fails if an exchange violates the contract unnoticed. */
export function useMock(options?: Parameters<typeof startMock>[0]): RecordedMock {
  const exchanges: Exchange[] = [];
  let server: PrismServer | undefined;

  beforeAll(async () => {
    server = await startMock(options);
  });
  afterEach(() => {
    expect(exchanges.splice(0).flatMap(breach)).toEqual([]);
  });
  afterAll(() => server?.close());

  return {
    exchanges,
    fetch: recordingFetch(exchanges),
    client({ prefer, ...options } = {}) {
      const fetch = recordingFetch(exchanges, prefer);
      return createClient({ auth: "mock-token", baseUrl: server?.url, fetch, maxRetries: 0, ...options });
    },
  };
}
