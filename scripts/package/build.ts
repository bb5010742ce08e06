// `npm run build`: writes dist/. The library is compiled module by module, so that users read and debug what we wrote; the
// command line is one bundle, so that users of the library don't install its dependencies.

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, globSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { run } from "../command.ts";

const root = join(import.meta.dirname, "../..");
const dist = join(root, "dist");

async function build(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  compileLibrary();
  const bundled = await bundleCommandLine();
  writeFileSync(join(dist, "LICENSES.txt"), licensesOf(bundled));
}

/** Builds unless dist/ is newer than everything it is built from. */
export async function buildIfStale(): Promise<void> {
  const patterns = ["{src,generated}/**/*.{ts,js,css}", "scripts/package/build.ts", "package*.json", "tsconfig*.json"];
  const inputs = globSync(patterns, { cwd: root, exclude: ["**/*.test.ts"] });
  const newest = Math.max(...inputs.map((file) => statSync(join(root, file)).mtimeMs));
  // The file that a build writes last.
  const last = join(dist, "LICENSES.txt");
  if (!existsSync(last) || statSync(last).mtimeMs < newest) await build();
}

function compileLibrary(): void {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd: root, stdio: "inherit" });
  // tsc keeps the `.ts` of imports in declarations, which not every resolver maps to a `.d.ts`.
  for (const file of globSync("**/*.d.ts", { cwd: dist })) {
    const path = join(dist, file);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(from ".+)\.ts"/g, '$1.js"'));
  }
}

/** Returns the files that were bundled. */
async function bundleCommandLine(): Promise<string[]> {
  const entries = ["index", "oauth", "simulator/index"];
  const builtEntries = new Map(entries.map((entry) => [join(root, `src/${entry}.ts`), `./src/${entry}.js`]));
  const bundle = await rolldown({
    cwd: root,
    input: "src/cli/main.ts",
    platform: "node",
    external: [...builtEntries.keys()],
    plugins: [inlineFiles],
  });
  const { output } = await bundle.write({
    dir: dist,
    entryFileNames: "cli.js",
    // Undici, which is loaded only behind a proxy, is a chunk of its own.
    chunkFileNames: "cli-[name].js",
    paths: (id) => builtEntries.get(id) ?? id,
    comments: { legal: false },
  });
  await bundle.close();
  chmodSync(join(dist, "cli.js"), 0o755);
  return output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
}

/** Replaces each `readFileSync(new URL("./file", import.meta.url), "utf8")` with the text of that file. */
const inlineFiles: Plugin = {
  name: "inline-files",
  transform: (code: string, module: string) =>
    code.replace(/readFileSync\(new URL\("(.+?)", import\.meta\.url\), "utf8"\)/g, (_, file) =>
      JSON.stringify(readFileSync(join(dirname(module), file), "utf8")),
    ),
};

function licensesOf(files: readonly string[]): string {
  const directories = files.map((file) => /.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? "");
  const packages = [...new Set(directories)].filter((directory) => directory !== "").sort();
  return packages.map(licenseOf).join(`\n${"-".repeat(80)}\n\n`);
}

function licenseOf(directory: string): string {
  const { name, version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no license file`);
  return `${name} ${version}\n\n${readFileSync(join(directory, file), "utf8").trim()}\n`;
}

await run(import.meta, "Usage: npm run build", build);
