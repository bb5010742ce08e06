import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { NOW, runCli, type Screen, temporaryFolder } from "../../../tests/support/cli.ts";
import { lines, readAll, startSimulator } from "../../../tests/support/export-origin.ts";

// No back-off.
beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  return () => vi.restoreAllMocks();
});

const UNKNOWN = `evse${"0".repeat(26)}`;
const NO_ID = "no id of a charger, which is `evse` and 26 characters of A-Z and 0-9";

describe("the others still come", () => {
  it("if a line of the file is no id: it says which", async () => {
    const simulator = startSimulator();
    const [first, second] = simulator.evseIds as [string, string];
    const file = join(temporaryFolder(), "chargers.txt");
    writeFileSync(file, `${first}\nevse-2\n${second}\n`);
    expect(await runCli(["status", "--evses", file], { fetch: simulator.fetch })).toEqual({
      code: 1,
      stdout: lines(await readAll(simulator, [first, second])),
      stderr: `error: ${file}, line 2: ${NO_ID}\nerror: 1 of 3 chargers could not be exported\n`,
    });
  });

  it("if there is no such charger, in a file too", async () => {
    const simulator = startSimulator();
    const [first, second] = simulator.evseIds as [string, string];
    const folder = temporaryFolder();
    const file = join(folder, "a.ndjson");
    const complaint =
      `error: ${UNKNOWN}: 404 at https://simulator.example/v2: no such charger, or these credentials may not see it\n` +
      "error: 1 of 3 chargers could not be exported\n";
    const expected = lines(await readAll(simulator, [first, second]));
    const args = ["status", UNKNOWN, first, second];
    expect(await runCli(args, { fetch: simulator.fetch })).toEqual({ code: 1, stdout: expected, stderr: complaint });
    expect(await runCli([...args, "-o", file], { fetch: simulator.fetch })).toEqual({
      code: 1,
      stdout: "",
      stderr: complaint.replace("\n", `\n545 logs of 2 chargers are in ${file}\n`),
    });
    expect(readFileSync(file, "utf8")).toBe(expected);
    expect(readdirSync(folder)).toEqual(["a.ndjson"]);
  });

  it("if one in their midst, or the first, has no logs", async () => {
    const simulator = startSimulator();
    const [first, second] = simulator.evseIds as [string, string];
    const file = join(temporaryFolder(), "a.json");
    for (const ids of [
      [first, UNKNOWN, second],
      [UNKNOWN, first, second],
    ]) {
      await runCli(["status", ...ids, "-o", file, "--format", "json"], { fetch: simulator.fetch });
      expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(await readAll(simulator, [first, second]));
    }
  });

  it("if one has failed for good", async () => {
    const simulator = startSimulator({ faults: [{ kind: "status", status: 500, request: [2, 3, 4] }] });
    const [first, second] = simulator.evseIds as [string, string];
    const { code, stdout, stderr } = await runCli(["status", first, second, "--concurrency", "1"], {
      fetch: simulator.fetch,
    });
    const whole = await readAll(simulator, [first]);
    expect(code).toBe(1);
    expect(stdout).toBe(lines([...whole.slice(0, 100), ...(await readAll(simulator, [second]))]));
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(RegExp(`^error: ${first}: GET https://simulator.example/v2/evses/.*: 500 `)),
      "error: 1 of 2 chargers could not be exported",
      "",
    ]);
  });
});

it("a file that lacks a charger which has failed is not there, and is not said to be", async () => {
  const simulator = startSimulator({ faults: [{ kind: "status", status: 500, request: [2, 3, 4] }] });
  const folder = temporaryFolder();
  const args = ["status", ...simulator.evseIds, "--concurrency", "1", "-o", join(folder, "a.csv")];
  const { code, stderr } = await runCli(args, { fetch: simulator.fetch });
  expect(code).toBe(1);
  expect(stderr).not.toContain(" are in ");
  expect(readdirSync(folder)).not.toContain("a.csv");
});

