// A proxy that enforces the contract, in front of a provider that returns whatever it is told to.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "../../src/index.ts";
import { EVSE_ID, TIMESTAMP } from "../fixtures.ts";
import type { Operation } from "../operations.ts";
import { type Reply, startProxy } from "../prism.ts";
import { violations } from "../wire.ts";

export interface ReplyProxy {
  /** Sends a reply through the proxy. Returns the violations that it reports, or "passes" for an unchanged reply. */
  send(operation: Operation, reply: Reply): Promise<"passes" | readonly string[]>;
}

/** Starts the proxy and its provider on sockets. */
export async function startReplyProxy(fetch: typeof globalThis.fetch) {
  let next: Reply | undefined;
  const upstream = createServer((_, response) => {
    response.writeHead(next?.status ?? 501, next?.headers).end(JSON.stringify(next?.body));
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const { port } = upstream.address() as AddressInfo;
  const proxy = await startProxy(`http://127.0.0.1:${port}/v2`);

  return {
    async send(operation: Operation, reply: Reply) {
      next = reply;
      // A new client for each reply, because one that is asked to wait sends nothing until the wait is over.
      const client = createClient({ auth: "token", baseUrl: proxy.url, fetch, maxRetries: 0 });
      const { response, data, error } = await operation.send(client);
      const reported = violations(response.headers);
      const isUnchanged =
        response.status === reply.status && JSON.stringify(response.ok ? data : error) === JSON.stringify(reply.body);
      return isUnchanged && reported.length === 0 ? ("passes" as const) : reported;
    },
    async close() {
      await proxy.close();
      upstream.closeAllConnections();
      await new Promise((resolve) => upstream.close(resolve));
    },
  };
}

/** Returns a proxy that validates replies without sockets. */
export function createReplyProxy(validate: (path: string, reply: Reply) => Promise<string[]>): ReplyProxy {
  return {
    async send({ template }, reply) {
      const path = template.replace("{evse_id}", EVSE_ID).replace(/\{\w+\}/, TIMESTAMP);
      const reported = await validate(path, reply);
      return reported.length === 0 ? "passes" : reported;
    },
  };
}
