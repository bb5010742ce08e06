// The tarball: what is in it, and what users get when they import it.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import ts from "typescript";
import { expect, inject, test } from "vitest";
import { declarationsFile, publicDeclarations } from "../../scripts/package/api.ts";
import { pathOf } from "../support/scripts.ts";

const { files, project, tarball } = inject("packed");
const textOf = (file: string) => readFileSync(join(project, "node_modules/ev-energy-logs", file), "utf8");
const modules = files.filter((file) => file.startsWith("dist/") && file.endsWith(".js"));

/** Runs a module in the project. */
function run(source: string) {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module"], {
    cwd: project,
    encoding: "utf8",
    input: source,
  });
  return { stdout, stderr };
}

test("the tarball contains the library, the command line and the spec, and nothing else", () => {
  const others = files.filter((file) => !/^dist\/(src|generated)\/.+\.(js|d\.ts)$/.test(file));
  expect(others.sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/LICENSES.txt",
    // Of the command line: undici, and what its bundler adds.
    "dist/cli-rolldown-runtime.js",
    "dist/cli-undici.js",
    "dist/cli.js",
    "package.json",
    "spec/openapi.yaml",
  ]);
  expect(files.filter((file) => /\.test\.|cli\//.test(file))).toEqual([]);
});

test("publint has nothing to say, not even a suggestion", async () => {
  const { buffer, byteOffset, byteLength } = readFileSync(tarball);
  const { messages } = await publint({
    pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer },
    strict: true,
  });
  expect(messages).toEqual([]);
});

test("dist/LICENSES.txt contains the license of every bundled package", () => {
  const licenses = textOf("dist/LICENSES.txt").split(`\n${"-".repeat(80)}\n\n`);
  const names = licenses.map((text) => /^(\S+) \d+\.\d+\.\d+\n\n.*\S/.exec(text)?.[1]);
  expect(names).toEqual(expect.arrayContaining(["cli-table3", "commander", "csv-stringify", "d3-scale"]));
  expect(names).not.toContain("openapi-fetch");
});

test("an uncaught error prints a short trace with the names of readable functions", () => {
  const { stderr } = run('import { createClient } from "ev-energy-logs"; createClient({ auth: "" });');
  expect(stderr).toMatch(/^InvalidArgumentError: auth/m);
  expect(stderr).toMatch(/^ +at \w+ \(file:.+\/ev-energy-logs\/dist\/src\/\w+\.js:\d+:\d+\)$/m);
  expect(stderr).toMatch(/^ +at createClient \(.+\/dist\/src\/client\.js:\d+:\d+\)$/m);
  expect(stderr.length).toBeLessThan(2000);
});

test("every entry throws the same error classes", () => {
  const source = `
    import { AuthenticationError, createClient, InvalidArgumentError } from "ev-energy-logs";
    import { clientCredentials } from "ev-energy-logs/oauth";
    import { createSimulator } from "ev-energy-logs/simulator";
    const failure = async (call) => { try { await call(); } catch (error) { return error; } };
    const fetch = async () => Response.json({ error: "invalid_client" }, { status: 401 });
    const auth = clientCredentials({ clientId: "id", clientSecret: "secret" });
    const list = createClient({ auth, fetch }).statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5");
    console.log((await failure(() => list.toArray())) instanceof AuthenticationError);
    console.log((await failure(() => clientCredentials({}))) instanceof InvalidArgumentError);
    console.log((await failure(() => createSimulator({ sede: 1 }))) instanceof InvalidArgumentError);`;
  expect(run(source)).toEqual({ stdout: "true\ntrue\ntrue\n", stderr: "" });
});

test("the client reads logs from the simulator, and the spec is exported", () => {
  const source = `
    import { readFileSync } from "node:fs";
    import { createClient } from "ev-energy-logs";
    import { createSimulator } from "ev-energy-logs/simulator";
    const { fetch, evseIds } = createSimulator({ from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" });
    const client = createClient({ auth: "demo-token", baseUrl: "https://simulator.example/v2", fetch });
    const [log] = await client.statusLogs.list(evseIds[0]).toArray();
    console.log(log.sampled_at.slice(0, 10));
    console.log(readFileSync(new URL(import.meta.resolve("ev-energy-logs/openapi.yaml")), "utf8").split("\\n")[0]);`;
  expect(run(source)).toEqual({ stdout: "2026-01-01\nopenapi: 3.1.0\n", stderr: "" });
});

test("the library imports nothing from Node; only serve loads node:http when it is called", () => {
  const imported = modules
    .filter((file) => !/^dist\/cli/.test(file))
    .flatMap((file) => ts.preProcessFile(textOf(file), true, true).importedFiles.map(({ fileName }) => fileName));
  expect(new Set(imported.filter((name) => !name.startsWith(".")))).toEqual(new Set(["openapi-fetch", "oauth4webapi"]));
  const source = `
    const { getBuiltinModule } = process;
    process.getBuiltinModule = (name) => {
      console.log(name);
      return getBuiltinModule(name);
    };
    const { createSimulator, serve } = await import("ev-energy-logs/simulator");
    const simulator = createSimulator();
    console.log("serve");
    const { close } = await serve(simulator, { port: 0 });
    await close();`;
  expect(run(source)).toEqual({ stdout: "serve\nnode:http\n", stderr: "" });
});

test("docs/api contains the public declarations; `npm run api` updates it", () => {
  expect(publicDeclarations()).toBe(readFileSync(declarationsFile, "utf8"));
});

test("the declarations compile without skipLibCheck", () => {
  const options = { target: "es2022", lib: ["es2022"], types: ["node"], strict: true, skipLibCheck: false };
  const compilerOptions = { ...options, noEmit: true, module: "nodenext", moduleResolution: "nodenext" };
  const entries = ["", "/oauth", "/simulator"].map((entry) => `export * from "ev-energy-logs${entry}";`);
  writeFileSync(join(project, "entries.ts"), entries.join("\n"));
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["entries.ts"] }));
  const tsc = pathOf("node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
  expect(stdout).toBe("");
});
