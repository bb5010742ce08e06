// A scripted provider on a real socket. Each request is answered by the next step, and all are kept to be looked at.

import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Answers the request of that index, or fails to. */
export type Step = (request: IncomingMessage, response: ServerResponse, index: number) => unknown;

/** A request as it came over the wire, nothing decoded. */
interface OriginRequest {
  readonly method: string;
  /** With the prefix, without the query. */
  readonly path: string;
  /** What follows the question mark; "" if there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Origin {
  /** For `baseUrl`. */
  readonly url: string;
  readonly requests: readonly OriginRequest[];
  /** Resolves once so many requests have come. */
  seen(count: number): Promise<void>;
  /** Resolves once each request is either answered to the end or given up by the client. */
  quiet(): Promise<void>;
}

/** Starts an origin that ends with the test. A list of steps answers as many requests, and any further one with 599. */
export async function startOrigin(script: Step | readonly Step[]): Promise<Origin> {
  const requests: OriginRequest[] = [];
  const changed = new EventTarget();
  let unfinished = 0;
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const [path = "", ...query] = url.split("?");
    const index = requests.push({ method, path, query: query.join("?"), headers }) - 1;
    unfinished++;
    response.once("close", () => {
      unfinished--;
      changed.dispatchEvent(new Event("change"));
    });
    changed.dispatchEvent(new Event("change"));
    const step = typeof script === "function" ? script : (script[index] ?? unscripted);
    step(request, response, index);
  });
  const url = await listen(server);
  const until = (isSo: () => boolean) => untilChange(changed, isSo);
  return {
    url: `${url}/v2`,
    requests,
    seen: (count) => until(() => requests.length >= count),
    quiet: () => until(() => unfinished === 0),
  };
}

/** Starts a server that ends with the test. Returns its origin. */
export async function listen(server: Server): Promise<string> {
  // By default it queues half as many connections, and the kernel offers the others again a second later.
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 1_024 }, resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Resolves once the condition holds. It is checked at each `change` event. */
export async function untilChange(target: EventTarget, isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => target.addEventListener("change", resolve, { once: true }));
}

export interface Answer {
  readonly status?: number;
  /** By their names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with a body as it is. */
export function text(body: string, { status = 200, headers }: Answer = {}): Step {
  return (_, response) => response.writeHead(status, { "evenergy-version": "2", ...headers }).end(body);
}

export function json(body: unknown, { status, headers }: Answer = {}): Step {
  return text(JSON.stringify(body), {
    ...(status && { status }),
    headers: { "content-type": "application/json", ...headers },
  });
}

/** Answers with a problem document, as the API does for every error. */
export function problem(status: number, title: string, detail: string, { headers }: Answer = {}): Step {
  return json(
    { title, detail, status },
    { status, headers: { "content-type": "application/problem+json", ...headers } },
  );
}

/** Answers with a page whose links name, as the provider's do, a host and path that must not be followed. */
export function page(
  rows: readonly unknown[],
  links: { next?: string; previous?: string; headers?: Answer["headers"] } = {},
): Step {
  const link = (rel: string, query?: string) =>
    `<${query === undefined ? "about:blank" : `https://api.ev.energy/v2/vehicles?${query}`}>; rel="${rel}"`;
  return json(rows, {
    headers: { link: `${link("previous", links.previous)}, ${link("next", links.next)}`, ...links.headers },
  });
}

const unscripted: Step = (request, response, index) =>
  problem(599, "Unscripted", `No step for request ${index}`)(request, response, index);
