// Runs the mock that Prism makes of an OpenAPI document, as a process of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import { CommandError, EXIT, UsageError } from "./shared/failures.ts";
import type { Io } from "./shared/io.ts";

export interface PrismOptions {
  /** The file of Prism's command line: a signal to `npx prism` would leave the server behind. */
  readonly prism: string;
  readonly spec: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly io: Pick<Io, "program" | "env" | "stdout" | "stderr" | "signal">;
}

const HOST = "127.0.0.1";

/**
 * Runs the mock until the signal aborts, and says where it listens and then what it answers.
 *
 * @throws {UsageError} if the port can't be had
 * @throws {CommandError} if Prism ends by itself
 */
export async function runPrism({ prism, spec, port: wanted, io }: PrismOptions): Promise<void> {
  const { stdout, stderr, signal } = io;
  const port = await freePort(wanted);
  const { NODE_ENV: _, ...env } = io.env; // Prism crashes in production.
  const child = spawn(process.execPath, [prism, "mock", spec, "--errors", "--host", HOST, "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: stdout.isTTY ? { ...env, FORCE_COLOR: "1" } : env,
  });
  const stop = () => child.kill();
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  child.stderr.pipe(stderr, { end: false });

  // What Prism says before it listens matters only if it never does.
  let beginning: string[] | undefined = [];
  createInterface(child.stdout).on("line", (line) => {
    if (!beginning) stdout.write(`${line}\n`);
    else if (line.includes("Prism is listening")) {
      beginning = undefined;
      stdout.write(welcome(`http://${HOST}:${port}`, io.program));
    } else beginning.push(line);
  });

  const [code, killedBy] = await once(child, "close");
  signal.removeEventListener("abort", stop);
  if (signal.aborted) return;
  const end = `Prism has ended by itself (${killedBy ?? `exit code ${code}`}).`;
  throw new CommandError(EXIT.failed, [...(beginning ?? []), end].join("\n"));
}

/** Takes the port and lets it go: Prism, which can't pick one itself, says little when a port is busy. */
async function freePort(port: number): Promise<number> {
  const server = createServer().listen(port, HOST);
  try {
    await once(server, "listening");
  } catch (cause) {
    const { message } = cause as Error;
    throw new UsageError(`--port: can't listen on ${HOST}:${port} (${message}); it takes a port that is free, or 0`, {
      cause,
    });
  }
  const { port: taken } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return taken;
}

function welcome(url: string, program: string): string {
  return `
The mock of ev.energy's EVSE logs listens on ${url}. Ctrl-C ends it. Try it:

curl -i '${url}/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs' -H 'Authorization: Bearer anything' -H 'Accept: application/json, application/problem+json' -H 'EvEnergy-Version: 2'

To see an error, add -H 'Prefer: code=429' (or 400, 401, 403, 404, 406).
To see another of the spec's examples, add -H 'Prefer: example=expanded'.

# This program
export EV_ENERGY_BASE_URL=${url} EV_ENERGY_TOKEN=anything
${program} status evse01HSH04KDEWF6Z4DB2J77J74K5

`;
}
