// Compares spec/openapi.yaml with spec/released.yaml, the spec of the last release, and fails on a breaking change that
// info.version does not announce. A release copies spec/openapi.yaml to spec/released.yaml.

import { parseArgs } from "node:util";
import { fromRoot, run, UserError } from "../command.ts";
import { redocly } from "./redocly.ts";
import { readSpec } from "./spec-file.ts";

const usage = "Usage: npm run spec:diff [-- [--base FILE] [--spec FILE]]";

type Place = { file: string; line: number; col: number; pointer: string };

/** An entry of Redocly's report. A verdict is the message of one of its rules. */
interface Change {
  impact: "major" | "minor" | "patch";
  kind: "added" | "removed" | "modified";
  verdicts: { message: string }[];
  base?: Place;
  revision?: Place;
}

export interface Comparison {
  isBreaking: boolean;
  /** A line for each change, breaking ones first. */
  report: string;
}

export function compare(base: string, spec: string): Comparison {
  const config = fromRoot("spec/diff.redocly.yaml");
  const options = ["--config", config, "--fail-on", "none", "--format", "json"];
  const { status, stdout, stderr } = redocly("diff", base, spec, ...options);
  if (status !== 0) throw new UserError(`Redocly cannot compare ${base} with ${spec}.\n${stderr}`);

  const { changes, summary }: { changes: Change[]; summary: Record<Change["impact"], number> } = JSON.parse(stdout);
  const lines = (["major", "minor", "patch"] as const).flatMap((impact) =>
    changes.filter((change) => change.impact === impact).map(describe),
  );
  const totals = `${summary.major} major, ${summary.minor} minor, ${summary.patch} patch`;
  return { isBreaking: summary.major > 0, report: [...lines, totals].join("\n") };
}

function describe({ impact, kind, verdicts, base, revision }: Change): string {
  const place = revision ?? base;
  const what = verdicts.map(({ message }) => message).join(" ") || `${kind}: ${place?.pointer}`;
  return `${impact}  ${what}  ${place?.file}:${place?.line}:${place?.col}`;
}

export function versionOf(file: string): string {
  const { document, locate } = readSpec(file);
  const version = String(document.info?.version);
  if (/^\d+\.\d+\.\d+$/.test(version)) return version;
  throw new UserError(
    `${locate("#/info/version")}: info.version must be three numbers like 1.0.0 (received ${version})`,
  );
}

/** The lowest version that announces a breaking change: the next major version, or the next minor one below 1.0.0. */
function breakingVersionAfter(version: string): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

const isBelow = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true }) < 0;

/** Returns a summary. Throws if the changes are breaking and the version does not announce that. */
export function checkVersion(isBreaking: boolean, released: string, next: string): string {
  if (!isBreaking) return "No breaking changes since the last release.";
  const due = breakingVersionAfter(released);
  if (!isBelow(next, due)) return `Breaking changes, announced by the version: ${released} → ${next}.`;
  throw new UserError(
    `The changes break clients of the last release (${released}), and the version (${next}) does not announce that. ` +
      `Undo the major changes, or raise info.version to ${due} and describe them in CHANGELOG.md.`,
  );
}

await run(import.meta, usage, () => {
  const { base, spec } = parseArgs({
    options: {
      base: { type: "string", default: fromRoot("spec/released.yaml") },
      spec: { type: "string", default: fromRoot("spec/openapi.yaml") },
    },
  }).values;

  const released = versionOf(base);
  const next = versionOf(spec);
  const { isBreaking, report } = compare(base, spec);
  console.log(report);
  console.log(checkVersion(isBreaking, released, next));
});
