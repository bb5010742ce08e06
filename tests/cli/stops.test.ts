import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type Place, startPlace } from "../support/cli-process.ts";

describe("standard output", () => {
  it("may be closed by who has read enough: nothing is said, and nothing more is asked for", async () => {
    const { simulator, bash } = await startPlace({ from: "2025-12-01T00:00:00Z" });
    const args = simulator.evseIds.join(" ");
    const head = await bash(`ev-energy-logs status ${args} | head -1; echo "\${PIPESTATUS[0]}"`);
    expect(head.stdout).toMatch(/^\{"url":.*\}\n0\n$/);
    expect(head.stderr).toBe("");
    expect(simulator.requests.length).toBeLessThan(50);
  });

  it("may be closed without a look at it", async () => {
    const { simulator, run } = await startPlace();
    const outcome = await run(["status", ...simulator.evseIds], { onStart: ({ stdout }) => stdout?.destroy() });
    expect(outcome).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("may be a full disk", async () => {
    const { simulator, bash } = await startPlace();
    expect(await bash(`ev-energy-logs status ${simulator.evseIds.join(" ")} > /dev/full`)).toEqual({
      code: 1,
      stdout: "",
      stderr: "error: the output can't be written: ENOSPC: no space left on device\n",
    });
  });
});

it("a folder that does not exist is missed before any request", async () => {
  const { simulator, run } = await startPlace();
  expect(await run(["status", ...simulator.evseIds, "-o", "no/a.csv"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "error: --output: there is no folder no; make it first\n",
  });
  expect(simulator.requests).toEqual([]);
});

describe("an export that is stopped in the middle goes on to the same bytes", () => {
  const OUTPUT = "my logs.csv";
  const done = { code: 0, stdout: "", stderr: `833 logs of 3 chargers are in ${OUTPUT}\n` };
  let now: number;
  let place: Place;
  let args: readonly string[];
  let expected: string;

  beforeEach(async () => {
    now = Date.UTC(2026, 0, 31, 12);
    place = await startPlace({
      now: () => now,
      rateLimit: 14,
      auth: { tokens: { "demo-token": "evse:read", other: "evse:read" } },
    });
    args = ["status", ...place.simulator.evseIds, "--format", "csv", "-o"];
    expect(await place.run([...args, "whole"])).toMatchObject({ code: 0, stdout: "" });
    expected = readFileSync(join(place.folder, "whole"), "utf8");
    expect(place.simulator.requests).toHaveLength(9);
    now += 3_600_000;
  });

  /** Types what it was told to. */
  async function goOn(stderr: string, env = {}): Promise<void> {
    const { folder, bash } = place;
    expect(existsSync(join(folder, OUTPUT))).toBe(false);
    const [, line = ""] = /^To go on: (.*)$/m.exec(stderr) ?? [];
    expect(line).toMatch(/^ev-energy-logs status --resume evse.* --format csv -o 'my logs\.csv'$/);
    expect(await bash(line, { env })).toEqual(done);
    expect(readFileSync(join(folder, OUTPUT), "utf8")).toBe(expected);
    expect(readdirSync(folder).sort()).toEqual([OUTPUT, "whole"]);
  }

  // The first three are the chargers' first pages, before which there may be nothing to go on from.
  it.each([4, 5, 8])("by Ctrl-C, at request %i", async (request) => {
    const { code, stderr } = await place.run([...args, OUTPUT], {
      onStart: (child) => place.hold(request, () => child.kill("SIGINT")),
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/^Interrupted\.\nTo go on: /);
    await goOn(stderr);
  });

  it.each([1, 2, 5, 8])("by SIGKILL, at request %i", async (request) => {
    const { code } = await place.run([...args, OUTPUT], {
      onStart: (child) => place.hold(request, () => child.kill("SIGKILL")),
    });
    expect(code).toBe(undefined);
    expect(existsSync(join(place.folder, OUTPUT))).toBe(false);
    now += 3_600_000;
    const again = await place.run([...args, OUTPUT, "--resume"]);
    expect(again).toEqual(done);
    expect(readFileSync(join(place.folder, OUTPUT), "utf8")).toBe(expected);
  });

  it("by the rate limit", async () => {
    now -= 3_600_000;
    const { code, stderr } = await place.run([...args, OUTPUT]);
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /^error: the rate limit is used up \(429\); free again at .* \(in 1 h 0 min\)\nTo go on: .*\n$/,
    );
    now += 3_600_000;
    await goOn(stderr);
  });

  it("by a token that is revoked", async () => {
    const { simulator, baseUrl } = place;
    const revoke = async () => {
      const body = new URLSearchParams({ token: "demo-token" });
      const headers = { Authorization: `Basic ${btoa("demo:demo-secret")}` };
      await simulator.fetch(new URL("/o/revoke_token/", baseUrl), { method: "POST", headers, body });
    };
    const running = place.run([...args, OUTPUT], { onStart: () => place.before(5, revoke) });
    const { code, stderr } = await running;
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: the token was refused \(401\).*\nTo go on: /);
    await goOn(stderr, { EV_ENERGY_TOKEN: "other" });
  });
});
