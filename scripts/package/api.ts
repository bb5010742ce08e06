// Writes docs/api/*.api.md, what the package declares to its users, so that a change of that shows in review.
// A test compares them with the packed declarations.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { run } from "../command.ts";

const root = join(import.meta.dirname, "../..");
const entries = { index: "index", oauth: "oauth", simulator: "simulator/index" };

/** Gives the reports that do not fit a built package; with `write` it writes them anew. */
export function apiReports(packageDirectory: string, { write }: { write: boolean }): string[] {
  const reportTempFolder = mkdtempSync(join(tmpdir(), "ev-energy-logs-api-"));
  try {
    return Object.entries(entries).flatMap(([name, entry]) => {
      const reportFileName = `${name}.api.md`;
      const config = ExtractorConfig.prepare({
        configObject: {
          projectFolder: packageDirectory,
          mainEntryPointFilePath: join(packageDirectory, `dist/types/src/${entry}.d.ts`),
          compiler: { overrideTsconfig: { compilerOptions } },
          apiReport: {
            enabled: true,
            reportFileName,
            reportFolder: join(root, "docs/api"),
            reportTempFolder,
            // Types that the entries only lead to are part of what users see.
            includeForgottenExports: true,
          },
          newlineKind: "lf",
        },
        configObjectFullPath: undefined,
        packageJsonFullPath: join(packageDirectory, "package.json"),
      });
      const { apiReportChanged } = Extractor.invoke(config, {
        localBuild: write,
        // It has remarks on more than the report.
        messageCallback: (message) => {
          message.handled = true;
        },
      });
      return apiReportChanged ? [reportFileName] : [];
    });
  } finally {
    rmSync(reportTempFolder, { recursive: true });
  }
}

const compilerOptions = {
  target: "es2023",
  lib: ["es2023", "dom"],
  module: "nodenext",
  moduleResolution: "nodenext",
  types: [],
  strict: true,
  skipLibCheck: true,
};

await run(import.meta, "Usage: npm run api", () => {
  const changed = apiReports(root, { write: true });
  console.log(changed.length > 0 ? `Written in docs/api: ${changed.join(", ")}.` : "docs/api is up to date.");
});
