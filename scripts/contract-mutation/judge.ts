// Puts mutants of a contract to its tests: all of them to the literals, a sample to the wire, and what nothing has noticed
// so far to the wire and then to the types.

import { isDeepStrictEqual } from "node:util";
import type { Part } from "../../contract-tests/contract.ts";
import type { Check } from "../../contract-tests/document.ts";
import { UserError } from "../command.ts";
import { type Mutation, mutate } from "./mutation.ts";
import type { WireTests } from "./wire.ts";

export interface Tests {
  readonly literals: readonly Check[];
  /** All alike, to share the work; each takes one contract at a time. */
  readonly wire: readonly Pick<WireTests, "pass" | "passAgain">[];
  /** Whether what is generated from a contract still compiles. */
  readonly types: (contract: Part) => Promise<boolean>;
}

export interface Verdict {
  readonly mutation: Mutation;
  /** The first that noticed the change; undefined for a survivor. */
  readonly killer: "literals" | "wire" | "types" | undefined;
  /** Of the sample: whether the wire tests noticed it, with no help from the literals. */
  readonly seenOnWire: boolean | undefined;
}

/**
 * Judges mutations, those of the sample by the wire tests too. `progress` hears of each that these are done with.
 * Throws UserError if tests fail on the contract itself, for then they would kill anything.
 */
export async function judge(
  contract: Part,
  mutations: readonly Mutation[],
  sample: readonly Mutation[],
  { literals, wire, types }: Tests,
  progress: (done: number, all: number) => void = () => {},
): Promise<Verdict[]> {
  if (!hold(literals, contract)) throw new UserError(failing("literals"));
  const unnoticed = new Set(mutations.filter((mutation) => hold(literals, mutate(contract, mutation))));
  const seen = await putToWire(contract, new Set([...sample, ...unnoticed]), wire, progress);

  const survivors = new Set<Mutation>();
  for (const mutation of unnoticed) {
    if (!seen.get(mutation) && (await types(mutate(contract, mutation)))) survivors.add(mutation);
  }

  function killerOf(mutation: Mutation): Verdict["killer"] {
    if (!unnoticed.has(mutation)) return "literals";
    if (seen.get(mutation)) return "wire";
    return survivors.has(mutation) ? undefined : "types";
  }
  const sampled = new Set(sample);
  return mutations.map((mutation) => ({
    mutation,
    killer: killerOf(mutation),
    seenOnWire: sampled.has(mutation) ? seen.get(mutation) : undefined,
  }));
}

function hold(checks: readonly Check[], contract: Part): boolean {
  return checks.every(({ read, expected }) => {
    try {
      return isDeepStrictEqual(read(contract), expected);
    } catch {
      return false;
    }
  });
}

/** Which mutations the wire tests notice. */
async function putToWire(
  contract: Part,
  mutations: ReadonlySet<Mutation>,
  tests: Tests["wire"],
  progress: (done: number, all: number) => void,
): Promise<Map<Mutation, boolean>> {
  const seen = new Map<Mutation, boolean>();
  const queue = mutations.values();
  await Promise.all(
    tests.map(async ({ pass, passAgain }) => {
      for (const mutation of queue) {
        seen.set(mutation, !(await pass(mutate(contract, mutation), mutation.place)));
        progress(seen.size, mutations.size);
      }
      if (!(await passAgain(contract))) throw new UserError(failing("wire tests"));
    }),
  );
  return seen;
}

function failing(tests: string): string {
  return `The ${tests} fail on the contract itself; \`npm test\` says why. Before they pass, no mutant means anything.`;
}
