// What `status` and `commands` do when something fails.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { failingScreen, NOW, runCli, temporaryFolder } from "../../../tests/support/cli.ts";
import { lines, readAll, startSimulator } from "../../../tests/support/export-origin.ts";

// No back-off.
beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  return () => vi.restoreAllMocks();
});

const UNKNOWN = `evse${"0".repeat(26)}`;
const NOT_FOUND = `error: ${UNKNOWN}: 404 at https://simulator.example/v2: the charger does not exist, or these credentials have no access to it\n`;

describe("the other chargers are exported", () => {
  it("if an id in a file is invalid", async () => {
    const simulator = startSimulator();
    const [first, second] = simulator.evseIds as [string, string];
    const file = join(temporaryFolder(), "chargers.txt");
    writeFileSync(file, `${first}\nevse-2\n${second}\n`);
    const { code, stdout, stderr } = await runCli(["status", "--evses", file], { fetch: simulator.fetch });
    expect({ code, stdout }).toEqual({ code: 1, stdout: lines(await readAll(simulator, [first, second])) });
    expect(stderr).toMatch(/^error: .*, line 2: not a charger id: .*\nerror: 1 of 3 chargers could not be exported\n$/);
  });

  it.each([0, 1])("if a charger does not exist, at index %i", async (index) => {
    const simulator = startSimulator();
    const ids = simulator.evseIds.slice(0, 2);
    const expected = await readAll(simulator, ids);
    const folder = temporaryFolder();
    const file = join(folder, "a.json");
    const args = ["status", ...ids.toSpliced(index, 0, UNKNOWN), "--format", "json"];
    const failed = "error: 1 of 3 chargers could not be exported\n";
    const streamed = await runCli(args, { fetch: simulator.fetch });
    expect({ ...streamed, stdout: JSON.parse(streamed.stdout) }).toEqual({
      code: 1,
      stdout: expected,
      stderr: NOT_FOUND + failed,
    });
    expect(await runCli([...args, "-o", file], { fetch: simulator.fetch })).toEqual({
      code: 1,
      stdout: "",
      stderr: `${NOT_FOUND}545 logs of 2 chargers are in ${file}\n${failed}`,
    });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(expected);
    expect(readdirSync(folder)).toEqual(["a.json"]);
  });

  it("if one fails: to standard output; but a file needs all of them", async () => {
    const options = { faults: [{ kind: "status", status: 500, request: [2, 3, 4] }] } as const;
    const simulator = startSimulator(options);
    const [first, second] = simulator.evseIds as [string, string];
    const args = ["status", first, second, "--concurrency", "1"];
    const { code, stdout, stderr } = await runCli(args, { fetch: simulator.fetch });
    const whole = await readAll(simulator, [first]);
    expect(code).toBe(1);
    expect(stdout).toBe(lines([...whole.slice(0, 100), ...(await readAll(simulator, [second]))]));
    expect(stderr).toMatch(RegExp(`^error: ${first}: .*500.*\nerror: 1 of 2 chargers could not be exported\n$`));

    const folder = temporaryFolder();
    const toFile = await runCli([...args, "-o", join(folder, "a.csv")], { fetch: startSimulator(options).fetch });
    expect(toFile.code).toBe(1);
    expect(toFile.stderr).not.toContain(" are in ");
    expect(readdirSync(folder)).not.toContain("a.csv");
  });
});

it("a single charger that does not exist is one error", async () => {
  const { fetch } = startSimulator();
  expect(await runCli(["status", UNKNOWN, "--format", "json"], { fetch })).toEqual({
    code: 1,
    stdout: "",
    stderr: NOT_FOUND,
  });
});

it.each([
  [[], /^error: no chargers; name their ids/],
  [["evse-2"], /^error: "evse-2": not a charger id/],
  [["A", "--since", "soon"], /^error: --since must be .* \(received "soon"\)/],
  [["A", "--resume"], "error: --resume needs --output FILE\n"],
  [["A", "-o", "/nowhere/a.csv"], "error: --output: the directory /nowhere does not exist; create it first\n"],
  [["A", "--concurrency", "0"], /argument '0' is invalid\. It must be an integer from 1 to 999\.$/m],
  [["A", "--expand", "user"], /argument 'user' is invalid\. It must be one of evse, evse\.model, /],
  [["A", "--format", "xml"], /Allowed choices are table, ndjson, csv, json\.$/m],
])("%j is refused before any request", async (args, message) => {
  const simulator = startSimulator();
  const ids = args.map((arg) => (arg === "A" ? (simulator.evseIds[0] as string) : arg));
  const { code, stdout, stderr } = await runCli(["status", ...ids], { fetch: simulator.fetch });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
  expect(simulator.requests).toEqual([]);
});

it.each([
  ["status", {}, /^error: no credentials; set /],
  ["status", { EV_ENERGY_TOKEN: "wrong" }, /^error: the token was refused \(401\): .* get a new one$/m],
  ["commands", { EV_ENERGY_TOKEN: "reader" }, "error: these credentials lack the scope debug:read (403)\n"],
  [
    "status",
    { EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "wrong" },
    /invalid_client.*EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET/,
  ],
])("credentials can be missing or refused: %s with %j", async (command, env, message) => {
  const simulator = startSimulator({ auth: { tokens: { reader: "evse:read" } } });
  const args = [command, ...simulator.evseIds, "--base-url", "https://simulator.example/v2"];
  const { code, stdout, stderr } = await runCli(args, { env, fetch: simulator.fetch });
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
});

