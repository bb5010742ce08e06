// A user's project with the packed tarball installed and the suite beside it; and the runtimes to try it on.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { installInto, packInto } from "../../package/packed.ts";

const SUITE = ["suite.js", "process.js", "page.js", "worker.js", "workerd.capnp"];

/** Packs the package, and makes a project beside the tarball. */
export function createProject(folder: string): string {
  const { tarball } = packInto(folder);
  const project = join(folder, "user");
  mkdirSync(project);
  installInto(project, tarball);
  addSuite(project);
  return project;
}

export function addSuite(project: string): void {
  for (const file of SUITE) cpSync(join(import.meta.dirname, file), join(project, file));
}

/** Installs the packages of a lock file, unless they are there. Gives the reason if they are not to be had. */
export function installRuntimes(folder: string = import.meta.dirname): string | undefined {
  // npm writes the first of these at the end of an installation.
  const [installedAt, lockedAt] = ["node_modules/.package-lock.json", "package-lock.json"].map(
    (file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  if (installedAt && lockedAt && installedAt >= lockedAt) return undefined;
  console.error("Installing the runtimes, once; they take up to a gigabyte.");
  try {
    // Offline, npm would try for minutes.
    const options = ["--prefer-offline", "--fetch-retries=1", "--no-audit", "--no-fund", "--loglevel=error"];
    execFileSync("npm", ["ci", ...options], { cwd: folder, stdio: "pipe" });
    return undefined;
  } catch (error) {
    const [, code = "without a code"] = /npm error code (\w+)/.exec(String(error)) ?? [];
    return `npm could not install it (${code})`;
  }
}