describe("nothing comes", () => {
  it("of a single charger that is not there: one line says so", async () => {
    const simulator = startSimulator();
    expect(await runCli(["status", UNKNOWN, "--format", "json"], { fetch: simulator.fetch })).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${UNKNOWN}: 404 at https://simulator.example/v2: no such charger, or these credentials may not see it\n`,
    });
  });

  it("of a single charger that goes amiss on the way, and nothing is said to be in the file", async () => {
    const simulator = startSimulator({ faults: [{ kind: "status", status: 404, request: 2 }] });
    const folder = temporaryFolder();
    const args = ["status", ...simulator.evseIds.slice(0, 1), "-o", join(folder, "a.csv")];
    const { code, stderr } = await runCli(args, { fetch: simulator.fetch });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: evse\w+: 404 at .*\n/);
    expect(stderr).not.toContain("a.csv\n");
    expect(readdirSync(folder)).not.toContain("a.csv");
  });

  it.each([
    ["without a charger", [], "no chargers; give their ids, --evses FILE, or - for standard input"],
    ["without a good id", ["evse-2"], `"evse-2": ${NO_ID}`],
    ["with a bad moment", ["A", "--since", "soon"], /^--since: got "soon"; it takes /],
    ["with --resume alone", ["A", "--resume"], "--resume: it goes with --output FILE"],
    ["without the folder", ["A", "-o", "/nowhere/a.csv"], "--output: there is no folder /nowhere; make it first"],
    ["to -", ["A", "-o", "-"], "--output: - is no file; leave --output away to write to standard output"],
    ["since before the calendar", ["A", "--since", "999999d"], /^--since: got "999999d"; it takes a year from 0001 /],
    [
      "with a bad number",
      ["A", "--concurrency", "0"],
      /argument '0' is invalid\. It takes a whole number from 1 to 999\.$/,
    ],
    ["with a bad path", ["A", "--expand", "user"], /argument 'user' is invalid\. It takes one of evse, evse\.model, /],
    ["with an unknown form", ["A", "--format", "xml"], /Allowed choices are table, ndjson, csv, json\.$/],
    ["with an unknown option", ["A", "--sinse", "7d"], /^unknown option '--sinse'/],
  ])("%s, and that is a usage error before any request", async (_, args, message) => {
    const simulator = startSimulator();
    const ids = args.map((arg) => (arg === "A" ? (simulator.evseIds[0] as string) : arg));
    const { code, stdout, stderr } = await runCli(["status", ...ids], { fetch: simulator.fetch });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.split("\n")[0]?.replace("error: ", "")).toEqual(
      typeof message === "string" ? message : expect.stringMatching(message),
    );
    expect(simulator.requests).toEqual([]);
  });

  it("without credentials, or for those that are refused", async () => {
    const simulator = startSimulator({ auth: { tokens: { reader: "evse:read" } } });
    const run = async (command: string, env: Record<string, string>, ...more: string[]) => {
      const args = [command, ...simulator.evseIds, "--base-url", "https://simulator.example/v2", ...more];
      const { code, stdout, stderr } = await runCli(args, { env, fetch: simulator.fetch });
      expect(stdout).toBe("");
      return [code, stderr.trimEnd()];
    };
    expect(await run("status", {})).toEqual([3, expect.stringMatching(/^error: no credentials; set /)]);
    const file = join(temporaryFolder(), "bad.env");
    writeFileSync(file, "EV_ENERGY_TOKN=demo-token\n");
    expect(await run("status", {}, "-e", file)).toEqual([
      3,
      `error: no credentials; ${file} sets neither EV_ENERGY_TOKEN nor EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET`,
    ]);
    expect(await run("status", { EV_ENERGY_TOKEN: "wrong" })).toEqual([
      3,
      expect.stringMatching(/^error: the token was refused \(401\), it is wrong or has expired; if it is .* new one$/),
    ]);
    expect(await run("commands", { EV_ENERGY_TOKEN: "reader" })).toEqual([
      3,
      "error: these credentials lack the scope debug:read (403)",
    ]);
    expect(await run("status", { EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "wrong" })).toEqual([
      3,
      expect.stringMatching(
        /^error: POST https:\/\/simulator\.example\/o\/token\/: 401 invalid_client.* Check EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET\.$/,
      ),
    ]);
  });
});

describe("the rate limit", () => {
  it("stops everything, with the way to an export that can go on", async () => {
    const simulator = startSimulator({ rateLimit: 2 });
    const { code, stderr } = await runCli(["status", ...simulator.evseIds], { fetch: simulator.fetch });
    expect(code).toBe(4);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^error: the rate limit is used up \(429\); free again at \d\d:\d\d \S+ \(in 1 h 0 min\)$/),
      "An export with --output FILE can go on later; --wait sits the limit out.",
      "",
    ]);
  });

  it("is sat out with --wait, as often as it takes", async () => {
    let now = NOW;
    const waits: number[] = [];
    const simulator = startSimulator({ rateLimit: 4, now: () => now, to: NOW });
    const expected = lines(await readAll(startSimulator()));
    const { code, stdout, stderr } = await runCli(["status", ...simulator.evseIds, "--wait"], {
      fetch: simulator.fetch,
      now: () => now,
      sleep: async (delayMs) => {
        waits.push(delayMs);
        now += delayMs;
      },
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expected });
    expect(waits).toEqual([3_600_000, 3_600_000]);
    expect(stderr).toMatch(/^(The rate limit is used up; waiting until \d\d:00 \S+ \(in 1 h 0 min\)\.\n){2}$/);
  });

  it.each([
    ["a minute where the provider does not say how long", {}, 60_000],
    ["a second at least", { "Retry-After": "0" }, 1000],
    ["as long as a timer can", { "Retry-After": "9999999999" }, 2_147_483_647],
  ])("is waited for %s", async (_, headers, wait) => {
    const simulator = startSimulator();
    const waits: number[] = [];
    let refusals = 3;
    const { code } = await runCli(["status", ...simulator.evseIds.slice(0, 1), "--wait"], {
      fetch: async (...args) =>
        refusals-- > 0
          ? Response.json({ title: "Too Many Requests" }, { status: 429, headers })
          : simulator.fetch(...args),
      sleep: async (delayMs) => void waits.push(delayMs),
    });
    expect(code).toBe(0);
    expect(waits[0]).toBe(wait);
  });
});

describe("an output that fails", () => {
  const failing = (code: string) => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) =>
        done(Object.assign(new Error(`${code}: so it is`), { code, syscall: "write" })),
    });
    return stream.on("error", () => {}) as unknown as Screen;
  };

  it("is the end without a word if the reader has left", async () => {
    const simulator = startSimulator();
    const stdout = failing("EPIPE");
    const { code, stderr } = await runCli(["status", ...simulator.evseIds], { fetch: simulator.fetch, stdout });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(simulator.requests.length).toBeLessThan(9);
  });

  it("is a failure if the disk is full", async () => {
    const simulator = startSimulator();
    const stdout = failing("ENOSPC");
    const { code, stderr } = await runCli(["status", ...simulator.evseIds], { fetch: simulator.fetch, stdout });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "error: the output can't be written: ENOSPC: so it is\n" });
  });

  it("may be a device", async () => {
    const simulator = startSimulator();
    expect(await runCli(["status", ...simulator.evseIds, "-o", "/dev/full"], { fetch: simulator.fetch })).toEqual({
      code: 1,
      stdout: "",
      stderr: "error: the output can't be written: ENOSPC: no space left on device\n",
    });
  });
});
