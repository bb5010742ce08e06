// The report of the public API, held against the declarations in the tarball.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apiReports } from "../../scripts/package/api.ts";
import { UserProject } from "../support/installed-package.ts";

test("docs/api says what the package declares; after a change of that, `npm run api` writes it anew", () => {
  const project = new UserProject();
  // What lies in node_modules is somebody else's, as API Extractor sees it.
  const directory = join(project.directory, "ev-energy-logs");
  cpSync(project.packageDirectory, directory, { recursive: true });
  expect(apiReports(directory, { write: false })).toEqual([]);
});
