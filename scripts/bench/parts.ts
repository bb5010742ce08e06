// Where the client's own part of a page goes: a bare loop that does, one more at a time, what the client does for each
// page, next to the client itself. In CPU time of this process, which other programs disturb less than they do a clock.

import { createClient } from "../../src/index.ts";
import { parseLinks } from "../../src/link.ts";
import { type Contender, compare, cpuTime, type Result } from "./measure.ts";
import { EVSE_ID, firstPage, headersOf, nextLink } from "./peers/request.ts";

interface Steps {
  readonly guardsAttempt?: boolean;
  readonly readsInPieces?: boolean;
  readonly checksRows?: boolean;
}

/** Gives milliseconds a list. */
export async function partsOfPage(baseUrl: string, rounds: number, warmUps: number): Promise<Result[]> {
  const client = createClient({ auth: "bench-token", baseUrl });
  const drain = async (prefetch: boolean) => {
    for await (const _ of client.statusLogs.list(EVSE_ID, {}, { prefetch }).pages());
  };
  const contenders: Contender[] = [
    { name: "bare fetch loop", run: () => loop(baseUrl, {}) },
    { name: "and a Request with a signal and a time-out", run: () => loop(baseUrl, { guardsAttempt: true }) },
    {
      name: "and the body in pieces that an abort can end",
      run: () => loop(baseUrl, { guardsAttempt: true, readsInPieces: true }),
    },
    {
      name: "and the Link header by its grammar, rows against those before",
      run: () => loop(baseUrl, { guardsAttempt: true, readsInPieces: true, checksRows: true }),
    },
    { name: "ev-energy-logs, prefetch: false", run: () => drain(false) },
    { name: "ev-energy-logs", run: () => drain(true) },
  ];
  return await compare(contenders, rounds, { warmUps, clock: cpuTime });
}

async function loop(baseUrl: string, { guardsAttempt, readsInPieces, checksRows }: Steps): Promise<void> {
  const headers = headersOf("bench-token");
  let seen = new Set<unknown>();
  for (let url: string | undefined = firstPage(baseUrl); url; ) {
    const guard = guardsAttempt ? guardAttempt() : undefined;
    const response: Response = await (guard
      ? fetch(new Request(url, { headers, signal: guard.signal }))
      : fetch(url, { headers }));
    const rows = (readsInPieces ? await readInPieces(response) : await response.json()) as { sampled_at: string }[];
    guard?.release();
    const header: string | null = response.headers.get("Link");
    url = nextLink(header);
    if (!checksRows) continue;
    parseLinks(header ?? "");
    const stamps = new Set<unknown>();
    const fresh: unknown[] = [];
    for (const row of rows) {
      if (!seen.has(row.sampled_at)) fresh.push(row);
      stamps.add(row.sampled_at);
    }
    seen = stamps;
  }
}

/** One controller for the list, one for the attempt, and a timer. */
function guardAttempt(): { signal: AbortSignal; release: () => void } {
  const [outer, inner] = [new AbortController(), new AbortController()];
  const abort = () => inner.abort();
  outer.signal.addEventListener("abort", abort);
  const timer = setTimeout(abort, 30_000);
  return {
    signal: inner.signal,
    release: () => {
      clearTimeout(timer);
      outer.signal.removeEventListener("abort", abort);
    },
  };
}

async function readInPieces(response: Response): Promise<unknown> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return JSON.parse(text + decoder.decode());
    text += decoder.decode(value, { stream: true });
  }
}
