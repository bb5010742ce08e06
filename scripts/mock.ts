// Starts the mock that Prism makes of spec/openapi.yaml, for a person to try the API on.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { fromRoot, run, UserError } from "./command.ts";
import { readSpec } from "./spec-file.ts";

const usage = "Usage: npm run mock [-- [--port N] [--spec FILE]]";
const host = "127.0.0.1";

function welcome(url: string) {
  return `
The mock of ev.energy's EVSE logs listens on ${url}. Ctrl-C ends it. Try it:

curl -i '${url}/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs' -H 'Authorization: Bearer anything' -H 'Accept: application/json, application/problem+json' -H 'EvEnergy-Version: 2'

To see an error, add -H 'Prefer: code=429' (or 400, 401, 403, 404, 406).
To see another of the spec's examples, add -H 'Prefer: example=expanded'.
`;
}

export function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new UserError(`--port takes a number from 0 to 65535, where 0 picks a free one; it got "${text}".\n${usage}`);
  }
  return port;
}

/** Takes the port and lets it go: Prism, which can't pick one itself, says little when a port is busy. */
async function freePort(port: number): Promise<number> {
  const server = createServer().listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === "EADDRINUSE" ? "is busy" : `can't be used (${code})`;
    throw new UserError(`Port ${port} ${problem}. Take another: npm run mock -- --port 0 picks a free one.`);
  }
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : port;
}

await run(import.meta, usage, async () => {
  const { port: wanted, spec } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      spec: { type: "string", default: fromRoot("spec/openapi.yaml") },
    },
  }).values;

  readSpec(spec);
  const port = await freePort(portFrom(wanted));

  // Prism's own file and not `npx prism`: a signal to npx leaves the server behind.
  const prism = createRequire(import.meta.url).resolve("@stoplight/prism-cli");
  const { NODE_ENV: _, ...env } = process.env; // Prism crashes in production.
  const child = spawn(process.execPath, [prism, "mock", spec, "--errors", "--host", host, "--port", String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: process.stdout.isTTY ? { ...env, FORCE_COLOR: "1" } : env,
  });

  let stopped = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      stopped = true;
      child.kill();
    });
  }

  // What Prism says before it listens matters only if it never does.
  let beginning: string[] | undefined = [];
  createInterface(child.stdout).on("line", (line) => {
    if (!beginning) console.log(line);
    else if (line.includes("Prism is listening")) {
      beginning = undefined;
      console.log(welcome(`http://${host}:${port}`));
    } else beginning.push(line);
  });

  const [code, signal] = await once(child, "close");
  if (!stopped)
    throw new UserError(
      [...(beginning ?? []), `Prism has ended by itself (${signal ?? `exit code ${code}`}).`].join("\n"),
    );
});
