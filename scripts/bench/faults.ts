// `npm run bench:faults`: runs the client and its peers against the same faults, over real sockets. Fails if the client does
// not survive one. `--write` puts the table into docs/benchmarks.md.

import { parseArgs } from "node:util";
import { run } from "../command.ts";
import { type Case, faultCases } from "./fault-cases.ts";
import type { Verdict } from "./fault-trial.ts";
import { generateHeyApiClient, own, peers } from "./peers/peers.ts";
import { machine, show } from "./report.ts";

await run(import.meta, "Usage: npm run bench:faults -- [--write]", async () => {
  const { write = false } = parseArgs({ options: { write: { type: "boolean" } } }).values;
  const heading = machine();
  await generateHeyApiClient();
  const rows = [["", ...peers.map(({ name }) => name)]];
  let isSound = true;
  for (const trial of faultCases) {
    const verdicts = await tryOnPeers(trial);
    rows.push([trial.title, ...verdicts.map(toCell)]);
    isSound &&= verdicts[peers.indexOf(own)]?.passed === true;
  }
  show("faults", heading, [{ title: "Faults survived", rows }], write);
  // Some peers still wait for an hour.
  process.exit(isSound ? 0 : 1);
});

async function tryOnPeers({ applies, run, isTimed }: Case): Promise<(Verdict | undefined)[]> {
  const verdicts: Promise<Verdict | undefined>[] = [];
  for (const peer of peers) {
    const verdict = applies?.(peer) === false ? Promise.resolve(undefined) : run(peer);
    if (isTimed) await verdict;
    verdicts.push(verdict);
  }
  return await Promise.all(verdicts);
}

function toCell(verdict: Verdict | undefined): string {
  if (verdict === undefined) return "not offered";
  return verdict.passed ? "survived" : `**${verdict.how}**`;
}
