import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { NOW, runCli, Screen, temporaryFolder, testIo } from "../../../tests/support/cli.ts";
import { run } from "../program.ts";
import { Interruption } from "../shared/failures.ts";
import { addSimulate } from "./simulate.ts";

/** Calls back once something is written to it. */
class WelcomeScreen extends Screen {
  readonly #callback: (text: string) => void;

  constructor(callback: (text: string) => void) {
    super();
    this.#callback = callback;
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: () => void): void {
    super._write(chunk, encoding, done);
    this.#callback(this.text);
  }
}

/** Simulates until `visit`, which gets what was said, is over. */
async function simulate(
  args: readonly string[],
  visit: (said: string) => Promise<unknown>,
  { signalName = "SIGTERM", program = "ev-energy-logs" } = {},
) {
  const interruption = new AbortController();
  let visited: Promise<unknown> | undefined;
  const stdout = new WelcomeScreen((said) => {
    visited = visit(said).finally(() => interruption.abort(new Interruption(signalName)));
  });
  const { signal } = interruption;
  const io = testIo(["simulate", "--port", "0", ...args], {
    stdout,
    signal,
    program,
  });
  const code = await run(io, [addSimulate]);
  await visited;
  return { code, stdout: stdout.text, stderr: io.stderr.text };
}

/** Does what a line of curl would. */
async function curl(line: string): Promise<Response> {
  const {
    form,
    user,
    target = "",
    bearer,
  } = /^curl -\w (?:(?<user>\S+) -d (?<form>\S+) )?'(?<target>[^']+)'(?: -H 'Authorization: Bearer (?<bearer>[^']+)')?$/.exec(
    line,
  )?.groups ?? {};
  const authorization = user ? `Basic ${btoa(user)}` : `Bearer ${bearer}`;
  const headers = { Authorization: authorization, Accept: "*/*" };
  return await fetch(target, form ? { method: "POST", body: new URLSearchParams(form), headers } : { headers });
}

const urlOf = (said: string) => /EV_ENERGY_BASE_URL=(\S+)/.exec(said)?.[1] ?? "";

async function read(url: string, headers = { Authorization: "Bearer demo-token" }) {
  const response = await fetch(url, { headers });
  return {
    status: response.status,
    headers: response.headers,
    logs: (await response.json()) as { sampled_at: string }[],
  };
}

