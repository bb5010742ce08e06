// The files that are published, each entry bundled into one, with the licences of what is in them.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { type InputOptions, type OutputOptions, rolldown } from "rolldown";

const root = join(import.meta.dirname, "../..");
const source = (file: string) => join(root, "src", file);

/** Bundles every entry into a directory, which is to be within the project: some of them import packages. */
export async function bundleEntries(directory: string): Promise<void> {
  // The core is a single file with openapi-fetch in it, which is imported in half the time of two.
  const core = await bundle({ input: source("index.ts"), resolve: { mainFields: ["module"] } }, { file: "index.js" });

  // An error is an `instanceof` the same class whichever entry threw it, so the other entries take the errors of the core.
  const errors = source("errors.ts");
  const besideCore = { paths: { [errors]: "./index.js" } };
  await bundle({ input: source("oauth.ts"), external: ["oauth4webapi", errors] }, { file: "oauth.js", ...besideCore });
  await bundle({ input: source("simulator/index.ts"), external: [errors] }, { file: "simulator.js", ...besideCore });

  // The command line brings its libraries along, so that whoever imports the client installs none of them.
  const entries = ["index", "oauth", "simulator/index"].map((name) => source(`${name}.ts`));
  const commandLine = await bundle(
    { input: source("cli/main.ts"), platform: "node", external: entries },
    // Undici, which is loaded only behind a proxy, is a chunk of its own.
    {
      entryFileNames: "cli.js",
      chunkFileNames: "cli-[name].js",
      paths: (id) => entryPaths.get(id) ?? id,
    },
  );
  writeFileSync(join(directory, "LICENSES.txt"), licences([...core, ...commandLine]));

  /** Gives the files that went into it. */
  async function bundle(input: InputOptions, output: OutputOptions): Promise<readonly string[]> {
    // The package runs wherever `fetch` does, so nothing of Node may get in.
    const result = await rolldown({ cwd: root, platform: "neutral", ...input });
    // Parsing counts in the time of an import. Functions keep their names for stack traces; the source maps hold the rest.
    const minify = { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } };
    const place = output.file ? { file: join(directory, output.file) } : { dir: directory };
    const { output: chunks } = await result.write({
      format: "esm",
      sourcemap: true,
      comments: false,
      minify,
      ...output,
      ...place,
    });
    await result.close();
    return chunks.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
  }
}

const entryPaths = new Map([
  [source("index.ts"), "./index.js"],
  [source("oauth.ts"), "./oauth.js"],
  [source("simulator/index.ts"), "./simulator.js"],
]);

/** The licences of the packages that the files are from. */
function licences(files: readonly string[]): string {
  const packages = new Set(files.filter((file) => file.includes("node_modules")).map(packageOf));
  return [...packages]
    .sort()
    .map(licence)
    .join(`\n${"-".repeat(80)}\n\n`);
}

function packageOf(file: string): string {
  let directory = dirname(file);
  // Some packages have further ones of no name within, which say of what type their modules are.
  while (
    !existsSync(join(directory, "package.json")) ||
    !directory
      .split(sep)
      .at(-2)
      ?.match(/^node_modules$|^@/)
  ) {
    directory = dirname(directory);
  }
  return directory;
}

function licence(directory: string): string {
  const { name, version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  const file = readdirSync(directory).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${name} has no licence to ship`);
  return `${name} ${version}\n\n${readFileSync(join(directory, file), "utf8").trim()}\n`;
}
