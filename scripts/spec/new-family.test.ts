// A new family of logs needs its paths in the contract, a regeneration, and one entry in src/logs.ts.

import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pathOf, temporaryDirectory } from "../../tests/support/scripts.ts";

test("a new family of logs needs its paths, a regeneration and one entry", () => {
  const project = temporaryDirectory();
  for (const part of ["src", "spec", "scripts", "contract-tests", "tests", "tsconfig.json", "package.json"]) {
    cpSync(pathOf(part), join(project, part), { recursive: true });
  }
  symlinkSync(pathOf("node_modules"), join(project, "node_modules"));
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });

  edit(join(project, "spec/openapi.yaml"), (spec) => {
    const start = spec.indexOf("  /evses/{evse_id}/command_logs:");
    const family = spec.slice(start, spec.indexOf("\ncomponents:"));
    const copy = family.replaceAll("/command_logs", "/fault_logs").replaceAll("EvseCommandLog", "EvseFaultLog");
    return spec.replace("\ncomponents:", `\n${copy}\ncomponents:`);
  });
  node("scripts/spec/generate.ts");
  edit(join(project, "src/logs.ts"), (source) =>
    source.replace(
      /\n {2}commandLogs: \{[^}]*\{[^}]*\}[^}]*\},/,
      (entry) => entry + entry.replace("commandLogs", "faultLogs").replace("command_logs", "fault_logs"),
    ),
  );
  writeFileSync(
    join(project, "scripts/use.ts"),
    `import { startMock } from "../contract-tests/prism.ts";
     import { createClient } from "../src/index.ts";
     const mock = await startMock();
     const client = createClient({ auth: "token", baseUrl: mock.url });
     const evseId = "evse01HSH04KDEWF6Z4DB2J77J74K5";
     const logs = await client.faultLogs.list(evseId, { logged_at__gte: "2024-04-17T00:00:00Z" }).toArray();
     const log = await client.faultLogs.get(evseId, "2024-04-17T09:39:45.984584Z");
     const reason: string | null | undefined = log.reason;
     console.log(logs.length, reason);
     await mock.close();`,
  );
  writeFileSync(join(project, "use.tsconfig.json"), '{ "extends": "./tsconfig.json", "include": ["scripts/use.ts"] }');

  node("node_modules/typescript/bin/tsc", "-p", "use.tsconfig.json");
  expect(node("scripts/use.ts")).toBe("2 SCHEDULED_CHARGING\n");
});

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}
