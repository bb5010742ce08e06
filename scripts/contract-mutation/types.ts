// Regenerates the types for changed contracts, and checks with the compiler whether the client and its tests still fit them.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Part } from "../../contract-tests/contract.ts";
import { UserError } from "../command.ts";
import { generate } from "../spec/generate.ts";

/**
 * Gives a test that a contract passes if its types are the present ones of the project at `root`, or if the project compiles
 * with them all the same. The test throws UserError if the project does not compile to begin with.
 */
export function typeTests(root: string, directory: string): (contract: Part) => Promise<boolean> {
  const [spec, out] = [join(directory, "types.json"), join(directory, "types.ts")];
  const generated = join(root, "generated/openapi.ts");
  const present = readFileSync(generated, "utf8");
  let compilesNow: boolean | undefined;

  return async (contract) => {
    writeFileSync(spec, JSON.stringify(contract));
    try {
      await generate({ spec, out, check: false });
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
    const types = readFileSync(out, "utf8");
    if (types === present) return true;
    compilesNow ??= compiles(root, generated, present);
    if (!compilesNow) throw new UserError("The types do not fit as they are; `npm run check` says why.");
    return compiles(root, generated, types);
  };
}

/** Whether `src` and `contract-tests` compile with other text in a file. */
function compiles(root: string, changed: string, text: string): boolean {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const scope = { ...config, include: ["src", "contract-tests"] };
  const { options, fileNames } = ts.parseJsonConfigFileContent(scope, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = (file) => (file === changed ? text : readFile(file));
  return ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options, host)).length === 0;
}
