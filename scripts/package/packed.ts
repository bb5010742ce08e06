// The tarball as users get it: packed, and installed into an empty project.
// npm works from what is on this machine, so that none of it needs the network.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export interface Packed {
  readonly tarball: string;
  /** What is in it. */
  readonly files: readonly string[];
}

export function packInto(directory: string): Packed {
  const output = npm(directory, "pack", root, "--json");
  const [{ filename, files }] = JSON.parse(output) as [{ filename: string; files: { path: string }[] }];
  return { tarball: join(directory, filename), files: files.map(({ path }) => path) };
}

/** Makes a project of a directory, with the package, what it depends on, and further packages that are installed here. */
export function installInto(directory: string, tarball: string, ...packages: string[]): void {
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "user", version: "1.0.0", type: "module" }));
  const here = ["openapi-fetch", "oauth4webapi", ...packages].map((name) => join(root, "node_modules", name));
  npm(directory, "install", tarball, ...here);
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync("npm", [...args, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    encoding: "utf8",
    stdio: "pipe",
  });
}
