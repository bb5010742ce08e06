// `npm run bench:faults`: runs the client and its peers through the same faults, over real sockets. Fails if the client does
// not survive one. `--write` puts the table into docs/benchmarks.md.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect, parseArgs } from "node:util";
import * as failing from "../../tests/support/failing-steps.ts";
import { placeOf } from "../../tests/support/paged-origin.ts";
import { statusRows } from "../../tests/support/rows.ts";
import { json, problem, type Step } from "../../tests/support/scripted-origin.ts";
import { run } from "../command.ts";
import { loadReader, own, type Peer, peers } from "./peers/peers.ts";
import { machine, show } from "./report.ts";

const TOKEN = "the-very-secret-token";
/** A peer that has not finished by then counts as hanging. */
const DEADLINE_MS = 3_000;
const MOST_PAGES = 20;
/** The list has three pages of a hundred rows. */
const ROWS = 300;

interface Fault {
  readonly title: string;
  /** The first row of the page that fails. Default: that of the second page. */
  readonly at?: number;
  /** What happens instead of that page, one step per request. */
  readonly steps?: readonly Step[];
  /** Returns the Link header of the page at a row. Default: a link to the next page. */
  readonly link?: (place: number, next: string | undefined, port: number) => string | undefined;
  /** Returns the rows of the page at a row. Default: a hundred. */
  readonly rows?: (place: number) => readonly unknown[];
  readonly timeoutMs?: number;
  readonly abortAfterMs?: number;
  /** Returns what went wrong. Default: whether each row was received once and in order. */
  readonly judge?: (outcome: Outcome) => string | false | undefined;
}

interface Outcome {
  /** The positions of the rows received, in order. */
  readonly places: readonly number[];
  readonly ended: "done" | "error" | "hangs" | "no list" | "no end";
  readonly error: unknown;
  readonly tookMs: number;
  readonly client: unknown;
  readonly requests: readonly { place: number; host: string; authorization: string; cameAt: number }[];
}

const hundred = (place: number) => statusRows(100, place);
const places = (count: number, first = 0) => Array.from({ length: count }, (_, index) => first + index);
const usualLink: NonNullable<Fault["link"]> = (_, next) => next && `<${next}>; rel="next"`;
const tenTimes = (step: Step) => Array<Step>(10).fill(step);

function judgeRows({ places: received, ended }: Outcome, expected = places(ROWS)): string | undefined {
  if (ended === "error") return "gives up";
  if (ended === "no list") return "takes it for a page";
  if (ended !== "done") return ended === "hangs" ? "hangs" : "never ends";
  if (received.length < expected.length) return "rows missing, no error";
  return received.join() === expected.join() ? undefined : "rows doubled";
}

function judgeWait(outcome: Outcome): string | undefined {
  const [refusedAt = 0, repeatedAt = Infinity] = outcome.requests
    .filter(({ place }) => place === 100)
    .map(({ cameAt }) => cameAt);
  // Timers may be early by a fraction of a millisecond.
  return repeatedAt - refusedAt < 999 ? "retries too soon" : judgeRows(outcome);
}

function judgeLongWait({ ended, requests }: Outcome): string | false {
  if (ended === "hangs") return "sleeps";
  if (requests.filter(({ place }) => place === 100).length > 1) return "requests it again";
  return ended !== "error" && "ends without an error";
}

const ABORT_AFTER_MS = 150;

function judgeAbort({ ended, tookMs }: Outcome): string | false {
  if (tookMs < ABORT_AFTER_MS) return "ends before the abort";
  if (ended === "hangs") return "does not end";
  return !(ended === "error" && tookMs <= ABORT_AFTER_MS + 50) && "late";
}

