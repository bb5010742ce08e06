// The code of the README, the guides and the doc comments as it stands there: all of it fits the types, and it runs.

import { execFile } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Simulator, SimulatorOptions } from "../../src/simulator/index.ts";
import { pathOf, temporaryDirectory } from "../support/scripts.ts";
import { clockFrom } from "../support/shifted-clock.ts";
import { blocksOfDocuments, documents, examplesOfSource } from "./snippets.ts";

const blocks = blocksOfDocuments();
const snippets = [...blocks.filter(({ language }) => language === "ts"), ...examplesOfSource()];
const entries: Readonly<Record<string, string>> = {
  "ev-energy-logs": pathOf("src/index.ts"),
  "ev-energy-logs/oauth": pathOf("src/oauth.ts"),
  "ev-energy-logs/simulator": pathOf("src/simulator/index.ts"),
};

const directory = temporaryDirectory();
symlinkSync(pathOf("node_modules"), join(directory, "node_modules"));
writeFileSync(join(directory, "package.json"), '{ "type": "module" }');

/** What the snippets leave to their reader, or took from one before. */
const names = `
  import type { Client } from "ev-energy-logs";
  declare global {
    const createClient: typeof import("ev-energy-logs").createClient;
    const clientCredentials: typeof import("ev-energy-logs/oauth").clientCredentials;
    const refreshToken: typeof import("ev-energy-logs/oauth").refreshToken;
    const createSimulator: typeof import("ev-energy-logs/simulator").createSimulator;
    const serve: typeof import("ev-energy-logs/simulator").serve;
    const client: Client;
    const evseId: string;
    const save: (items: readonly unknown[], next?: string) => Promise<void>;
    const store: (refreshToken: string) => Promise<void>;
    const shared: { get(name: string): Promise<string>; refuse(name: string, token: string): void };
  }`;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("there is code in every document, and in every entry", () => {
  expect(documents.filter((file) => !blocks.some(({ place }) => place.startsWith(`${file}:`)))).toEqual([]);
  const files = examplesOfSource().map(({ place }) => place.replace(/:\d+$/, ""));
  expect(files).toEqual(expect.arrayContaining(["src/client.ts", "src/oauth.ts", "src/simulator/simulator.ts"]));
});

test("all of it fits the types", async () => {
  snippets.forEach(({ place, code }, index) => {
    writeFileSync(join(directory, `types-${index}.ts`), `${code}\nexport {}; // ${place}\n`);
  });
  writeFileSync(join(directory, "names.d.ts"), names);
  const paths = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, [file]]));
  const tsconfig = {
    extends: pathOf("tsconfig.json"),
    compilerOptions: { paths },
    include: ["types-*.ts", "names.d.ts"],
  };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(tsconfig));
  const complaints = await new Promise<string>((resolve) => {
    const tsc = [pathOf("node_modules/typescript/bin/tsc"), "-p", directory];
    execFile(process.execPath, tsc, { cwd: directory }, (_, stdout) => resolve(stdout));
  });
  const placed = complaints.replace(/types-(\d+)\.ts\(/g, (_, index) => `${snippets[index]?.place} (`);
  expect(placed).toBe("");
});

/** Snippets that want the provider to act in a certain way, told by a word in their code, and what they print then. */
const situations: readonly { word: string; simulator?: SimulatorOptions; prints?: RegExp }[] = [
  { word: "kWh in March", prints: /^\d+\.\d+ kWh in March$/ },
  {
    word: "Rate limited until",
    simulator: { faults: [{ kind: "status", status: 429, headers: { "Retry-After": "3600" }, request: 2 }] },
    prints: /^Rate limited until \d{4}-\S+Z\.$/,
  },
  {
    word: "Please log in again",
    simulator: { auth: { clients: { "my-app": "" } } },
    prints: /^Please log in again\.$/,
  },
  {
    word: "may not access it",
    simulator: { evses: ["evse00000000000000000000000000"] },
    prints: / does not exist, or this token may not access it$/,
  },
  { word: "requestsADay", prints: /^4000 of 24000 requests a day$/ },
  { word: "stateOf(newest)", prints: /^(free|occupied|unknown)$/ },
];

/** The provider, unless the situation says otherwise. */
const usual: SimulatorOptions = {
  from: "2026-03-25T00:00:00Z",
  to: "2026-04-05T00:00:00Z",
  sampleIntervalSeconds: 3600,
  now: clockFrom("2026-04-04T12:00:00Z").now,
  auth: {
    clients: { "my-app": "my-secret" },
    tokens: { "your-token": ["evse:read", "debug:read"] },
    refreshTokens: { "the-stored-one": ["evse:read", "debug:read"] },
  },
};
let count = 0;

describe("each of them runs", () => {
  test.each(snippets.map((snippet) => [snippet.place, snippet] as const))("%s", async (_, { code }) => {
    const situation = situations.find(({ word }) => code.includes(word));
    const { printed, statuses } = await run(code, situation?.simulator);
    if (situation?.prints) expect(printed.at(-1)).toMatch(situation.prints);
    if (!situation?.simulator) expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });

  test.each(situations)("$word is still in one of them", ({ word }) => {
    expect(snippets.filter(({ code }) => code.includes(word))).not.toEqual([]);
  });
});

/** Runs a snippet as a module, with nothing changed but that what it imports of the package is there already. */
async function run(code: string, options?: SimulatorOptions) {
  const load = (file: string) => import(pathToFileURL(file).href);
  const [core, oauth, simulated] = await Promise.all(Object.values(entries).map(load));
  const printed: string[] = [];
  for (const method of ["log", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => void printed.push(values.join(" ")));
  }
  // No back-off.
  vi.spyOn(Math, "random").mockReturnValue(0);
  const simulator: Simulator = simulated.createSimulator({ ...usual, ...options });
  // The code says where the provider really is.
  vi.stubGlobal("fetch", simulator.fetch);
  const tests: (() => Promise<void>)[] = [];
  const noteTest = Object.assign((_: string, body: () => Promise<void>) => void tests.push(body), {
    runIf: (isSo: unknown) => (isSo ? noteTest : () => {}),
  });
  const isTest = code.includes(' from "vitest"');
  const surroundings = {
    ...core,
    ...oauth,
    ...simulated,
    createSimulator: (options?: SimulatorOptions) => simulated.createSimulator({ now: usual.now, ...options }),
    // On any port that is free, and not for longer than the test.
    serve: async (served: Simulator) => {
      const server = await simulated.serve(served);
      onTestFinished(server.close);
      return server;
    },
    client: core.createClient({
      auth: code.includes("oauthError")
        ? oauth.refreshToken({ clientId: "my-app", refreshToken: "spent" })
        : "your-token",
    }),
    evseId: "evse01HSH04KDEWF6Z4DB2J77J74K5",
    save: async () => {},
    store: async () => {},
    shared: { get: async () => "your-token", refuse: () => {} },
    ...(isTest && { test: noteTest, expect }),
  };
  for (const [name, value] of Object.entries(surroundings)) vi.stubGlobal(name, value);

  const file = join(directory, `run-${++count}.ts`);
  writeFileSync(file, `${code.replace(/^import .* from "(ev-energy-logs.*|vitest)";$/gm, "")}\nexport {};\n`);
  await load(file);
  if (isTest) expect(tests).not.toEqual([]);
  for (const body of tests) await body();
  return { printed, statuses: simulator.requests.map(({ status }) => status) };
}
