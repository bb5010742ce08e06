// The declarations in the tarball, under the settings that differ most; `npm run test:types` goes through all of them.
import { expect, test } from "vitest";
import { type Setting, typeCheck } from "../../scripts/compat/test-types.ts";
import { UserProject } from "../support/installed-package.ts";

const project = new UserProject("@types/node");

test.for<Setting>([
  { typescript: "5.5", moduleResolution: "nodenext", platform: "@types/node" },
  { typescript: "5.9", moduleResolution: "nodenext", platform: "@types/node and es2020" },
  { typescript: "7.0", moduleResolution: "bundler", platform: "DOM" },
])("the package type-checks under TypeScript $typescript, $moduleResolution, with $platform", async (setting) => {
  expect(await typeCheck(project.directory, setting)).toBe("");
});
