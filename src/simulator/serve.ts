// Serves a simulator on a socket, on Node.

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { InvalidArgumentError } from "../errors.ts";
import { check, checkWhole } from "../validate.ts";
import { problem } from "./api/problems.ts";
import { checkMembers } from "./checks.ts";
import type { Simulator } from "./simulator.ts";

/** Options of {@link serve}. */
export interface ServeOptions {
  /** Default 0, any free port. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`, which only this machine can reach. */
  readonly host?: string | undefined;
}

/** A simulator that listens on a socket. */
export interface ServedSimulator {
  /** The origin, such as `http://127.0.0.1:41234`. A client's `baseUrl` is this followed by `/v2`. */
  readonly url: string;
  /** Closes the server and all connections. */
  close(): Promise<void>;
}

/**
 * Serves a simulator over HTTP until it is closed.
 *
 * @example
 * const server = await serve(createSimulator(), { port: 4010 });
 * const client = createClient({ auth: "demo-token", baseUrl: `${server.url}/v2` });
 *
 * @throws {InvalidArgumentError} if an option is invalid or the port is not available
 */
export async function serve({ fetch }: Pick<Simulator, "fetch">, options: ServeOptions = {}): Promise<ServedSimulator> {
  checkMembers("options", options, ["port", "host"]);
  const { host = "127.0.0.1" } = options;
  const port = checkWhole("port", options.port, 0, 65_535) ?? 0;
  check(typeof host === "string" && host !== "", "host", host, "a host name or an address");
  // Not an import, which bundlers for browsers and workers reject although the rest of the simulator runs there.
  const { createServer } = process.getBuiltinModule("node:http");
  const server = createServer((incoming, outgoing) => exchange(fetch, incoming, outgoing));
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  return {
    url: `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
      return closed;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: Error) => {
      const message = `port: cannot listen on ${host}:${port} (${cause.message}); use another port, or 0 for any free one`;
      reject(new InvalidArgumentError(message, { argument: "port" }, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

/** Handles one request. A response that fails part-way breaks the connection, as faults intend. */
async function exchange(fetch: Simulator["fetch"], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const controller = new AbortController();
  outgoing.once("close", () => controller.abort());
  try {
    const request = await toRequest(incoming, controller.signal);
    const response = request ? await fetch(request) : problem(400);
    outgoing.writeHead(response.status, [...response.headers].flat());
    for await (const chunk of response.body ?? []) {
      // Waits until it is sent: half a body must arrive before the connection breaks.
      await new Promise((resolve) => outgoing.write(chunk, resolve));
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}

/** Returns undefined for what the platform cannot express as a `Request`, such as `OPTIONS *`. */
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
