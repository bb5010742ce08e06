// The testing guide's script for a user's own CI, run in a project that the tarball is installed in.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { textOf } from "../support/scripts.ts";

const { project } = inject("packed");

/** Returns the code block of the guide that names a file. */
const block = (file: string) =>
  [...textOf("docs/guides/testing.md").matchAll(/^```\w+\n(.*?)^```$/gms)]
    .map(([, code = ""]) => code)
    .find((code) => code.includes(file)) ?? "";

test("the guide's script runs a user's tests against the simulator, the mock and the proxy", async () => {
  const ports = new Map(
    await Promise.all(["4010", "4011", "4012"].map(async (port) => [port, await freePort()] as const)),
  );
  for (const file of ["charging.test.ts", "simulate.mjs", "test-contract.sh"]) {
    const code = block(file).replace(/\b401[012]\b/g, (port) => String(ports.get(port)));
    writeFileSync(join(project, file), code);
  }
  const { FORCE_COLOR: _, ...env } = process.env;
  const options = { cwd: project, encoding: "utf8", env: { ...env, NO_COLOR: "1" } } as const;
  const output = execFileSync("bash", ["test-contract.sh"], options);
  const runs = [...output.matchAll(/Tests +(.*)/g)].map(([, counts]) => counts);
  expect(runs).toEqual(["1 passed | 1 skipped (2)", "2 passed (2)", "2 passed (2)"]);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
