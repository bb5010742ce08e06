// What is in the tarball: the files, their source maps, the licences of what is bundled.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { publint } from "publint";
import { describe, expect, inject, test } from "vitest";
import { UserProject } from "../support/installed-package.ts";
import { textOf } from "../support/scripts.ts";

const { files, tarball } = inject("packed");
const project = new UserProject();
const require = createRequire(import.meta.url);

test("the tarball holds what is needed, and nothing else", () => {
  expect([...files].sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/LICENSES.txt",
    "dist/cli.js",
    "dist/cli.js.map",
    "dist/index.js",
    "dist/index.js.map",
    "dist/oauth.js",
    "dist/oauth.js.map",
    "dist/simulator.js",
    "dist/simulator.js.map",
    "dist/types/generated/openapi.d.ts",
    "dist/types/src/client.d.ts",
    "dist/types/src/errors.d.ts",
    "dist/types/src/index.d.ts",
    "dist/types/src/list.d.ts",
    "dist/types/src/logs.d.ts",
    "dist/types/src/oauth.d.ts",
    "dist/types/src/simulator/charger/truth.d.ts",
    "dist/types/src/simulator/disorder.d.ts",
    "dist/types/src/simulator/faults/options.d.ts",
    "dist/types/src/simulator/index.d.ts",
    "dist/types/src/simulator/options.d.ts",
    "dist/types/src/simulator/serve.d.ts",
    "dist/types/src/simulator/simulator.d.ts",
    "dist/types/src/transport/auth.d.ts",
    "dist/types/src/transport/clock.d.ts",
    "dist/types/src/transport/events.d.ts",
    "dist/types/src/transport/exchange.d.ts",
    "dist/types/src/transport/send.d.ts",
    "dist/types/src/types.d.ts",
    "package.json",
    "spec/openapi.yaml",
  ]);
});

test("publint has nothing to say, not even a suggestion", async () => {
  const { buffer, byteOffset, byteLength } = readFileSync(tarball);
  const { messages } = await publint({
    pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer },
    strict: true,
  });
  expect(messages).toEqual([]);
});

test("the types resolve from ESM and from bundlers, as attw sees it", () => {
  const cli = join(dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");
  // Types for the contract, which is YAML, there are none; those of DefinitelyTyped would be asked for over the network.
  const options = ["--profile", "esm-only", "--exclude-entrypoints", "openapi.yaml", "--no-definitely-typed"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, tarball, ...options, "--format", "ascii"], {
    encoding: "utf8",
  });
  expect(status, stdout + stderr).toBe(0);
});

interface SourceMap {
  readonly sources: string[];
  readonly sourcesContent: (string | null)[];
}

const bundles = ["cli", "index", "oauth", "simulator"].map((name) => `dist/${name}.js`);
const mapOf = (bundle: string): SourceMap => JSON.parse(project.textOf(`${bundle}.map`));

describe("the source maps", () => {
  test.for(bundles)("the one of %s is linked, and its sources are in it or beside it", (bundle) => {
    expect(project.textOf(bundle).trimEnd().split("\n").at(-1)).toBe(`//# sourceMappingURL=${bundle.slice(5)}.map`);
    const { sources, sourcesContent } = mapOf(bundle);
    expect(sourcesContent).toHaveLength(sources.length);
    const apart = sources.filter((_, index) => !sourcesContent[index]);
    expect(files).toEqual(expect.arrayContaining(apart.map((source) => join("dist", source))));
  });

  test("they hold the files of this repository as they are", () => {
    const { sources, sourcesContent } = mapOf("dist/index.js");
    expect(sourcesContent[sources.indexOf("../src/list.ts")]).toBe(textOf("src/list.ts"));
  });

  test.for([
    ["", "createClient", "{ auth: '' }"],
    ["/oauth", "clientCredentials", "{ clientId: '' }"],
    ["/simulator", "createSimulator", "{ seed: 'x' }"],
  ])(
    "the stack of an error that ev-energy-logs%s throws leads to the line that threw it",
    ([entry, name, argument]) => {
      const stack = project.run(
        `import { ${name} } from "ev-energy-logs${entry}";
       try { ${name}(${argument}); } catch (error) { console.log(error.stack); }`,
        "--enable-source-maps",
      );
      const [, file = "", line, column] = /^ +at .*\/ev-energy-logs\/(\S+):(\d+):(\d+)\)$/m.exec(stack) ?? [];
      expect(file).toBe("src/validate.ts");
      const code = textOf(file).split("\n")[Number(line) - 1] ?? "";
      expect(code.slice(Number(column) - 1)).toMatch(/^new InvalidArgumentError\(/);
    },
  );
});

test("the licence of every package that is bundled is shipped", () => {
  const sources = bundles.flatMap((bundle) => mapOf(bundle).sources);
  const names = sources.map((source) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]);
  const bundled = new Set(names.filter((name) => name !== undefined));
  expect([...bundled]).toEqual(expect.arrayContaining(["openapi-fetch", "commander", "d3-scale"]));
  const licences = project.textOf("dist/LICENSES.txt").split(`\n${"-".repeat(80)}\n\n`);
  const licensed = licences.map((text) => /^(\S+) \d+\.\d+\.\d+\n\n.*\S/.exec(text)?.[1]);
  expect(licensed).toEqual([...bundled].sort());
});
