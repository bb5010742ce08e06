import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { NOW, runCli, Screen, temporaryFolder, testIo } from "../../../tests/support/cli.ts";
import { run } from "../program.ts";
import { Interruption } from "../shared/errors.ts";

/** Runs `simulate` until `visit`, which gets the printed text, is over. */
async function simulate(args: readonly string[], visit: (printed: string) => unknown = () => {}, signal = "SIGTERM") {
  const interruption = new AbortController();
  const stdout = new Screen();
  const write = stdout._write.bind(stdout);
  let visited: Promise<unknown> | undefined;
  stdout._write = (chunk, encoding, done) => {
    write(chunk, encoding, done);
    visited = (async () => visit(stdout.text))().finally(() => interruption.abort(new Interruption(signal)));
  };
  const io = testIo(["simulate", "--port", "0", ...args], { stdout, signal: interruption.signal });
  const code = await run(io);
  await visited;
  return { code, stdout: stdout.text, stderr: io.stderr.text };
}

/** Does what this curl command does. */
async function curl(line: string): Promise<Response> {
  const pattern =
    /^curl -\w (?:(?<user>\S+) -d (?<form>\S+) )?'(?<url>[^']+)'(?: -H 'Authorization: Bearer (?<token>[^']+)')?$/;
  const { form, user, url = "", token } = pattern.exec(line)?.groups ?? {};
  const headers = { Authorization: user ? `Basic ${btoa(user)}` : `Bearer ${token}`, Accept: "*/*" };
  return await fetch(url, form ? { method: "POST", body: new URLSearchParams(form), headers } : { headers });
}

const baseUrlOf = (printed: string) => /EV_ENERGY_BASE_URL=(\S+)/.exec(printed)?.[1] ?? "";
const idsOf = (printed: string) =>
  /^# The chargers.*\n((?:evse.*\n)+)/m.exec(printed)?.[1]?.trimEnd().split("\n") ?? [];

async function readLogs(printed: string, query = "") {
  const [evse] = /evse\w{26}/.exec(printed) ?? [];
  const headers = { Authorization: "Bearer demo-token" };
  const response = await fetch(`${baseUrlOf(printed)}/evses/${evse}/status_logs?${query}`, { headers });
  return { headers: response.headers, logs: (await response.json()) as { sampled_at: string }[] };
}

it("prints where it listens and curl commands that work, and ends on SIGTERM", async () => {
  let baseUrl = "";
  const { code, stdout, stderr } = await simulate([], async (printed) => {
    baseUrl = baseUrlOf(printed);
    const commands = printed.split("\n").filter((line) => line.startsWith("curl "));
    const [logs, token] = await Promise.all(commands.map(async (line) => (await curl(line)).json()));
    expect([commands.length, logs.length]).toEqual([2, 2]);
    expect(token).toMatchObject({ token_type: "Bearer", scope: "evse:read debug:read" });
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const origin = baseUrl.replace("/v2", "");
  expect(stdout).toContain(
    `A simulated provider with one charger, evse01HSH04KDEWF6Z4DB2J77J74K5, listens on ${origin}. Ctrl-C stops it.\n`,
  );
  expect(stdout).toContain(
    `\nexport EV_ENERGY_BASE_URL=${baseUrl} EV_ENERGY_TOKEN=demo-token\n` +
      "ev-energy-logs status evse01HSH04KDEWF6Z4DB2J77J74K5 --since 1d\n",
  );
  await expect(fetch(baseUrl)).rejects.toThrow("fetch failed");
});

it("is interrupted by Ctrl-C, before it listens too", async () => {
  expect(await simulate([], () => {}, "SIGINT")).toMatchObject({ code: 130, stderr: "Interrupted.\n" });
  const signal = AbortSignal.abort(new Interruption("SIGINT"));
  expect(await run(testIo(["simulate", "--port", "0"], { signal }))).toBe(130);
});

it("has the chargers, window, interval and rate limit of its options", async () => {
  const args = ["--evses", "3", "--since", "1h", "--sample-interval", "10s", "--rate-limit", "4"];
  await simulate(args, async (printed) => {
    expect(printed).toContain("with 3 chargers (the first is evse");
    const { logs, headers } = await readLogs(printed, "page_size=100");
    expect([headers.get("X-RateLimit-Limit"), headers.get("X-RateLimit-Remaining")]).toEqual(["4", "3"]);
    const [newest, oldest] = [logs[0], logs.at(-1)].map((log) => Date.parse(log?.sampled_at ?? ""));
    expect(((newest ?? 0) - (oldest ?? 0)) / 99_000).toBeCloseTo(10, 0);
    const before = new Date(NOW - 3_601_000).toISOString();
    expect((await readLogs(printed, `sampled_at__lte=${before}`)).logs).toEqual([]);
  });
});

it("has the same logs for the same seed", async () => {
  const timestamps = async (seed: string) => {
    let found = "";
    await simulate(["--seed", seed, "--since", "2026-01-01"], async (printed) => {
      found = JSON.stringify(
        (await readLogs(printed, "sampled_at__lte=2026-01-02T00:00:00Z")).logs.map((log) => log.sampled_at),
      );
    });
    return found;
  };
  const first = await timestamps("7");
  expect(await timestamps("7")).toBe(first);
  expect(await timestamps("-8")).not.toBe(first);
});

it("disorders the logs with --disorder", async () => {
  const readNewest = async (...args: string[]) => {
    let newest: unknown;
    await simulate(args, async (printed) => {
      newest = (await readLogs(printed, "page_size=100")).logs;
    });
    return newest;
  };
  expect(await readNewest("--disorder")).not.toEqual(await readNewest());
});

it("lists up to ten ids, of more only the first three", async () => {
  expect(idsOf((await simulate(["--evses", "10"])).stdout)).toHaveLength(10);
  const { stdout } = await simulate(["--evses", "11"]);
  expect(idsOf(stdout)).toHaveLength(3);
  expect(stdout).toContain("\nand 8 others; --write-evses FILE writes them all\n");
});

it("writes the ids to a file for --evses", async () => {
  const file = join(temporaryFolder(), "chargers.txt");
  const { stdout } = await simulate(["--evses", "11", "--write-evses", file], async (printed) => {
    const env = { EV_ENERGY_TOKEN: "demo-token", EV_ENERGY_BASE_URL: baseUrlOf(printed) };
    const args = ["status", "--evses", file, "--since", "1h", "--format", "csv"];
    const { code, stdout: logs } = await runCli(args, { env });
    expect(code).toBe(0);
    expect(new Set(logs.match(/^evse(?!_id)\w+/gm)).size).toBe(11);
  });
  expect(readFileSync(file, "utf8").match(/^evse\w{26}$/gm)).toHaveLength(11);
  expect(stdout).toContain(`# The chargers, also in ${file} for --evses\n`);
});

it.each([
  [["--port", "65536"], /argument '65536' is invalid\. It must be an integer from 0 to 65535\.$/],
  [["--evses", "0"], /It must be an integer from 1 to 10000\.$/],
  [["--write-evses", "/nowhere/a.txt"], "error: --write-evses: the directory /nowhere does not exist; create it first"],
  [["--since", "2200-01-01"], "error: --since must be from 1970 to 2199 (received 2200-01-01T00:00:00Z)"],
])("refuses %j", async (args, message) => {
  const { code, stdout, stderr } = await simulate(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.trimEnd()).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
});

it("reports a port that is in use", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(await simulate(["--port", String(port)])).toEqual({
    code: 2,
    stdout: "",
    stderr: `error: --port must be free, or 0; can't listen on ${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
  });
});
