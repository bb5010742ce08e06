// The package as users get it: packed, and installed into an empty project. Needs no network: npm only gets packages that
// are already in node_modules.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildIfStale } from "./build.ts";

const root = join(import.meta.dirname, "../..");

export interface Packed {
  readonly tarball: string;
  /** The paths of the files in the tarball. */
  readonly files: readonly string[];
}

export async function packInto(directory: string): Promise<Packed> {
  await buildIfStale();
  const output = npm(directory, "pack", root, "--json", "--ignore-scripts");
  const [{ filename, files }] = JSON.parse(output) as [{ filename: string; files: { path: string }[] }];
  return { tarball: join(directory, filename), files: files.map(({ path }) => path) };
}

/** Installs the package, its dependencies and further packages from this repository into a new project. */
export function installInto(directory: string, tarball: string, ...packages: string[]): void {
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "user", version: "1.0.0", type: "module" }));
  const local = ["openapi-fetch", "oauth4webapi", ...packages].map((name) => join(root, "node_modules", name));
  npm(directory, "install", tarball, ...local);
}

function npm(cwd: string, ...args: string[]): string {
  // A cache of its own, because the home directory may be read-only.
  const options = ["--offline", "--cache", join(cwd, ".npm"), "--no-audit", "--no-fund", "--loglevel=error"];
  return execFileSync("npm", [...args, ...options], {
    cwd,
    encoding: "utf8",
    stdio: "pipe",
  });
}