it("a token endpoint that fails is one error, not one for each charger", async () => {
  const { fetch, evseIds } = startSimulator();
  const env = { EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "s", EV_ENERGY_BASE_URL: "https://x.example/v2" };
  for (const status of [404, 503]) {
    const fail: typeof fetch = async (input, init) =>
      new Request(input, init).method === "POST" ? new Response("", { status }) : fetch(input, init);
    const { code, stderr } = await runCli(["status", ...evseIds], { env, fetch: fail });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(RegExp(`^error: POST https://x.example/o/token/.*${status}.*\n$`));
  }
});

describe("the rate limit", () => {
  // The client waits by this clock.
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
    return () => vi.useRealTimers();
  });

  it("stops the export, with advice", async () => {
    const simulator = startSimulator({ rateLimit: 2 });
    const { code, stderr } = await runCli(["status", ...simulator.evseIds], { fetch: simulator.fetch });
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /^error: rate limit reached \(429\); try again at \S+ \S+ \(in 1 h\)\nUse --output FILE for an export that can be resumed, or --wait to wait for the rate limit\.\n$/,
    );
  });

  it("is waited for with --wait, in one wait of all chargers", async () => {
    let now = NOW;
    const waits: number[] = [];
    const simulator = startSimulator({ rateLimit: 4, now: () => now, to: NOW });
    const expected = lines(await readAll(startSimulator()));
    const { code, stdout, stderr } = await runCli(["status", ...simulator.evseIds, "--wait"], {
      fetch: simulator.fetch,
      now: () => now,
      sleep: async (delayMs) => {
        waits.push(delayMs);
        // Meanwhile the other chargers are refused too.
        await setTimeout(10);
        now += delayMs;
        vi.setSystemTime(now);
      },
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expected });
    expect(waits).toEqual([3_600_000, 3_600_000]);
    expect(stderr).toMatch(/^(Rate limit reached; waiting until \S+ \S+ \(in 1 h\)\.\n){2}$/);
  });

  it.each([
    [{}, 60_000],
    [{ "Retry-After": "0" }, 1000],
    [{ "Retry-After": "9999999999" }, 2_147_483_647],
  ])("with %j is waited for %i ms", async (headers, wait) => {
    const simulator = startSimulator({ evses: 1 });
    const waits: number[] = [];
    let refusals = 3;
    const refuse = async () => Response.json({ title: "Too Many Requests" }, { status: 429, headers });
    const { code } = await runCli(["status", ...simulator.evseIds, "--wait"], {
      fetch: (...args) => (refusals-- > 0 ? refuse() : simulator.fetch(...args)),
      sleep: async (delayMs) => {
        waits.push(delayMs);
        vi.setSystemTime(Date.now() + delayMs);
      },
    });
    expect(code).toBe(0);
    expect(waits[0]).toBe(wait);
  });
});

it("a 503 with Retry-After is one error of all chargers, and is waited for with --wait", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  onTestFinished(() => void vi.useRealTimers());
  const { fetch, evseIds } = startSimulator();
  const endsAt = NOW + 120_000;
  const fail: typeof fetch = async (...args) =>
    Date.now() < endsAt ? new Response("", { status: 503, headers: { "Retry-After": "120" } }) : fetch(...args);
  const args = ["status", ...evseIds];
  const { code, stderr } = await runCli(args, { fetch: fail });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: GET \S+: 503.*\nUse --output FILE .* or --wait to wait for the provider\.\n$/);

  const sleep = async (delayMs: number) => void vi.advanceTimersByTime(delayMs);
  const waited = await runCli([...args, "--wait"], { fetch: fail, now: () => Date.now(), sleep });
  expect(waited).toMatchObject({ code: 0, stdout: lines(await readAll(startSimulator())) });
  expect(waited.stderr).toMatch(/^The provider is unavailable; waiting until \S+ \S+ \(in 2 min\)\.\n$/);
});

it("a reader that stops early ends the export without an error and without further requests", async () => {
  const simulator = startSimulator();
  const args = ["status", ...simulator.evseIds];
  const { code, stderr } = await runCli(args, { fetch: simulator.fetch, stdout: failingScreen("EPIPE") });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(simulator.requests.length).toBeLessThan(9);
});

it("a full disk or device is an error", async () => {
  const { fetch, evseIds } = startSimulator();
  expect(await runCli(["status", ...evseIds], { fetch, stdout: failingScreen("ENOSPC") })).toMatchObject({
    code: 1,
    stderr: "error: can't write the output: ENOSPC: it failed\n",
  });
  expect(await runCli(["status", ...evseIds, "-o", "/dev/full"], { fetch })).toMatchObject({
    code: 1,
    stderr: "error: can't write the output: ENOSPC: no space left on device\n",
  });
});
