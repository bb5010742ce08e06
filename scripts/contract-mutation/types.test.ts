// Whether regenerated types tell a changed contract, in a project of one file.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { smallSpec, temporaryDirectory } from "../../tests/support/scripts.ts";
import { UserError } from "../command.ts";
import { generate } from "../spec/generate.ts";
import { typeTests } from "./types.ts";

const contract = parse(smallSpec);
const withThing = (schema: unknown) => ({ ...contract, components: { schemas: { Thing: schema } } });
const directory = temporaryDirectory();

async function project(name: string, source: string): Promise<string> {
  const root = join(directory, name);
  mkdirSync(join(root, "src"), { recursive: true });
  writeFileSync(join(root, "spec.yaml"), smallSpec);
  writeFileSync(
    join(root, "tsconfig.json"),
    '{ "compilerOptions": { "noEmit": true, "allowImportingTsExtensions": true, "skipLibCheck": true, "lib": ["ES2023"], "types": [] } }',
  );
  writeFileSync(join(root, "src/use.ts"), `import type { components } from "../generated/openapi.ts";\n${source}`);
  await generate({ spec: join(root, "spec.yaml"), out: join(root, "generated/openapi.ts"), check: false });
  return root;
}

const takesText = 'export const take = (thing: components["schemas"]["Thing"]) => thing.length;\n';

test("a contract fails if what uses its types no longer compiles, or if it has none", async () => {
  const passes = typeTests(await project("sound", takesText), directory);

  expect(await passes(contract)).toBe(true);
  expect(await passes(withThing({ type: "string", enum: ["a"] }))).toBe(true);
  expect(await passes(withThing({ type: "integer" }))).toBe(false);
  expect(await passes(withThing(["not a schema"]))).toBe(false);
});

test("a project that does not compile can't be asked", async () => {
  const passes = typeTests(await project("broken", `${takesText}export const text: string = 5;\n`), directory);

  expect(await passes(contract)).toBe(true);
  await expect(passes(withThing({ type: "integer" }))).rejects.toThrow(
    new UserError("The types do not fit as they are; `npm run check` says why."),
  );
});