it("helps", async () => {
  const { code, stdout } = await runCli(["simulate", "--help"]);
  expect(code).toBe(0);
  expect(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  $ "))).toEqual([]);
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs simulate [options]

    Serve made-up logs as the API would, to try this program or another on, until
    Ctrl-C.

    Options:
      --port <n>                where to listen on this machine; 0 takes any that is
                                free (default: 4011)
      --evses <n>               how many chargers (default: 1)
      --write-evses <file>      write the ids of the chargers to this file, one a
                                line
      --seed <n>                which logs: the same seed gives the same (default:
                                1)
      --since <when>            from when on there are logs: 2026-01-31T08:00:00Z,
                                2026-01-31 (its start in UTC), or so long ago: 7d,
                                12h, 30m (default: "30d")
      --rate-limit <n>          how many requests a client may make in an hour
                                (default: 1000)
      --sample-interval <time>  from one status log to the next: 30s, 5m, 1h
                                (default: 5m)
      --disorder                late, repeated and wrong rows, failing meters and
                                pages, as in the field
      -h, --help                display help for command

    Examples:
      $ ev-energy-logs simulate
      $ ev-energy-logs simulate --evses 100 --write-evses chargers.txt
      $ ev-energy-logs simulate --since 365d --rate-limit 1000000
      $ ev-energy-logs simulate --rate-limit 20 --sample-interval 10s

    Exit codes: see ev-energy-logs --help
    "
  `);
});

describe("simulate", () => {
  it("says where it listens, with lines of curl that work, and ends on SIGTERM", async () => {
    let url = "";
    const outcome = await simulate([], async (said) => {
      url = urlOf(said);
      const lines = said.split("\n").filter((line) => line.startsWith("curl "));
      const [list, page, token] = await Promise.all(lines.map(curl));
      expect(lines).toHaveLength(3);
      expect(list?.status).toBe(200);
      expect(page?.status).toBe(200);
      const [first, second] = [await list?.json(), await page?.json()] as { sampled_at: string }[][];
      expect([first?.length, second?.length]).toEqual([2, 2]);
      expect(Date.parse(second?.[0]?.sampled_at ?? "")).toBeLessThan(Date.parse(first?.[1]?.sampled_at ?? ""));
      expect(await token?.json()).toMatchObject({ token_type: "Bearer", scope: "evse:read debug:read" });
    });
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    const origin = url.replace("/v2", "");
    expect(outcome.stdout).toContain(
      `A simulated provider with one charger, evse01HSH04KDEWF6Z4DB2J77J74K5, listens on ${origin}. Ctrl-C ends it.\n` +
        "The token demo-token is good for all, and so is the client demo with the secret demo-secret. Try it:\n",
    );
    expect(outcome.stdout).toContain(
      `\nexport EV_ENERGY_BASE_URL=${origin}/v2 EV_ENERGY_TOKEN=demo-token\n` +
        "ev-energy-logs status evse01HSH04KDEWF6Z4DB2J77J74K5 --since 1d\n" +
        `\n# The client, in code\ncreateClient({ auth: "demo-token", baseUrl: "${origin}/v2" })\n`,
    );
    expect(outcome.stdout).not.toContain("# The chargers");
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("is interrupted by Ctrl-C", async () => {
    expect(await simulate([], async () => {}, { signalName: "SIGINT" })).toMatchObject({
      code: 130,
      stderr: "Interrupted.\n",
    });
  });

  it("ends at once if it was interrupted before it listens", async () => {
    const signal = AbortSignal.abort(new Interruption("SIGINT"));
    expect(await run(testIo(["simulate", "--port", "0"], { signal }), [addSimulate])).toBe(130);
  });

  it("has as many chargers, as much time, as many samples and as many requests as it is told to", async () => {
    const args = ["--evses", "3", "--since", "1h", "--sample-interval", "10s", "--rate-limit", "4"];
    await simulate(args, async (said) => {
      const [, evse] = /with 3 chargers, the first of which is (\w+), listens on/.exec(said) ?? [];
      const url = `${urlOf(said)}/evses/${evse}/status_logs?page_size=100`;
      const { logs, headers } = await read(url);
      expect(headers.get("X-RateLimit-Limit")).toBe("4");
      expect(headers.get("X-RateLimit-Remaining")).toBe("3");
      const [newest, oldest] = [logs[0], logs.at(-1)].map((log) => Date.parse(log?.sampled_at ?? ""));
      expect(((newest ?? 0) - (oldest ?? 0)) / 99_000).toBeCloseTo(10, 0);
      const before = new Date(NOW - 3_601_000).toISOString();
      expect((await read(`${url}&sampled_at__lte=${before}`)).logs).toEqual([]);
    });
  });

  it("names itself as it was called", async () => {
    const { stdout } = await simulate([], async () => {}, { program: "npx ev-energy-logs" });
    expect(stdout).toContain("\nnpx ev-energy-logs status evse01HSH04KDEWF6Z4DB2J77J74K5 --since 1d\n");
  });

  const idsOf = (said: string) => /^# The chargers.*\n((?:evse.*\n)+)/m.exec(said)?.[1]?.trimEnd().split("\n") ?? [];

  it("shows all of ten chargers, an id a line, and those are the ones that it has", async () => {
    await simulate(["--evses", "10"], async (said) => {
      const ids = idsOf(said);
      expect(new Set(ids).size).toBe(10);
      expect(said).not.toContain(" others");
      for (const id of ids) expect((await read(`${urlOf(said)}/evses/${id}/status_logs`)).status).toBe(200);
    });
  });

  it("shows the first of more, and how many others there are", async () => {
    const { stdout } = await simulate(["--evses", "11"], async () => {});
    expect(idsOf(stdout)).toHaveLength(3);
    expect(stdout).toContain("\nand 8 others; --write-evses FILE writes them all\n");
  });

  it.each([
    ["11", 3, "\nand 8 others\n"],
    ["1", 1, "\n"],
  ])("writes the ids of %s to a file that --evses takes", async (evses, shown, others) => {
    const file = join(temporaryFolder(), "chargers.txt");
    const { stdout } = await simulate(["--evses", evses, "--write-evses", file], async (said) => {
      const env = { EV_ENERGY_TOKEN: "demo-token", EV_ENERGY_BASE_URL: urlOf(said) };
      const args = ["status", "--evses", file, "--since", "1h", "--format", "csv"];
      const { code, stdout: logs } = await runCli(args, { env });
      expect(code).toBe(0);
      expect(new Set(logs.match(/^evse(?!_id)\w+/gm))).toEqual(new Set(readFileSync(file, "utf8").trim().split("\n")));
    });
    expect(readFileSync(file, "utf8").match(/^evse\w{26}$/gm)).toHaveLength(Number(evses));
    expect(idsOf(stdout)).toHaveLength(shown);
    expect(stdout).toContain(`# The chargers, which are in ${file} too, for --evses\n`);
    expect(stdout).toContain(others);
  });

  it("has the same logs for the same seed, and others for another", async () => {
    const logs: string[] = [];
    for (const seed of ["7", "7", "-8"]) {
      const args = ["--seed", seed, "--since", "2026-01-01"];
      await simulate(args, async (said) => {
        const [, evse] = /charger, (\w+),/.exec(said) ?? [];
        const page = await read(`${urlOf(said)}/evses/${evse}/status_logs?sampled_at__lte=2026-01-02T00:00:00Z`);
        logs.push(JSON.stringify(page.logs.map((log) => log.sampled_at)));
      });
    }
    expect(logs[0]).toHaveLength(25 * 30 + 1);
    expect(logs[1]).toBe(logs[0]);
    expect(logs[2]).not.toBe(logs[0]);
  });

  it("shows no second page where there is none", async () => {
    const { stdout } = await simulate(["--since", "2100-01-01"], async () => {});
    expect(stdout.match(/^curl /gm)).toHaveLength(2);
    expect(stdout).not.toContain("undefined");
  });

  it.each([
    [
      ["--port", "65536"],
      "error: option '--port <n>' argument '65536' is invalid. It takes a whole number from 0 to 65535.",
    ],
    [["--evses", "0"], "error: option '--evses <n>' argument '0' is invalid. It takes a whole number from 1 to 10000."],
    [["--write-evses", "/nowhere/a.txt"], "error: --write-evses: there is no folder /nowhere; make it first\n"],
    [["--write-evses", "-"], "error: --write-evses: - is no file\n"],
    [["--since", "2200-01-01"], 'error: --since: got "2200-01-01T00:00:00Z"; it takes a moment from 1970 to 2199\n'],
    [["--since", "999999d"], 'error: --since: got "999999d"; it takes a year from 0001 to 9999\n'],
    [["--since", "x"], 'error: --since: got "x"; it takes '],
  ])("refuses %j", async (args, message) => {
    const outcome = await simulate(args, async () => {});
    expect({ ...outcome, stderr: outcome.stderr.slice(0, message.length) }).toEqual({
      code: 2,
      stdout: "",
      stderr: message,
    });
  });

  it("disorders the logs with --disorder", async () => {
    const newest = async (...args: string[]) => {
      let logs: unknown;
      await simulate(["--seed", "1", ...args], async (said) => {
        const [evse] = /evse\w{26}/.exec(said) ?? [];
        ({ logs } = await read(`${urlOf(said)}/evses/${evse}/status_logs?page_size=100`));
      });
      return logs;
    };
    expect(await newest("--disorder")).not.toEqual(await newest());
  });

  it("says if the port is busy", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const outcome = await simulate(["--port", String(port)], async () => {});
    expect(outcome).toEqual({
      code: 2,
      stdout: "",
      stderr:
        `error: --port: cannot listen on 127.0.0.1:${port} (listen EADDRINUSE: address already in use ` +
        `127.0.0.1:${port}); use another port, or 0 for any free one\n`,
    });
  });
});
