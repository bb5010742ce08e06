import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { NOW, runCli, Screen, type TestOptions, temporaryFolder } from "../../../tests/support/cli.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../simulator/index.ts";
import { Interruption } from "../shared/errors.ts";

const DAY_MS = 86_400_000;
const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";

function startSimulator(options: SimulatorOptions = {}): Simulator {
  return createSimulator({ from: NOW - 10 * DAY_MS, now: () => NOW, ...options });
}

function runTimeline(args: readonly string[], options: TestOptions) {
  return runCli(["timeline", ...args], options);
}

it("has help that fits 80 columns", async () => {
  const { code, stdout } = await runCli(["timeline", "--help"]);
  expect(code).toBe(0);
  expect(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  $ "))).toEqual([]);
  expect(stdout).toContain("only the picture (.svg)");
});

describe("timeline", () => {
  it("shows what a charger did in the last seven days", async () => {
    const simulator = startSimulator();
    const { code, stdout, stderr } = await runTimeline([EVSE], { fetch: simulator.fetch });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[0]).toBe(EVSE);
    expect(lines[4]).toMatch(/^Sessions {2}\d /);
    expect(lines[7]).toMatch(/^Reports {3}[12],\d\d\d /);
    expect(stdout).toMatch(/ [┌│]\S* .*Plugged in, \d+\.\d\d kWh; for /);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    const queries = simulator.requests
      .map(({ url }) => new URL(url))
      .map((url) => [
        url.pathname.split("/").at(-1),
        url.searchParams.get("logged_at__gte") ?? url.searchParams.get("sampled_at__gte"),
        url.searchParams.get("logged_at__lte") ?? url.searchParams.get("sampled_at__lte"),
      ]);
    expect(queries.slice(0, 2)).toEqual([
      // From an hour before the window.
      ["command_logs", "2026-01-24T11:00:00.000Z", "2026-01-31T12:00:00.000Z"],
      ["status_logs", "2026-01-24T11:00:00.000Z", "2026-01-31T12:00:00.000Z"],
    ]);
  });

  it("has colours on a terminal, and its width", async () => {
    const { fetch } = startSimulator();
    const { stdout } = await runTimeline([EVSE, "--since", "2d"], { fetch, stdout: new Screen(200) });
    expect(stdout).toContain(`\u001b[1m${EVSE}\u001b[22m\n`);
    // Six cells an hour.
    expect(stdout).toContain("            00                03                06  ");
    const { stdout: plain } = await runTimeline([EVSE, "--since", "2d", "--no-color"], {
      fetch,
      stdout: new Screen(200),
    });
    expect(plain.startsWith(`${EVSE}\n`)).toBe(true);
  });

  it.for([
    ["page.html", /^<!doctype html>\n<html lang="en">.*<\/html>\n$/s, "; open it in a browser"],
    ["PICTURE.SVG", /^<svg xmlns=.*<\/svg>\n$/s, "; open it in a browser"],
    ["text.txt", /^evse01HSH04KDEWF6Z4DB2J77J74K5\n/, ""],
  ] as const)("writes %s by its name, and says so unless it is --quiet", async ([name, content, advice]) => {
    const folder = temporaryFolder();
    const { fetch } = startSimulator();
    const output = join(folder, name);
    const args = [EVSE, "-o", output, "--since", "2026-01-30"];
    const result = await runTimeline(args, { fetch, stdout: new Screen(80) });
    expect(result).toEqual({ code: 0, stdout: "", stderr: `${output} written${advice}\n` });
    expect((await runTimeline([...args, "--quiet"], { fetch })).stderr).toBe("");
    expect(readFileSync(output, "utf8")).toMatch(content);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it("shows its progress on a terminal, and removes it at the end", async () => {
    const { fetch } = startSimulator();
    const stderr = new Screen(80);
    await runTimeline([EVSE], { fetch, stderr });
    expect(stderr.text).toContain("[");
    expect(stderr.text.endsWith("\u001b[1G\u001b[2K")).toBe(true);
    const { stderr: silent } = await runTimeline([EVSE, "--quiet"], { fetch, stderr: new Screen(80) });
    expect(silent).toBe("");
  });

  it("ends now, even if the window ends later", async () => {
    const simulator = startSimulator();
    const args = [EVSE, "--since", "12h", "--until", "2026-03-01"];
    const { stdout } = await runTimeline(args, { fetch: simulator.fetch });
    expect(simulator.requests[0]?.url).toContain("logged_at__lte=2026-01-31T12%3A00%3A00.000Z");
    expect(stdout).not.toContain("Feb");
  });

  it("counts down while it waits for the provider", async () => {
    vi.useFakeTimers({ now: NOW });
    onTestFinished(() => void vi.useRealTimers());
    const fault = { kind: "status", status: 429, headers: { "Retry-After": "30" }, request: 2 } as const;
    const { fetch } = startSimulator({ faults: [fault] });
    const stderr = new Screen(80);
    const result = runTimeline([EVSE, "--since", "12h"], { fetch, stderr, now: () => Date.now() });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stderr.text).toMatch(/rate limited, resuming in 0:2\d/);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await result).code).toBe(0);
  });
});

