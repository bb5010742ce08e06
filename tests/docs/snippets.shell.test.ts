// The commands of the guides as they stand there, against a simulator on a socket.

import { execFile } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type ServedSimulator, serve } from "../../src/simulator/index.ts";
import { pathOf, temporaryDirectory, textOf } from "../support/scripts.ts";
import { clockFrom } from "../support/shifted-clock.ts";
import { blocksOfDocuments } from "./snippets.ts";

const blocks = blocksOfDocuments().filter(({ language }) => language === "sh");
const programs = temporaryDirectory();

/** Replaces npx. Of commands that would run until they are stopped, only the options are checked. */
const npx = `#!/bin/sh
program=$1
shift
case "$program $1" in
  "ev-energy-logs simulate" | "ev-energy-logs follow") help=$(node "${pathOf("dist/cli.js")}" "$1" --help) ;;
  "ev-energy-logs "*) exec node "${pathOf("dist/cli.js")}" "$@" ;;
  "prism "* | "@stoplight/prism-cli "*) help=$(node "${pathOf("node_modules/@stoplight/prism-cli/dist/index.js")}" "$1" --help) ;;
  *) echo "unexpected program: $program" >&2; exit 1 ;;
esac || exit
for word in "$@"; do
  case $word in --*) case "$help" in *"$word "*) ;; *) echo "$program $1 has no $word" >&2; exit 2 ;; esac ;; esac
done
`;

const clock = clockFrom("2026-04-04T12:00:00Z");
let server: ServedSimulator;

beforeAll(async () => {
  for (const [name, script] of Object.entries({ npx, npm: "#!/bin/sh\n" })) {
    writeFileSync(join(programs, name), script);
    chmodSync(join(programs, name), 0o755);
  }
  server = await serve(
    createSimulator({ sampleIntervalSeconds: 3600, auth: { clients: { "my-app": "my-secret" } }, now: clock.now }),
  );
});

afterAll(() => server.close());

/** Where the package is installed, with what the commands speak of. */
function createProject(): string {
  const project = temporaryDirectory();
  // Not within node_modules, where Node takes no TypeScript.
  mkdirSync(join(project, "package"));
  const installed = { name: "ev-energy-logs", type: "module", exports: "./index.ts" };
  writeFileSync(join(project, "package/package.json"), JSON.stringify(installed));
  writeFileSync(join(project, "package/index.ts"), `export * from ${JSON.stringify(pathOf("src/index.ts"))};\n`);
  mkdirSync(join(project, "node_modules"));
  symlinkSync("../package", join(project, "node_modules/ev-energy-logs"));
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  writeFileSync(join(project, "chargers.txt"), "evse01HSH04KDEWF6Z4DB2J77J74K5\n");
  copyFileSync(pathOf("examples/fetch-one.ts"), join(project, "fetch-one.ts"));
  return project;
}

const ofProgram = blocks.filter(({ code }) => code.includes("npx "));

test.for(ofProgram)("$place runs", async ({ code }) => {
  const env = {
    ...clock.env,
    PATH: [programs, dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
    EV_ENERGY_BASE_URL: `${server.url}/v2`,
    // As exported by a block before.
    ...(!code.includes("export EV_ENERGY_") && { EV_ENERGY_TOKEN: "demo-token" }),
  };
  const script = code.replaceAll("http://127.0.0.1:4011", server.url);
  const ended = await new Promise((resolve) => {
    execFile("sh", ["-eu", "-c", script], { cwd: createProject(), env }, (error, stdout, stderr) =>
      resolve(error ? { stdout, stderr } : "well"),
    );
  });
  expect(ended).toBe("well");
});

test("every script of npm that they name is there", () => {
  const names = blocks.flatMap(({ code }) => [...code.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name));
  expect(names).toEqual(expect.arrayContaining(["generate", "spec:diff"]));
  const { scripts } = JSON.parse(textOf("package.json"));
  expect(names.filter((name) => !((name as string) in scripts))).toEqual([]);
});
