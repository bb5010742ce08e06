// What a run has shown, for people: a table by kind of change, a few lines on each mutant that nothing noticed, and the score.

import { UserError } from "../command.ts";
import type { Verdict } from "./judge.ts";
import { shorten, subjects, titleOf } from "./mutation.ts";

const LEAST_PERCENT = 97;
/** Less, for a mock answers the same when a query may be null or when a list of members has one more. */
const LEAST_PERCENT_ON_WIRE = 90;

export function reportOf(verdicts: readonly Verdict[]): string {
  const survivors = verdicts.filter(({ killer }) => !killer).map(linesOn);
  const unseen = verdicts.filter(({ seenOnWire }) => seenOnWire === false).map(lineOn);
  return [
    tableOf(verdicts),
    ...paragraph("Nothing noticed these:", survivors),
    ...paragraph("The wire tests alone did not notice these:", unseen),
  ].join("\n");
}

/** Says how many mutants were killed, in all and on the wire; throws UserError if these are too few. */
export function judgementOf(verdicts: readonly Verdict[]): string {
  const sample = sampleOf(verdicts);
  const scores = [
    { who: "All tests", killed: killedOf(verdicts), made: verdicts.length, due: LEAST_PERCENT, round: Math.ceil },
    // Rounded down, so that a small sample may miss one.
    {
      who: "The wire tests alone",
      killed: seenOf(sample),
      made: sample.length,
      due: LEAST_PERCENT_ON_WIRE,
      round: Math.floor,
    },
  ];
  const text = scores.map(inWords).join("\n");
  if (scores.some(({ killed, made, due, round }) => killed < round((made * due) / 100))) throw new UserError(text);
  return text;
}

function inWords({ who, killed, made, due }: { who: string; killed: number; made: number; due: number }): string {
  // Rounded down: 99.99 % are not all.
  const percent = made === 0 ? 100 : Math.floor((killed / made) * 1000) / 10;
  return `${who} killed ${killed} of ${made} mutants: ${percent} %, where ${due} % are due.`;
}

function sampleOf(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ seenOnWire }) => seenOnWire !== undefined);
}

function killedOf(verdicts: readonly Verdict[]): number {
  return verdicts.filter(({ killer }) => killer).length;
}

function seenOf(verdicts: readonly Verdict[]): number {
  return verdicts.filter(({ seenOnWire }) => seenOnWire).length;
}

function tableOf(verdicts: readonly Verdict[]): string {
  const head = ["kind", "made", "killed", "by literals", "by wire", "by types", "on the wire alone"];
  const rows = subjects.map((subject) =>
    rowOf(
      subject,
      verdicts.filter(({ mutation }) => mutation.subject === subject),
    ),
  );
  return layOut([head, ...rows, rowOf("all", verdicts)]);
}

function rowOf(kind: string, verdicts: readonly Verdict[]): string[] {
  const by = (killer: Verdict["killer"]) => String(verdicts.filter((verdict) => verdict.killer === killer).length);
  const sample = sampleOf(verdicts);
  const onWire = sample.length === 0 ? "-" : `${seenOf(sample)} of ${sample.length}`;
  return [kind, `${verdicts.length}`, `${killedOf(verdicts)}`, by("literals"), by("wire"), by("types"), onWire];
}

/** The first column to the left, the others to the right. */
function layOut(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join("  ")).join("\n");
}

function paragraph(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function lineOn({ mutation }: Verdict): string {
  return `  ${titleOf(mutation)}`;
}

function linesOn({ mutation: { subject, verb, place, before, after } }: Verdict): string {
  return `  ${place} (${subject}, ${verb})\n    before: ${shorten(before, 300)}\n    after:  ${shorten(after, 300)}`;
}