describe("invalid options are refused before anything is requested", () => {
  it.for([
    [[EVSE, "-o", "timeline.pdf"], "--output must end in .html, .svg, .txt, .json (received timeline.pdf)"],
    [[EVSE, "-o", "/no/such/folder/a.html"], "--output: the directory /no/such/folder does not exist; create it first"],
    [
      [EVSE, "--since", "2026-01-30", "--until", "2026-01-30"],
      "--since must be before --until (received 2026-01-30 and 2026-01-30)",
    ],
    [[EVSE, "--since", "soon"], expect.stringMatching(/^--since must be .* \(received "soon"\)$/)],
    [[EVSE, "-o", "-"], '--output must be a file (received "-"); omit --output to write to standard output'],
    [
      [EVSE, "--format", "json", "-o", "a.html"],
      "option '--format <name>' cannot be used with option '-o, --output <file>'",
    ],
    [
      [EVSE, "--format", "html"],
      "option '--format <name>' argument 'html' is invalid. Use text or json; for a page or a picture, use -o FILE.html or -o FILE.svg.",
    ],
    [["evse1"], '<evse> must be `evse` followed by 26 characters of A-Z and 0-9 (received "evse1")'],
  ] as const)("%j", async ([args, complaint]) => {
    const simulator = startSimulator();
    const { code, stdout, stderr } = await runTimeline(args, { fetch: simulator.fetch });
    expect({ code, stdout, stderr: stderr.replace(/^error: (.*)\n$/s, "$1") }).toEqual({
      code: 2,
      stdout: "",
      stderr: complaint,
    });
    expect(simulator.requests).toEqual([]);
  });
});

it("timeline prints rows for programs as JSON", async () => {
  const folder = temporaryFolder();
  const { fetch } = startSimulator();
  const args = [EVSE, "--since", "2026-01-28", "--until", "2026-01-30"];
  const { stdout } = await runTimeline([...args, "--format", "json"], { fetch });
  const { evse_id, since, until, reports, sessions, outcomes } = JSON.parse(stdout);
  expect([evse_id, since, until]).toEqual([EVSE, "2026-01-28T00:00:00.000Z", "2026-01-30T00:00:00.000Z"]);
  expect(reports).toBeGreaterThan(500);
  expect([sessions.length > 0, outcomes.length > 0]).toEqual([true, true]);
  await runTimeline([...args, "-o", join(folder, "a.json")], { fetch });
  expect(readFileSync(join(folder, "a.json"), "utf8")).toBe(stdout);
});

describe("the rate limit", () => {
  it("fails, and says what to do", async () => {
    const { fetch } = startSimulator({ rateLimit: 3 });
    const { code, stdout, stderr } = await runTimeline([EVSE], { fetch });
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toMatch(
      /^error: rate limit reached \(429\); try again at .*\nUse --wait to wait for the rate limit\.\n$/,
    );
  });

  it("is waited for with --wait, whichever request exceeds it", async () => {
    // The client waits by this clock.
    vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const { stdout: expected } = await runTimeline([EVSE], { fetch: startSimulator().fetch });
    for (const rateLimit of [1, 3]) {
      let now = NOW;
      vi.setSystemTime(NOW);
      const simulator = startSimulator({ rateLimit, now: () => now, to: NOW });
      const outcome = await runTimeline([EVSE, "--wait"], {
        fetch: simulator.fetch,
        now: () => now,
        sleep: async (delayMs) => {
          now += delayMs;
          vi.setSystemTime(now);
        },
      });
      expect(outcome).toMatchObject({ code: 0, stdout: expected });
      expect(outcome.stderr).toMatch(/^Rate limit reached; waiting until \d\d:00 \S+ \(in 1 h\)\.\n/);
    }
  });
});

describe("a failure", () => {
  it("leaves an existing file unchanged", async () => {
    const folder = temporaryFolder();
    const output = join(folder, "page.html");
    writeFileSync(output, "before");
    const { fetch } = startSimulator({ faults: [{ kind: "status", status: 404, request: 3 }] });
    const { code, stdout } = await runTimeline([EVSE, "-o", output], { fetch });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(readFileSync(output, "utf8")).toBe("before");
    expect(readdirSync(folder)).toEqual(["page.html"]);
  });

  it("for a missing scope names it, after the first request", async () => {
    const simulator = startSimulator({ auth: { tokens: { "demo-token": ["evse:read"] } } });
    const { code, stderr } = await runTimeline([EVSE], { fetch: simulator.fetch });
    expect({ code, stderr }).toEqual({ code: 3, stderr: "error: these credentials lack the scope debug:read (403)\n" });
    expect(simulator.requests).toHaveLength(1);
  });

  it("can be an interruption", async () => {
    const { fetch } = startSimulator();
    const signal = AbortSignal.abort(new Interruption("SIGINT"));
    expect(await runTimeline([EVSE], { fetch, signal })).toEqual({ code: 130, stdout: "", stderr: "Interrupted.\n" });
  });
});
