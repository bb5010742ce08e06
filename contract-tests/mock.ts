// Gives a test file its own mock of the contract, clients of it, and a guard that no exchange broke the contract unnoticed.

import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Client, type ClientOptions, createClient } from "../src/index.ts";
import { type PrismServer, startMock } from "./prism.ts";
import { breach, type Exchange, recordingFetch } from "./wire.ts";

export interface Mock {
  /** What the running test has sent and got so far. */
  readonly exchanges: Exchange[];
  /**
   * A client of the mock. With `prefer`, every request asks for that answer: `code=404`, `example=emptyPage`, or `seed=1`
   * of a dynamic mock.
   */
  client(options?: Partial<ClientOptions> & { prefer?: string }): Client;
  /** A `fetch` to build others on, recorded like the clients' own. */
  readonly fetch: typeof fetch;
}

/** To be called once at the top of a test file. */
export function useMock(how?: Parameters<typeof startMock>[0]): Mock {
  const exchanges: Exchange[] = [];
  let provider: PrismServer | undefined;

  beforeAll(async () => {
    provider = await startMock(how);
  });
  afterEach(() => {
    expect(exchanges.splice(0).flatMap(breach)).toEqual([]);
  });
  afterAll(() => provider?.close());

  return {
    exchanges,
    fetch: recordingFetch(exchanges),
    client({ prefer, ...options } = {}) {
      const fetch = recordingFetch(exchanges, prefer);
      return createClient({ auth: "mock-token", baseUrl: provider?.url, fetch, maxRetries: 0, ...options });
    },
  };
}
