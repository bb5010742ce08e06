// What the tests of the scripts share: a directory of their own, a small spec, and scripts run as a person would.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A file of this repository. */
export const pathOf = (file: string) => join(import.meta.dirname, "../..", file);
export const textOf = (file: string) => readFileSync(pathOf(file), "utf8");

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
  afterAll(() => rmSync(directory, { recursive: true }));
  return directory;
}

export function runScript(cwd: string, script: string, ...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [pathOf(script), ...args], { cwd }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

export const smallSpec = `openapi: 3.1.0
info: { title: Small, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: listThings
      responses:
        "200":
          description: Things.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Thing"
components:
  schemas:
    Thing:
      type: string
`;
