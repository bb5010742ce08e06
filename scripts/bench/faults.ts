// `npm run bench:faults`: the client and its peers under the same faults, over real sockets. `--markdown` prints the tables
// for a document, `--write` puts them into docs/benchmarks.md. It fails if the client itself does not survive one.

import { parseArgs } from "node:util";
import { run } from "../command.ts";
import { type Case, faultCases } from "./fault-cases.ts";
import type { Verdict } from "./fault-trial.ts";
import { featureCases, peerCases } from "./feature-cases.ts";
import { generateHeyApiClient, own, peers } from "./peers/peers.ts";
import { machine, show } from "./report.ts";
import { typeCases } from "./type-cases.ts";

await run(import.meta, "Usage: npm run bench:faults -- [--markdown | --write]", async () => {
  const { values: options } = parseArgs({ options: { markdown: { type: "boolean" }, write: { type: "boolean" } } });
  const heading = machine();
  await generateHeyApiClient();
  const faults = await tryAll(faultCases);
  const features = await tryAll([...typeCases, ...featureCases]);
  const others = await tryAll(peerCases);
  const tables = [
    { title: "Faults survived", rows: rowsOf(faults, ({ passed, how }) => (passed ? "survived" : `**${how}**`)) },
    { title: "Features", rows: rowsOf([...features, ...others], ({ passed, how }) => (passed ? "yes" : `no: ${how}`)) },
  ];
  show("faults", heading, tables, options);
  const isSound = [...faults, ...features].every(({ verdicts }) => verdicts[peers.indexOf(own)]?.passed);
  // Some sleep for an hour.
  process.exit(isSound ? 0 : 1);
});

interface Tried {
  readonly title: string;
  /** One for each peer; undefined where there was nothing to try. */
  readonly verdicts: readonly (Verdict | undefined)[];
}

async function tryAll(cases: readonly Case[]): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const trial of cases) tried.push({ title: trial.title, verdicts: await tryOnPeers(trial) });
  return tried;
}

async function tryOnPeers({ applies, run, isTimed }: Case): Promise<(Verdict | undefined)[]> {
  const verdicts: Promise<Verdict | undefined>[] = [];
  for (const peer of peers) {
    const verdict = applies?.(peer) === false ? Promise.resolve(undefined) : run(peer);
    if (isTimed) await verdict;
    verdicts.push(verdict);
  }
  return await Promise.all(verdicts);
}

function rowsOf(tried: readonly Tried[], toCell: (verdict: Verdict) => string): string[][] {
  const body = tried.map(({ title, verdicts }) => [
    title,
    ...verdicts.map((verdict) => (verdict ? toCell(verdict) : "not offered")),
  ]);
  return [["", ...peers.map(({ name }) => name)], ...body];
}
