// Gives a test file a proxy that holds a provider to the contract, in front of a provider that says what it is told to.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect } from "vitest";
import { type Client, createClient } from "../src/index.ts";
import type { Operation } from "./operations.ts";
import { type PrismServer, startProxy } from "./prism.ts";
import { recordingFetch, violations } from "./wire.ts";

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Proxy {
  /** Asserts that the contract allows the reply, which then arrives as it was sent. */
  allows(operation: Operation, reply: Reply): Promise<void>;
  /** Asserts that the contract forbids the reply, among others for the violation, such as `response.body.evse required`. */
  forbids(operation: Operation, reply: Reply, violation: string): Promise<void>;
}

/** To be called once at the top of a test file. */
export function useProxy(): Proxy {
  let next: Reply | undefined;
  let proxy: PrismServer | undefined;
  let client: Client;
  const upstream = createServer((_, response) => {
    response.writeHead(next?.status ?? 501, next?.headers).end(JSON.stringify(next?.body));
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    proxy = await startProxy(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v2`);
    client = createClient({ auth: "token", baseUrl: proxy.url, fetch: recordingFetch(), maxRetries: 0 });
  });
  afterAll(async () => {
    await proxy?.close();
    upstream.closeAllConnections();
    await new Promise((resolve) => upstream.close(resolve));
  });

  async function send(operation: Operation, reply: Reply) {
    next = reply;
    const { response, data, error } = await operation.send(client);
    return { status: response.status, body: response.ok ? data : error, violations: violations(response.headers) };
  }

  return {
    async allows(operation, reply) {
      const { status, body } = reply;
      expect(await send(operation, reply), JSON.stringify(reply)).toEqual({ status, body, violations: [] });
    },
    async forbids(operation, reply, violation) {
      expect(await send(operation, reply), JSON.stringify(reply)).toMatchObject({
        status: 500,
        body: { type: "https://stoplight.io/prism/errors#VIOLATIONS" },
        violations: expect.arrayContaining([violation]),
      });
    },
  };
}
