import { stripVTControlCharacters } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { NOW, runCli, Screen, type TestOptions, testIo } from "../../../tests/support/cli.ts";
import { createSimulator, type SimulatorOptions } from "../../simulator/index.ts";
import { run } from "../program.ts";
import { Interruption } from "../shared/failures.ts";
import { addFollow } from "./follow.ts";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";

interface Trial extends SimulatorOptions {
  readonly args?: readonly string[];
  readonly io?: TestOptions;
  /** How many waits there are; in the last one someone interrupts. */
  readonly waits?: number;
  /** Called in each wait with its number, counted from 1. */
  readonly during?: (wait: number) => void;
  readonly wrap?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/** Follows a charger that reports each minute. Time goes on while the program waits, and only then. */
async function follow({ args = [], io: more = {}, waits = 1, during = () => {}, wrap, ...options }: Trial = {}) {
  // No back-off.
  vi.spyOn(Math, "random").mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  let now = NOW;
  const from = NOW - 86_400_000;
  const simulator = createSimulator({ from, sampleIntervalSeconds: 60, now: () => now, ...options });
  const interruption = new AbortController();
  const slept: number[] = [];
  const io = testIo(["follow", EVSE, ...args], {
    now: () => now,
    fetch: wrap ? wrap(simulator.fetch) : simulator.fetch,
    signal: interruption.signal,
    sleep: async (delayMs) => {
      now += delayMs;
      slept.push(delayMs);
      during(slept.length);
      if (slept.length < waits) return;
      interruption.abort(new Interruption("SIGINT"));
      interruption.signal.throwIfAborted();
    },
    ...more,
  });
  const code = await run(io, [addFollow]);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text, slept, simulator };
}

