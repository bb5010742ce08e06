import { stripVTControlCharacters } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { failingScreen, NOW, Screen, type TestOptions, testIo } from "../../../tests/support/cli.ts";
import { createSimulator, type SimulatorOptions } from "../../simulator/index.ts";
import { run } from "../program.ts";
import { Interruption } from "../shared/errors.ts";
import { EXAMPLE_EVSE } from "../shared/options.ts";

interface Trial extends SimulatorOptions {
  readonly args?: readonly string[];
  readonly io?: TestOptions;
  /** In the last wait, the user interrupts. */
  readonly waits?: number;
  readonly onWait?: (wait: number) => void;
  readonly wrap?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/** Follows a charger that reports each minute. Time passes only while the program waits. */
async function follow({ args = [], io: more = {}, waits = 1, onWait = () => {}, wrap, ...options }: Trial = {}) {
  // No back-off.
  vi.spyOn(Math, "random").mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  // The client waits by this clock.
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  let now = NOW;
  const from = NOW - 86_400_000;
  const simulator = createSimulator({ from, sampleIntervalSeconds: 60, now: () => now, ...options });
  const interruption = new AbortController();
  const slept: number[] = [];
  const io = testIo(["follow", EXAMPLE_EVSE, ...args], {
    now: () => now,
    fetch: wrap ? wrap(simulator.fetch) : simulator.fetch,
    signal: interruption.signal,
    sleep: async (delayMs) => {
      now += delayMs;
      vi.setSystemTime(now);
      slept.push(delayMs);
      onWait(slept.length);
      if (slept.length < waits) return;
      interruption.abort(new Interruption("SIGINT"));
      interruption.signal.throwIfAborted();
    },
    ...more,
  });
  const code = await run(io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text, slept, simulator };
}

function parse(text: string): { kind: string; log: Record<string, string> }[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const timestampOf = ({ kind, log }: ReturnType<typeof parse>[number]) =>
  (kind === "status" ? log["sampled_at"] : log["logged_at"]) ?? "";

it("shows new logs once, of both kinds, in two requests per poll", async () => {
  const args = ["--interval", "10m"];
  const { code, stdout, stderr, simulator } = await follow({ args, waits: 24 * 6, sampleIntervalSeconds: 300 });
  expect({ code, stderr }).toEqual({ code: 130, stderr: "Interrupted.\n" });
  const entries = parse(stdout);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(["status", "command"]));
  expect(new Set(entries.map((entry) => JSON.stringify(entry))).size).toBe(entries.length);
  expect(entries.length).toBeGreaterThan(250);
  expect(entries.filter((entry) => Date.parse(timestampOf(entry)) < NOW - 10_000)).toEqual([]);
  expect(simulator.requests).toHaveLength(2 * 24 * 6);
});

it("begins with the logs since a time, oldest first", async () => {
  const { stdout, simulator } = await follow({ args: ["--since", "30m"] });
  const timestamps = parse(stdout).map(timestampOf);
  expect(timestamps.length).toBeGreaterThan(20);
  expect(timestamps).toEqual([...timestamps].sort());
  expect(simulator.requests[0]?.url).toContain("logged_at__gte=2026-01-31T11%3A30%3A00.000Z");
});

it("polls at the given interval, with the given lookback and embedded resources", async () => {
  const args = ["--since", "5m", "--interval", "5m", "--lookback", "1m", "--expand", "evse"];
  const { stdout, slept, simulator } = await follow({ args, waits: 2 });
  expect(slept).toEqual([300_000, 300_000]);
  expect(parse(stdout)[0]?.log["evse"]).toMatchObject({ id: EXAMPLE_EVSE });
  expect(simulator.requests.at(-1)?.url).toContain("sampled_at__gte=2026-01-31T11%3A58");
});

it("shows lines on a terminal, with colours unless they are turned off", async () => {
  const args = ["--since", "2m"];
  const plain = await follow({ args: [...args, "--no-color"], io: { stdout: new Screen(80) } });
  expect(plain.stdout).toMatch(/^(2026-01-31 11:5\d:\d\dZ {2}status {3}[a-z]+.*\n)+$/);
  const colored = await follow({ args, io: { stdout: new Screen(80) } });
  expect(colored.stdout.startsWith("\u001b[2m2026-01-31 11:5")).toBe(true);
  expect(stripVTControlCharacters(colored.stdout)).toBe(plain.stdout);
  expect((await follow({ args: [...args, "--format", "table"] })).stdout).toBe(plain.stdout);
});

it.each([
  [["--interval", "9s"], /argument '9s' is invalid\. It must be a duration from 10s to 1d, /],
  [["--since", "soon"], /^error: --since must be .* \(received "soon"\)/],
])("refuses %j", async (args, message) => {
  const { code, stdout, stderr, simulator } = await follow({ args });
  expect({ code, stdout, requests: simulator.requests.length }).toEqual({ code: 2, stdout: "", requests: 0 });
  expect(stderr).toMatch(message);
});

it("waits for the rate limit, for a minute if the provider does not say how long", async () => {
  const { stderr, slept } = await follow({ waits: 6, rateLimit: 6, args: ["--lookback", "30m"] });
  expect(slept).toEqual([60_000, 60_000, 60_000, 3_420_000, 60_000, 60_000]);
  expect(stderr).toMatch(/^Rate limit reached; waiting until \S+ \S+ \(in 57 min\)\.\nInterrupted\.\n$/);
  const refuse = () => async () => new Response("", { status: 429 });
  expect((await follow({ waits: 2, wrap: refuse })).slept).toEqual([60_000, 60_000]);
});

it.each([
  [
    "a network failure",
    async () => Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNRESET" } })),
    /ECONNRESET/,
  ],
  ["a gateway's error", async () => new Response("<p>", { status: 502 }), /502/],
  ["a gateway's page", async () => new Response("<p>"), /GET/],
])("reports %s once, and retries until it is over", async (_, fail, reason) => {
  let isBroken = false;
  const { stdout, stderr, slept } = await follow({
    waits: 5,
    args: ["--since", "1m"],
    onWait: (wait) => {
      isBroken = wait === 1 || wait === 2;
    },
    wrap: (fetch) => (input, init) => (isBroken ? fail() : fetch(input, init)),
  });
  const lines = stderr.split("\n");
  expect(lines[0]).toMatch(/^error: /);
  expect(lines[0]).toMatch(reason);
  expect(lines.slice(1)).toEqual(["Retrying every 1 min.", "Following again.", "Interrupted.", ""]);
  expect(slept).toEqual([60_000, 60_000, 60_000, 60_000, 60_000]);
  const minutes = parse(stdout).map(({ log }) => log["sampled_at"]?.slice(11, 16));
  expect(new Set(minutes)).toEqual(new Set(["11:59", "12:00", "12:01", "12:02", "12:03"]));
});

it("reports another failure again, and with --quiet nothing but failures", async () => {
  let status = 200;
  const { stderr } = await follow({
    waits: 4,
    args: ["--quiet"],
    onWait: (wait) => {
      status = [502, 503][wait - 1] ?? 200;
    },
    wrap: (fetch) => async (input, init) => (status === 200 ? fetch(input, init) : new Response("", { status })),
  });
  expect(stderr).toMatch(/^error: .*502.*\nRetrying .*\nerror: .*503.*\nRetrying .*\nInterrupted\.\n$/);
});

it.each([
  [401, 3, { auth: { tokens: {} } }, "error: the token was refused (401)"],
  [403, 3, { auth: { tokens: { "demo-token": "evse:read" } } }, "error: these credentials lack the scope debug:read"],
  [
    404,
    1,
    { evses: [`evse${"0".repeat(26)}`] },
    "error: 404 at https://simulator.example/v2: the charger does not exist",
  ],
])("ends after a %i", async (_, exitCode, options: SimulatorOptions, message) => {
  const { code, stdout, stderr, slept } = await follow(options);
  expect({ code, stdout, slept }).toEqual({ code: exitCode, stdout: "", slept: [] });
  expect(stderr.startsWith(message)).toBe(true);
  expect(stderr.split("\n")).toHaveLength(2);
});

it("ends quietly when the reader of the output stops", async () => {
  const { code, stderr } = await follow({ args: ["--since", "5m"], io: { stdout: failingScreen("EPIPE") } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
