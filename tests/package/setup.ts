// Packs the package and installs it, once for all tests of the tarball.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { installInto, type Packed, packInto } from "../../scripts/package/packed.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** `project` is a directory that the tarball is installed in. */
    packed: Packed & { readonly project: string };
  }
}

export default async function setup({ provide }: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), "ev-energy-logs-pack-"));
  const project = join(directory, "user");
  mkdirSync(project);
  const packed = await packInto(directory);
  installInto(project, packed.tarball, "vitest", "@stoplight/prism-cli", "@types/node");
  provide("packed", { ...packed, project });
  return () => rmSync(directory, { recursive: true });
}