function parse(text: string): { kind: string; log: Record<string, string> }[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

it("helps", async () => {
  const { code, stdout } = await runCli(["follow", "--help"]);
  expect(code).toBe(0);
  expect(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  $ "))).toEqual([]);
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs follow [options] <evse>

    Show new logs of a charger as they come, status and command logs merged by time,
    each once, until Ctrl-C. Needs the scopes evse:read and debug:read.

    Arguments:
      evse                   the charger's id

    Options:
      --since <when>         begin with the logs from then on (default: nothing
                             old): 2026-01-31T08:00:00Z, 2026-01-31 (its start in
                             UTC), or so long ago: 7d, 12h, 30m
      --interval <time>      how long to wait between two looks, at least 10s: 30s,
                             5m, 1h (default: 60s)
      --expand <path>        put in what the log only names; may be repeated: evse,
                             evse.model, evse.model.make, evse.user (default:
                             nothing)
      --format <name>        a line for people, also named table, or for programs
                             (default: text on a terminal, else ndjson) (choices:
                             "text", "table", "ndjson")
      --base-url <url>       where the API is (default: https://api.ev.energy/v2)
      -e, --env-file <file>  read credentials from this file, written as NAME=value
      -q, --quiet            no progress, errors alone
      --no-color             no colours (so does NO_COLOR)
      --debug                show each request, and the stack of an error
      -h, --help             display help for command

    Credentials come from the environment, or from a file with --env-file:
      EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   those of an application, or
      EV_ENERGY_TOKEN                                a token
      EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        where another provider is

    A look costs two requests: 120 an hour at 60s, 720 at 10s, of the 1000 that are
    usual. More than 100 new logs cost more.
    Logs that turn up late, up to 10 minutes behind the newest one, still come, then
    out of order. The rate limit is sat out, and a broken network is tried again.

    Whoever reads may leave, as head -1 does: it ends with the next log, or at once
    on Ctrl-C.

    A line of ndjson is {"kind":"status","log":{...}}, or has "command" as its kind.
    The log stands there as it came.

    Examples:
      $ ev-energy-logs follow evse01HSH04KDEWF6Z4DB2J77J74K5
      $ ev-energy-logs follow evse01HSH04KDEWF6Z4DB2J77J74K5 --since 1h --interval 30s
      $ ev-energy-logs follow evse01HSH04KDEWF6Z4DB2J77J74K5 >> charger.ndjson

    Exit codes: see ev-energy-logs --help
    "
  `);
});

describe("follow", () => {
  it("shows nothing old, then what comes, each log once and both kinds in time order", async () => {
    const { code, stdout, stderr, slept, simulator } = await follow({ waits: 24 * 60 });
    expect({ code, stderr }).toEqual({ code: 130, stderr: "Interrupted.\n" });
    expect(new Set(slept)).toEqual(new Set([60_000]));
    const entries = parse(stdout);
    const stamps = entries.map(({ kind, log }) => (kind === "status" ? log["sampled_at"] : log["logged_at"]) ?? "");
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(["status", "command"]));
    expect(new Set(entries.map((entry) => JSON.stringify(entry))).size).toBe(entries.length);
    expect(entries.length).toBeGreaterThan(1300);
    expect(stamps.filter((stamp) => Date.parse(stamp) < NOW - 10_000)).toEqual([]);
    // Two for each look.
    expect(simulator.requests).toHaveLength(2 * 24 * 60);
  });

  it("misses and doubles nothing", async () => {
    const { stdout, simulator } = await follow({ args: ["--since", "1h"], waits: 300, rateLimit: 10_000 });
    const shown = parse(stdout)
      .filter(({ kind }) => kind === "status")
      .map(({ log }) => log["sampled_at"]);
    const from = new Date(NOW - 3_600_000).toISOString();
    const url = new URL(simulator.requests.at(-1)?.url ?? "");
    const there: string[] = [];
    for (let next = `?page_size=100&sampled_at__gte=${from}`; next !== ""; ) {
      const response = await simulator.fetch(`${url.origin}/v2/evses/${EVSE}/status_logs${next}`, {
        headers: { Authorization: "Bearer demo-token" },
      });
      there.push(...((await response.json()) as { sampled_at: string }[]).map((log) => log.sampled_at));
      next = /<[^>?]+(\?[^>]+)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1] ?? "";
    }
    // The minute of the last wait was not looked at any more.
    const last = Date.parse(shown.at(-1) ?? "");
    expect([...new Set(shown)].sort()).toEqual(there.filter((stamp) => Date.parse(stamp) <= last).sort());
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.length).toBeGreaterThan(300);
  });

  it("begins with what is there since a moment, oldest first", async () => {
    const { stdout, simulator } = await follow({ args: ["--since", "30m"] });
    const stamps = parse(stdout).map(({ kind, log }) => (kind === "status" ? log["sampled_at"] : log["logged_at"]));
    expect(stamps.length).toBeGreaterThan(20);
    expect(stamps).toEqual([...stamps].sort());
    expect(simulator.requests[0]?.url).toContain("logged_at__gte=2026-01-31T11%3A30%3A00.000Z");
  });

  it("looks as often as it is told to", async () => {
    const { slept } = await follow({ args: ["--interval", "5m"], waits: 2 });
    expect(slept).toEqual([300_000, 300_000]);
  });

  it("puts in what the logs only name", async () => {
    const { stdout } = await follow({ args: ["--since", "5m", "--expand", "evse"] });
    expect(parse(stdout)[0]?.log["evse"]).toMatchObject({ id: EVSE });
  });

  it("shows lines on a terminal, with colours unless they are not wanted", async () => {
    const args = ["--since", "2m"];
    const plain = await follow({ args: [...args, "--no-color"], io: { stdout: new Screen(80) } });
    expect(plain.stdout).toMatch(/^(2026-01-31 11:5\d:\d\dZ {2}status {3}[a-z]+.*\n)+$/);
    const shown = await follow({ args, io: { stdout: new Screen(80) } });
    expect(shown.stdout.startsWith("\u001b[2m2026-01-31 11:5")).toBe(true);
    expect(stripVTControlCharacters(shown.stdout)).toBe(plain.stdout);
    for (const format of ["text", "table"]) {
      const piped = await follow({ args: [...args, "--format", format] });
      expect(piped.stdout).toBe(plain.stdout);
    }
  });

  it.each([
    [
      ["--interval", "9s"],
      "error: option '--interval <time>' argument '9s' is invalid. It takes a time from 10s to 1d,",
    ],
    [["--since", "soon"], 'error: --since: got "soon"; it takes 2026-01-31T08:00:00Z,'],
  ])("refuses %j", async (args, message) => {
    const { code, stdout, stderr, simulator } = await follow({ args });
    expect({ code, stdout, requests: simulator.requests.length }).toEqual({ code: 2, stdout: "", requests: 0 });
    expect(stderr.startsWith(message)).toBe(true);
  });
});

describe("what goes wrong while following", () => {
  it("is sat out, if it is the rate limit", async () => {
    const { stderr, slept, simulator } = await follow({ waits: 6, rateLimit: 6 });
    expect(slept).toEqual([60_000, 60_000, 60_000, 3_420_000, 60_000, 60_000]);
    expect(stderr).toMatch(/^The rate limit is used up; waiting until \d\d:00 \S+ \(in 57 min\)\.\nInterrupted\.\n$/);
    expect(simulator.requests.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200, 200, 429, 200, 200, 200, 200,
    ]);
  });

  it("is sat out for a minute, if the provider does not say for how long", async () => {
    const refused = { kind: "status", status: 429, headers: {} } as const;
    const faults = [1, 2, 3].map((request) => ({ ...refused, request }));
    const { stderr, slept } = await follow({ waits: 2, faults, wrap: withoutRetryAfter });
    expect(slept).toEqual([60_000, 60_000]);
    expect(stderr).toMatch(/^The rate limit is used up; waiting until \d\d:01 \S+ \(in 1 min\)\.\nInterrupted\.\n$/);
  });

  it.each([
    [
      "a network that fails",
      async () => Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNRESET" } })),
      / \(ECONNRESET\)$/,
    ],
    ["a gateway's error", async () => new Response("<p>", { status: 502 }), /: 502$/],
    ["a request that timed out for the provider", async () => new Response("", { status: 408 }), /: 408$/],
    ["a gateway's page", async () => new Response("<p>"), /: 200 /],
  ])("is said once and tried again, if it is %s", async (_, fail, reason) => {
    let isBroken = false;
    const shown = await follow({
      waits: 5,
      args: ["--since", "1m"],
      during: (wait) => {
        isBroken = wait === 1 || wait === 2;
      },
      wrap: (fetch) => (input, init) => (isBroken ? fail() : fetch(input, init)),
    });
    const lines = shown.stderr.split("\n");
    expect(lines[0]).toMatch(/^error: GET https:\/\/simulator\.example\/v2\/evses\/.*command_logs/);
    expect(lines[0]).toMatch(reason);
    expect(lines.slice(1)).toEqual(["Trying again every 1 min.", "Following again.", "Interrupted.", ""]);
    expect(shown.slept).toEqual([60_000, 60_000, 60_000, 60_000, 60_000]);
    const minutes = parse(shown.stdout).map(({ log }) => log["sampled_at"]?.slice(11, 16));
    expect(new Set(minutes)).toEqual(new Set(["11:59", "12:00", "12:01", "12:02", "12:03"]));
  });

  it("is said again, if it is something else", async () => {
    let status = 200;
    const { stderr } = await follow({
      waits: 3,
      during: (wait) => {
        status = [502, 503][wait - 1] ?? 200;
      },
      wrap: (fetch) => async (input, init) => (status === 200 ? fetch(input, init) : new Response("", { status })),
    });
    expect(stderr.match(/: 50\d$/gm)).toEqual([": 502", ": 503"]);
  });

  it("is said without more words, if it is to be quiet", async () => {
    const { stderr } = await follow({
      waits: 4,
      rateLimit: 4,
      args: ["--quiet"],
      faults: [1, 2, 3].map((request) => ({ kind: "status", status: 500, request })),
    });
    expect(stderr).toMatch(/^error: .*: 500 .*\nTrying again every 1 min\.\nInterrupted\.\n$/);
  });

  it.each([
    [401, 3, { auth: { tokens: {} } }, "the token was refused (401), it is wrong or has expired; if it is that of EV"],
    [
      403,
      3,
      { auth: { tokens: { "demo-token": "evse:read" } } },
      "these credentials lack the scope debug:read (403)\n",
    ],
    [404, 1, { evses: [`evse${"0".repeat(26)}`] }, "404 at https://simulator.example/v2: no such charger, or these "],
  ])("ends it, if it is a %i", async (_, exitCode, options: SimulatorOptions, reason) => {
    const { code, stdout, stderr, slept } = await follow(options);
    expect({ code, stdout, slept }).toEqual({ code: exitCode, stdout: "", slept: [] });
    expect(stderr.startsWith(`error: ${reason}`)).toBe(true);
    expect(stderr.split("\n")).toHaveLength(2);
  });

  it("ends it quietly, if whoever reads has left", async () => {
    const stdout = new Screen();
    stdout.on("error", () => {});
    stdout._write = (_chunk, _encoding, done: (error?: Error) => void) => {
      done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    };
    const { code, stderr } = await follow({ args: ["--since", "5m"], io: { stdout } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

/** Takes the header away. */
function withoutRetryAfter(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (...args) => {
    const response = await fetch(...args);
    const headers = new Headers(response.headers);
    headers.delete("Retry-After");
    return new Response(response.body, { status: response.status, headers });
  };
}
