// `node scripts/install.ts FOLDER`: installs the packages of scripts/FOLDER, which few scripts need, unless they are up to
// date. Peers such as TypeScript and Vitest come from the root.

import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, process.argv[2] ?? "");
const modifiedAt = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// npm writes the first of these at the end of an installation.
if (modifiedAt("node_modules/.package-lock.json") < modifiedAt("package-lock.json")) {
  const options = ["--omit=peer", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["ci", ...options], { cwd: folder, stdio: "inherit" });
}
