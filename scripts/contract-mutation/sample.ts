// Draws the mutants that go to the wire tests. The same seed draws the same ones, and a new mutant displaces few.

import { createHash } from "node:crypto";
import { type Mutation, type Subject, titleOf } from "./mutation.ts";

/** What neither a mock's answers depend on nor a proxy's verdict. */
const unseen = new Set<Subject>([
  "identifiers",
  "serialization",
  "defaults",
  "annotations",
  "samples",
  "scopes",
  "grants",
  "servers",
]);

/** So many of the mutations that can show on the wire, of each kind in turn. */
export function sampleOf(mutations: readonly Mutation[], size: number, seed: number): Mutation[] {
  const drawn = mutations
    .filter(({ subject }) => !unseen.has(subject))
    .map((mutation) => ({ mutation, lot: lotOf(mutation, seed) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const turns = new Map<Subject, number>();
  return drawn
    .map(({ mutation }) => {
      const turn = turns.get(mutation.subject) ?? 0;
      turns.set(mutation.subject, turn + 1);
      return { mutation, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .slice(0, size)
    .map(({ mutation }) => mutation);
}

function lotOf(mutation: Mutation, seed: number): string {
  return createHash("sha256")
    .update(`${seed} ${titleOf(mutation)}`)
    .digest("hex");
}
