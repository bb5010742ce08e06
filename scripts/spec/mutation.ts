// Changes spec/openapi.yaml in a few thousand ways, one at a time, and expects the contract tests to notice each of them.

import { isDeepStrictEqual, parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type Case, type Part, readContract } from "../../contract-tests/contract.ts";
import { mockCases } from "../../contract-tests/mock/cases.ts";
import type { Mock } from "../../contract-tests/mock/mock.ts";
import { operations } from "../../contract-tests/operations.ts";
import { inProcess } from "../../contract-tests/prism.ts";
import { proxyCases } from "../../contract-tests/proxy/cases.ts";
import { createReplyProxy } from "../../contract-tests/proxy/proxy.ts";
import { staticCases } from "../../contract-tests/static.ts";
import { createClient } from "../../src/index.ts";
import { run, UserError } from "../command.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { reasons } from "./survivors.ts";

/** Prism keeps every schema that it has compiled, so a thread that has tried this many mutants is replaced. */
const MUTANTS_PER_THREAD = 200;
const THREADS = 2;
const MINIMUM_PERCENT = 95;

interface Check {
  readonly title: string;
  readonly holds: () => Promise<boolean>;
}

function checksOf<Provider>(cases: readonly Case<Provider>[], provider: Provider): Check[] {
  return cases.map(({ title, observe, expected }) => ({
    title,
    holds: async () => isDeepStrictEqual(await observe(provider), expected),
  }));
}

interface Kill {
  readonly pointer: string;
  readonly killer: string;
}

type Order = (checks: readonly Check[]) => readonly Check[];

/** Runs the contract tests against a document. Returns the title of the first that fails, or undefined. */
async function firstFailure(document: Part, order: Order): Promise<string | undefined> {
  const failed = await firstOf(checksOf(staticCases, document));
  if (failed !== undefined) return failed;
  const prism = await inProcess(document).catch(() => undefined);
  if (!prism) return "Prism reads the document";
  const mock: Mock = {
    fetch: prism.mock,
    client({ prefer, ...options } = {}) {
      const fetch = prefer === undefined ? prism.mock : preferring(prefer, prism.mock);
      return createClient({ auth: "token", baseUrl: "https://mock.example", fetch, maxRetries: 0, ...options });
    },
  };
  return await firstOf(
    order([...checksOf(mockCases, mock), ...checksOf(proxyCases, createReplyProxy(prism.validate))]),
  );
}

function preferring(prefer: string, fetch: typeof globalThis.fetch): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init);
    request.headers.set("Prefer", prefer);
    return fetch(request);
  };
}

async function firstOf(checks: readonly Check[]): Promise<string | undefined> {
  for (const { title, holds } of checks) {
    if (!(await holds().catch(() => false))) return title;
  }
  return undefined;
}

/** Throws if the contract itself fails, because then every mutant would. */
export async function checkContract(contract: Part): Promise<void> {
  const failure = await firstFailure(contract, (checks) => checks);
  if (failure !== undefined)
    throw new UserError(`The contract itself fails "${failure}". Run \`npm test\` for details.`);
}

/** Returns the titles of the mutants that the contract tests do not notice. */
export async function survivorsOf(mutants: readonly Mutant[]): Promise<string[]> {
  const survivors: string[] = [];
  const kills: Kill[] = [];
  for (const { title, pointer, apply } of mutants) {
    const killer = await firstFailure(apply(), (checks) => likelyFirst(checks, pointer, kills));
    if (killer === undefined) survivors.push(title);
    else kills.push({ pointer, killer });
  }
  return survivors;
}

/** Puts first the checks that killed mutants nearby, then those that name the operation or other parts of the pointer. */
function likelyFirst(checks: readonly Check[], pointer: string, kills: readonly Kill[]): readonly Check[] {
  const path = pointer.split("/")[2]?.replaceAll("~1", "/");
  const operation = operations.find(({ template }) => template === path)?.id ?? "";
  const parts = [operation, ...pointer.split("/")].filter((part) => part.length > 2 && part !== "get");
  const distance = (other: string) => [...pointer].findIndex((character, index) => character !== other[index]) >>> 0;
  const nearest = kills.toSorted((a, b) => distance(b.pointer) - distance(a.pointer)).slice(0, 5);
  const rank = ({ title }: Check) =>
    nearest.some(({ killer }) => killer === title) ? 9 : parts.filter((part) => title.includes(part)).length;
  return checks.toSorted((a, b) => rank(b) - rank(a));
}

/** Tries part of the mutants in a thread of its own. */
function inThread(from: number, to: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { mutants: { from, to } } });
    thread.once("message", resolve);
    thread.once("error", reject);
  });
}

if (workerData?.mutants) {
  const { from, to } = workerData.mutants;
  parentPort?.postMessage(await survivorsOf(mutantsOf(readContract()).slice(from, to)));
}

async function tryAll(count: number): Promise<string[]> {
  const survivors: string[] = [];
  let next = 0;
  let done = 0;
  const tryNext = async () => {
    while (next < count) {
      const from = next;
      next += MUTANTS_PER_THREAD;
      survivors.push(...(await inThread(from, next)));
      done = Math.min(done + MUTANTS_PER_THREAD, count);
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${count}${done === count ? "\n" : ""}`);
    }
  };
  await Promise.all(Array.from({ length: THREADS }, tryNext));
  return survivors;
}

/** Groups survivors by their reason. Throws if a survivor has no reason, or a reason no survivor. */
export function explain(survivors: readonly string[], known = reasons): string {
  const explained = known.map(([pattern, reason]) => ({
    reason,
    titles: survivors.filter((title) => pattern.test(title)),
  }));
  const unexplained = survivors.filter((title) => !known.some(([pattern]) => pattern.test(title)));
  const unused = explained.filter(({ titles }) => titles.length === 0);
  if (unexplained.length > 0) throw new UserError(`No contract test notices:\n${unexplained.join("\n")}`);
  if (unused.length > 0) throw new UserError(`No mutant survives any more for: ${unused.map(({ reason }) => reason)}`);
  return explained
    .map(({ reason, titles }) => `${reason}\n${titles.map((title) => `  ${title}`).join("\n")}`)
    .join("\n");
}

await run(import.meta, "Usage: npm run test:contract:mutate", async () => {
  if (!isMainThread) return;
  parseArgs({});
  const start = performance.now();
  const contract = readContract();
  await checkContract(contract);
  const { length } = mutantsOf(contract);
  const survivors = await tryAll(length);
  const killed = (100 * (length - survivors.length)) / length;
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `Killed ${length - survivors.length} of ${length} mutants (${killed.toFixed(1)} %) in ${seconds.toFixed(0)} s.`,
  );
  console.log(explain(survivors));
  if (killed < MINIMUM_PERCENT) throw new UserError(`At least ${MINIMUM_PERCENT} % have to be killed.`);
});
