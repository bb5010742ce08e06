// What a release goes through: its workflow, and the version that changesets make.
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { pathOf, temporaryDirectory, textOf } from "../../tests/support/scripts.ts";

const workflows = globSync(".github/workflows/*", { cwd: pathOf(".") });

test.for(workflows)("every action in %s is pinned to a commit, with its version beside it", (workflow) => {
  const uses = textOf(workflow).match(/^.*\buses:.*$/gm) ?? [];
  expect(uses).not.toEqual([]);
  const pinned = /^ +(?:- )?uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  expect(uses.filter((line) => !pinned.test(line))).toEqual([]);
});

test("an action is of one version in all workflows", () => {
  const uses = workflows.flatMap((workflow) => textOf(workflow).match(/[\w-]+\/[\w/-]+@\S+/g) ?? []);
  const actions = new Set(uses);
  expect(actions.size).toBe(new Set(uses.map((use) => use.split("@")[0])).size);
});

test("a release is published without a token of npm's, with a statement of where it was built", () => {
  const workflow = textOf(".github/workflows/release.yml");
  const { permissions, jobs } = parse(workflow);
  expect(permissions).toEqual({});
  expect(jobs.release.permissions).toEqual({ contents: "write", "pull-requests": "write", "id-token": "write" });
  expect(jobs.release.steps.at(-1).env).toEqual({ NPM_CONFIG_PROVENANCE: "true" });
  expect(workflow).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN/);
});

test("the version of a release comes with the lock file's, and with the contract that the next one is held against", () => {
  const { jobs } = parse(textOf(".github/workflows/release.yml"));
  expect(jobs.release.steps.at(-1).with["version-script"]).toBe("npm run release:version");
  expect(JSON.parse(textOf("package.json")).scripts["release:version"].split(" && ")).toEqual([
    "changeset version",
    "npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved",
    "cp spec/openapi.yaml spec/released.yaml",
  ]);
});

test("a changeset becomes a version and an entry of the changelog, above those before it", () => {
  const directory = temporaryDirectory();
  const file = (name: string) => join(directory, name);
  mkdirSync(file(".changeset"));
  cpSync(pathOf(".changeset/config.json"), file(".changeset/config.json"));
  writeFileSync(file("package.json"), JSON.stringify({ name: "ev-energy-logs", version: "0.1.0" }));
  writeFileSync(file("package-lock.json"), "{}");
  writeFileSync(file("CHANGELOG.md"), "# Changelog\n\n## 0.1.0\n\n- The first.\n");
  writeFileSync(file(".changeset/a-change.md"), '---\n"ev-energy-logs": minor\n---\n\nThe second.\n');
  execFileSync("git", ["init", "--quiet"], { cwd: directory });

  execFileSync(process.execPath, [pathOf("node_modules/@changesets/cli/bin.js"), "version"], { cwd: directory });

  expect(JSON.parse(readFileSync(file("package.json"), "utf8")).version).toBe("0.2.0");
  expect(readFileSync(file("CHANGELOG.md"), "utf8")).toBe(
    "# Changelog\n\n## 0.2.0\n\n### Minor Changes\n\n- The second.\n\n## 0.1.0\n\n- The first.\n",
  );
});
