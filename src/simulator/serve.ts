// Puts a simulator on a socket, on Node.

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { InvalidArgumentError } from "../errors.ts";
import { checkWhole } from "../validate.ts";
import { check, checkMembers, describe } from "./checks.ts";
import { problem } from "./problems.ts";
import type { Simulator } from "./simulator.ts";

/** Where a simulator listens. */
export interface ServeOptions {
  /** Default 0, which takes any that is free. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`, which only this machine can reach. */
  readonly host?: string | undefined;
}

/** A simulator that listens. */
export interface ServedSimulator {
  /** The origin, such as `http://127.0.0.1:41234`. Add `/v2` for a client's `baseUrl`. */
  readonly url: string;
  /** Breaks all connections, and resolves when they are gone. */
  close(): Promise<void>;
}

/**
 * Serves a simulator over HTTP until it is closed.
 *
 * @example
 * const server = await serve(createSimulator(), { port: 4010 });
 * const client = createClient({ auth: "demo-token", baseUrl: `${server.url}/v2` });
 *
 * @throws {InvalidArgumentError} if an option can't be right, or the port can't be had
 */
export async function serve({ fetch }: Pick<Simulator, "fetch">, options: ServeOptions = {}): Promise<ServedSimulator> {
  checkMembers("options", options, ["port", "host"]);
  const { host = "127.0.0.1" } = options;
  const port = checkWhole("port", options.port, 0, 65_535) ?? 0;
  check(typeof host === "string" && host !== "", "host", describe(host), "a host name or an address");
  // Not imported: bundlers for browsers and workers, where the rest of the simulator runs as well, would stop at it.
  const { createServer } = process.getBuiltinModule("node:http");
  const server = createServer((incoming, outgoing) => exchange(fetch, incoming, outgoing));
  await listen(server, port, host);
  const { address, family, port: taken } = server.address() as AddressInfo;
  const gone = new Promise<void>((resolve) => server.once("close", resolve));
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${taken}`,
    close() {
      server.close();
      server.closeAllConnections();
      return gone;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: Error) => {
      const message = `port: can't listen on ${host}:${port} (${cause.message}); it takes a port that is free, or 0`;
      reject(new InvalidArgumentError(message, { argument: "port" }, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

/** Answers one request. What can't be answered to the end loses its connection, which is what faults are about. */
async function exchange(fetch: Simulator["fetch"], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const controller = new AbortController();
  outgoing.once("close", () => controller.abort());
  try {
    const request = await toRequest(incoming, controller.signal);
    const response = request ? await fetch(request) : problem(400);
    outgoing.writeHead(response.status, [...response.headers].flat());
    for await (const chunk of response.body ?? []) {
      // Until it is on its way: half a body must arrive before the connection breaks.
      await new Promise((resolve) => outgoing.write(chunk, resolve));
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}

/** Gives undefined for what the platform can't express as a request. */
async function toRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request | undefined> {
  const { method = "", url = "", headersDistinct } = incoming;
  const chunks: BlobPart[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const target = url.startsWith("/") ? `http://${incoming.headers.host}${url}` : url;
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const body = method === "GET" || method === "HEAD" ? null : new Blob(chunks);
  try {
    return new Request(target, { method, headers, body, signal });
  } catch {
    return undefined;
  }
}
