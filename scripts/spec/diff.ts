// Compares spec/openapi.yaml with spec/released.yaml, the spec of the last release, and fails on a breaking change that
// info.version does not announce. At a release, spec/openapi.yaml is copied over spec/released.yaml.
import { parseArgs } from "node:util";
import { fromRoot, run, UserError } from "../command.ts";
import { redocly } from "./redocly.ts";
import { readSpec } from "./spec-file.ts";

const usage = "Usage: npm run spec:diff [-- [--base FILE] [--spec FILE]]";

type Place = { file: string; line: number; col: number; pointer: string };

/** One entry of Redocly's report; a verdict is what one of its rules says of the change. */
interface Change {
  impact: "major" | "minor" | "patch";
  kind: "added" | "removed" | "modified";
  verdicts: { message: string }[];
  base?: Place;
  revision?: Place;
}

export interface Comparison {
  breaking: boolean;
  /** The changes in words, the gravest first. */
  report: string;
}

export function compare(base: string, spec: string): Comparison {
  const config = fromRoot("spec/diff.redocly.yaml");
  const options = ["--config", config, "--fail-on", "none", "--format", "json"];
  const { status, stdout, stderr } = redocly("diff", base, spec, ...options);
  if (status !== 0) throw new UserError(`${base} and ${spec} can't be compared.\n${stderr}`);

  const { changes, summary }: { changes: Change[]; summary: Record<Change["impact"], number> } = JSON.parse(stdout);
  const lines = (["major", "minor", "patch"] as const).flatMap((impact) =>
    changes.filter((change) => change.impact === impact).map(inWords),
  );
  const totals = `${summary.major} major, ${summary.minor} minor, ${summary.patch} patch`;
  return { breaking: summary.major > 0, report: [...lines, totals].join("\n") };
}

function inWords({ impact, kind, verdicts, base, revision }: Change): string {
  const place = revision ?? base;
  const what = verdicts.map(({ message }) => message).join(" ") || `${kind}: ${place?.pointer}`;
  return `${impact}  ${what}  ${place?.file}:${place?.line}:${place?.col}`;
}

export function versionOf(file: string): string {
  const { document, locate } = readSpec(file);
  const version = String(document.info?.version);
  if (/^\d+\.\d+\.\d+$/.test(version)) return version;
  throw new UserError(`${locate("#/info/version")}: info.version is ${version}, and not three numbers like 1.0.0.`);
}

/** The lowest version that announces a breaking change: the next major one, or below 1.0.0 the next minor one. */
function dueAfter(version: string): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

const isBelow = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true }) < 0;

/** Says what the changes between two versions mean; throws if they break clients and the version hides it. */
export function judge({ breaking }: Comparison, released: string, next: string): string {
  if (!breaking) return "Nothing here breaks a client of the last release.";
  const due = dueAfter(released);
  if (!isBelow(next, due))
    return `This breaks clients of the last release, and the version says so: ${released} → ${next}.`;
  throw new UserError(
    `This breaks clients of the last release (${released}), and the version (${next}) does not say so. ` +
      `Undo the major changes, or raise info.version to ${due} and tell of them in CHANGELOG.md.`,
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
  const comparison = compare(base, spec);
  console.log(comparison.report);
  console.log(judge(comparison, released, next));
});
