// A provider on a real socket for the table of faults: pages of 100 rows, with scripted faults, and a token endpoint.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { placeOf } from "../../tests/support/paged-origin.ts";
import { statusRows } from "../../tests/support/rows.ts";
import { json, type Step } from "../../tests/support/scripted-origin.ts";

interface Request {
  /** The first row of the page; undefined for a token request. */
  readonly place: number | undefined;
  readonly authorization: string | undefined;
  readonly cameAt: number;
}

export interface Origin {
  readonly host: string;
  readonly requests: readonly Request[];
  /** Tokens that are rejected from now on. */
  readonly revoked: Set<string>;
}

export async function withOrigin<T>(step: Step, use: (origin: Origin) => Promise<T>): Promise<T> {
  const requests: Request[] = [];
  const revoked = new Set<string>();
  let tokens = 0;
  const server = createServer(async (request, response) => {
    const { authorization } = request.headers;
    const isForToken = request.method === "POST";
    const place = isForToken ? undefined : placeOf(request.url);
    const index = requests.push({ place, authorization, cameAt: performance.now() }) - 1;
    if (isForToken) {
      // About as long as over a network, so that concurrent calls really wait.
      await sleep(20);
      const grant = { access_token: `token-${++tokens}`, token_type: "Bearer", expires_in: 36_000 };
      json(grant)(request, response, index);
    } else if (revoked.has(authorization ?? "")) {
      json({ title: "Unauthorized", status: 401 }, { status: 401 })(request, response, index);
    } else {
      step(request, response, index);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return await use({ host, requests, revoked });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

interface ListOptions {
  readonly rows?: number;
  /** What happens instead of the page at a row, one step per request. */
  readonly faults?: Readonly<Record<number, readonly Step[]>>;
  /** Returns the Link header of the page at a row. Default: a link to the next page. */
  readonly link?: (place: number, next: string | undefined) => string | undefined;
  /** Returns the rows of the page at a row. Default: a hundred. */
  readonly items?: (place: number) => readonly unknown[];
}

/** The last page has no link, unless `link` returns one. */
export function list({ rows = 300, faults = {}, link = usualLink, items = hundred }: ListOptions = {}): Step {
  const left = new Map(Object.entries(faults).map(([place, steps]) => [Number(place), [...steps]]));
  return (request, response, index) => {
    const place = placeOf(request.url);
    const fault = left.get(place)?.shift();
    if (fault) return fault(request, response, index);
    const [path] = (request.url ?? "").split("?");
    const after = place + 100;
    const next = `http://${request.headers.host}${path}?page_after=${after}&page_size=100`;
    const header = link(place, after < rows ? next : undefined);
    const headers = { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "987" };
    return json(items(place), { headers: { ...headers, ...(header && { link: header }) } })(request, response, index);
  };
}

export const hundred = (place: number) => statusRows(100, place);

const usualLink = (_: number, next: string | undefined) => next && `<${next}>; rel="next"`;
