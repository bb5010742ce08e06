import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createClient } from "../../src/index.ts";
import { type Place, startPlace } from "../support/cli-process.ts";

/** What the library alone gives of these chargers. */
async function readAll({ simulator, baseUrl }: Place, evseIds = simulator.evseIds) {
  const client = createClient({ auth: "demo-token", baseUrl });
  return (await Promise.all(evseIds.map((id) => client.statusLogs.list(id).toArray()))).flat();
}

function lines(logs: readonly object[]): string {
  return logs.map((log) => `${JSON.stringify(log)}\n`).join("");
}

describe("each command in each form", () => {
  it("status", async () => {
    const place = await startPlace();
    const run = async (...more: string[]) => {
      const { code, stdout, stderr } = await place.run(["status", ...place.simulator.evseIds, ...more]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      return stdout;
    };
    const logs = await readAll(place);
    expect(await run()).toBe(lines(logs));
    expect(JSON.parse(await run("--format", "json"))).toEqual(logs);
    const csv = (await run("--format", "csv")).split("\n");
    expect(csv[0]).toMatch(/^evse_id,url,sampled_at,logged_at,evse,is_plugged_in,/);
    expect(csv.slice(1, -1).map((line) => line.split(",")[2])).toEqual(logs.map((log) => log.sampled_at));
    const table = (await run("--format", "table")).split("\n");
    // Three headings of two lines, two empty lines between them, and the end of the last line.
    expect(table).toHaveLength(logs.length + 3 * 2 + 2 + 1);
  });

  it("commands", async () => {
    const { simulator, run } = await startPlace();
    const starts: Record<string, RegExp> = {
      table: /^evse01HSH04KDEWF6Z4DB2J77J74K5\nlogged at \(UTC\) +reason /,
      ndjson: /^\{"url":"http:.*\}\n\{/,
      csv: /^evse_id,url,logged_at,evse,max_load_target_milliamps,/,
      json: /^\[\n\{"url":"http:.*\},\n\{/,
    };
    for (const [format, start] of Object.entries(starts)) {
      const { code, stdout } = await run(["commands", ...simulator.evseIds, "--format", format]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(start) });
    }
  });

  it("get", async () => {
    const place = await startPlace();
    const [evse] = place.simulator.evseIds as [string];
    const [log] = await readAll(place, [evse]);
    const get = (...more: string[]) => place.run(["get", "status", evse, log?.sampled_at ?? "", ...more]);
    expect(await get()).toEqual({ code: 0, stdout: `${JSON.stringify(log)}\n`, stderr: "" });
    expect((await get("--format", "table")).stdout).toContain(`\nsampled_at                      ${log?.sampled_at}\n`);
    const command = JSON.parse((await place.run(["commands", evse])).stdout.split("\n")[0] ?? "");
    const { stdout } = await place.run(["get", "command", evse, command.logged_at, "--format", "json"]);
    expect(stdout).toBe(`${JSON.stringify(command, undefined, 2)}\n`);
    const none = await place.run(["get", "status", evse, "2020-01-01T00:00:00Z"]);
    expect(none).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: 404 at ${place.baseUrl}: no such charger, no log with exactly this stamp, or these credentials may not see it\n`,
    });
  });
});

describe("the table", () => {
  it.each([
    ["40", "sampled at (UTC)     charging  rate W", 40],
    ["200", "sampled at                   charging  rate W  plugged   meter Wh  mode ", 200],
  ])("fits %s columns", async (columns, head, width) => {
    const { simulator, run } = await startPlace();
    const args = ["status", ...simulator.evseIds, "--format", "table", "--since", "2026-01-31"];
    const { stdout } = await run(args, { env: { COLUMNS: columns } });
    const [, titles = "", ...rows] = stdout.split("\n");
    expect(titles.startsWith(head)).toBe(true);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(width);
    expect(rows[0]).toMatch(/^2026-01-31/);
  });

  it.skipIf(spawnSync("script", ["--version"]).error)(
    "is what a terminal gets, in colour, with no bar in between",
    async () => {
      const { simulator, bash } = await startPlace();
      const line = `stty cols 40; ev-energy-logs status ${simulator.evseIds[0]} --since 2026-01-31T11:00:00Z`;
      const { code, stdout } = await bash(`script -qec '${line}' /dev/null`);
      expect(code).toBe(0);
      expect(stdout.split("\r\n").slice(0, 3)).toEqual([
        "\u001b[1mevse01HSH04KDEWF6Z4DB2J77J74K5\u001b[22m",
        "\u001b[2msampled at (UTC)     charging  rate W\u001b[22m",
        expect.stringMatching(/^2026-01-31 11:\d\d:\d\d {2}\w+ +\d+$/),
      ]);
    },
  );
});

describe("the chargers", () => {
  it("come from standard input", async () => {
    const place = await startPlace();
    const [first, second] = place.simulator.evseIds as [string, string];
    const { code, stdout } = await place.run(["status", "-"], { stdin: `# Mine\n${second}\n\n${first}\n${second}\n` });
    expect({ code, stdout }).toEqual({ code: 0, stdout: lines(await readAll(place, [second, first])) });
  });

  it("come from a file; of a bad one it says in which line, and the others still come", async () => {
    const place = await startPlace();
    const [first, second] = place.simulator.evseIds as [string, string];
    writeFileSync(join(place.folder, "chargers.txt"), `${first}\nevse01\n${second}\n`);
    expect(await place.run(["status", "--evses", "chargers.txt"])).toEqual({
      code: 1,
      stdout: lines(await readAll(place, [first, second])),
      stderr:
        "error: chargers.txt, line 2: no id of a charger, which is `evse` and 26 characters of A-Z and 0-9\n" +
        "error: 1 of 3 chargers could not be exported\n",
    });
  });
});

describe("credentials", () => {
  const SECRETS = /demo-secret|demo-token|access-/;

  it("are missed before any request", async () => {
    const { simulator, run } = await startPlace();
    const { code, stdout, stderr } = await run(["status", ...simulator.evseIds], { env: { EV_ENERGY_TOKEN: "" } });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^error: no credentials; set EV_ENERGY_CLIENT_ID and .*--env-file\n$/);
    expect(simulator.requests).toEqual([]);
  });

  it("may be those of a client in a file, and are not shown, even with --debug", async () => {
    const { simulator, folder, run } = await startPlace();
    writeFileSync(join(folder, ".env"), "EV_ENERGY_CLIENT_ID=demo\nEV_ENERGY_CLIENT_SECRET=demo-secret\n");
    const args = ["status", ...simulator.evseIds, "--debug"];
    const env = { EV_ENERGY_TOKEN: "" };
    expect((await run(args, { env })).code).toBe(3);
    const { code, stdout, stderr } = await run([...args, "--env-file", ".env"], { env });
    expect(code).toBe(0);
    expect(stderr).toContain("debug: POST http");
    expect(stdout + stderr).not.toMatch(SECRETS);
    // One token for all chargers.
    expect(simulator.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("that lack the scope are an error of their own, and are not shown with its stack", async () => {
    const { simulator, run } = await startPlace({ auth: { tokens: { "demo-token": "evse:read" } } });
    const { code, stdout, stderr } = await run(["commands", ...simulator.evseIds, "--debug"]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^PermissionError: GET \S+: 403 .*\n {4}at throwForStatus /m);
    expect(stderr).not.toMatch(SECRETS);
  });
});

it("the process tells its version and helps", async () => {
  const { run } = await startPlace();
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(await run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  expect((await run(["status", "--help"])).stdout).toMatch(
    /^Usage: ev-energy-logs status \[options\] \[evse\.\.\.\]\n/,
  );
  expect((await run(["stat"])).code).toBe(2);
});
