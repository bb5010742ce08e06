// What the tests of the tarball share: a project that it is installed in, and scripts that are run there.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { installInto } from "../../scripts/package/packed.ts";
import { temporaryDirectory } from "./scripts.ts";

export class UserProject {
  readonly directory = temporaryDirectory();
  readonly packageDirectory = join(this.directory, "node_modules/ev-energy-logs");

  constructor(...packages: string[]) {
    installInto(this.directory, inject("packed").tarball, ...packages);
  }

  /** Runs a module, and gives what it prints. */
  run(source: string, ...options: string[]): string {
    return execFileSync(process.execPath, [...options, "--input-type=module"], {
      cwd: this.directory,
      encoding: "utf8",
      input: source,
    });
  }

  /** A file of the installed package. */
  textOf(file: string): string {
    return readFileSync(join(this.packageDirectory, file), "utf8");
  }
}