const faults: readonly Fault[] = [
  { title: "connection reset before the headers", steps: [failing.resetBeforeHeaders] },
  { title: "body cut short", steps: [failing.cutBody] },
  { title: "body stalls (timeout of 500 ms)", steps: [failing.stallBody], timeoutMs: 500 },
  { title: "503 with HTML, then a success", steps: [failing.html(503)] },
  {
    title: "429 with `Retry-After: 1`, not undercut",
    steps: [failing.limited({ "retry-after": "1" })],
    judge: judgeWait,
  },
  {
    title: "429 with a wait of an hour: the call fails at once",
    steps: tenTimes(failing.limited({ "retry-after": "3600" })),
    judge: judgeLongWait,
  },
  {
    title: "HTML with 200: an error, not a page",
    steps: [failing.html(200)],
    judge: (outcome) => outcome.ended !== "error" && judgeRows(outcome),
  },
  {
    title: "link to another host: the token is not sent there",
    link: (place, _, port) => (place === 0 ? `<http://localhost:${port}/v2/x?page_after=100>; rel="next"` : undefined),
    judge: ({ requests }) =>
      requests.some(({ host, authorization }) => host.startsWith("localhost") && authorization.includes(TOKEN)) &&
      "sends the token there",
  },
  {
    title: "link with commas and quotes",
    link: (_, next) => next && `<${next}&at=1,2>; title="older, \\"older\\"; rel=x"; rel="next"`,
  },
  {
    title: "links that form a loop",
    link: (place, _, port) =>
      `<http://127.0.0.1:${port}/v2/x?page_after=${place === 100 ? 0 : 100}&page_size=100>; rel="next"`,
    judge: ({ ended }) => ended !== "error" && ended !== "done" && "never ends",
  },
  {
    title: "empty page in the middle",
    rows: (place) => (place === 100 ? [] : hundred(place)),
    judge: (outcome) => judgeRows(outcome, [...places(100), ...places(100, 200)]),
  },
  {
    title: "`about:blank` as the last link, as this provider sends it",
    link: (_, next) => `<${next ?? "about:blank"}>; rel="next"`,
  },
  {
    title: "row repeated at a page boundary",
    rows: (place) => (place === 100 ? [...statusRows(1, 99), ...hundred(100)] : hundred(place)),
  },
  {
    title: "abort during a back-off: ends within 50 ms",
    at: 0,
    steps: tenTimes(problem(503, "Service Unavailable", "Later", { headers: { "retry-after": "5" } })),
    abortAfterMs: ABORT_AFTER_MS,
    judge: judgeAbort,
  },
  {
    title: "abort during a stalled body: ends within 50 ms",
    at: 0,
    steps: [failing.stallBody],
    abortAfterMs: ABORT_AFTER_MS,
    judge: judgeAbort,
  },
  {
    title: "no token in the logged error",
    steps: tenTimes(problem(404, "Not Found", "No such EVSE")),
    judge: ({ error }) => inspect(error).includes(TOKEN) && "shows it",
  },
  { title: "no token in the logged client", judge: ({ client }) => inspect(client).includes(TOKEN) && "shows it" },
];

await run(import.meta, "Usage: npm run bench:faults -- [--write]", async () => {
  const { write = false } = parseArgs({ options: { write: { type: "boolean" } } }).values;
  const heading = machine();
  const rows = [["", ...peers.map(({ name }) => name)]];
  let isSound = true;
  for (const fault of faults) {
    const cells: string[] = [];
    for (const peer of peers) {
      const problem = await tryOn(peer, fault);
      cells.push(problem ? `**${problem}**` : "survived");
      if (problem && peer === own) isSound = false;
    }
    rows.push([fault.title, ...cells]);
  }
  show("faults", heading, [{ title: "Faults survived", rows }], write);
  // Some peers still wait for an hour.
  process.exit(isSound ? 0 : 1);
});

/** Reads the list with a peer, whatever happens. Returns what went wrong. */
async function tryOn({ module }: Peer, fault: Fault): Promise<string | false | undefined> {
  const { at = 100, link = usualLink, rows = hundred, timeoutMs = 10_000, abortAfterMs, judge = judgeRows } = fault;
  const steps = [...(fault.steps ?? [])];
  const requests: { place: number; host: string; authorization: string; cameAt: number }[] = [];
  const server = createServer((request, response) => {
    const { host = "", authorization = "" } = request.headers;
    const place = placeOf(request.url);
    const index = requests.push({ place, host, authorization, cameAt: performance.now() }) - 1;
    const [path] = (request.url ?? "").split("?");
    const next = place + 100 < ROWS ? `http://${host}${path}?page_after=${place + 100}&page_size=100` : undefined;
    const header = link(place, next, port);
    const page = json(rows(place), header ? { headers: { link: header } } : {});
    const step = place === at ? (steps.shift() ?? page) : page;
    step(request, response, index);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const createReader = await loadReader(module);
  const { client, pages } = createReader({ token: TOKEN, timeoutMs, baseUrl: `http://127.0.0.1:${port}/v2` });
  const signal = abortAfterMs === undefined ? undefined : AbortSignal.timeout(abortAfterMs);
  const startedAt = performance.now();
  const received: number[] = [];
  let error: unknown;
  const read = async () => {
    let count = 0;
    for await (const page of pages(signal)) {
      if (!Array.isArray(page)) return "no list";
      received.push(...page.map((row: { place: number }) => row.place));
      if (++count === MOST_PAGES) return "no end";
    }
    return "done";
  };
  const reading = read().catch((reason: unknown) => {
    error = reason;
    return "error" as const;
  });
  const ended = await Promise.race([reading, sleep(DEADLINE_MS, "hangs" as const)]);
  const tookMs = performance.now() - startedAt;
  server.close();
  server.closeAllConnections();
  return judge({ places: received, ended, error, tookMs, client, requests });
}
