// Before the tests of the tarball: packs it, once for all of them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Packed, packInto } from "./packed.ts";

declare module "vitest" {
  interface ProvidedContext {
    packed: Packed;
  }
}

export default function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), "ev-energy-logs-pack-"));
  project.provide("packed", packInto(directory));
  return () => rmSync(directory, { recursive: true });
}
