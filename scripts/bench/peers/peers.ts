// This client and what it is compared with. Each has a module of its own, which is run, bundled, or loaded in a process
// of its own. What a library does not offer, by its own documentation, is not asked of it.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { CreateReader } from "./peer.ts";

export interface Peer {
  readonly name: string;
  readonly module: URL;
  /** What a user imports. */
  readonly imports: readonly string[];
  /** Those of other people, whose versions are told. */
  readonly packages: readonly string[];
  readonly retries: boolean;
  /** What takes a new token after a refused one, if anything does. */
  readonly renewing: URL | undefined;
}

/** Git ignores it. */
export const CACHE = new URL("../../../node_modules/.cache/ev-energy-logs/", import.meta.url);

/** hey-api's client as it is generated. */
export const GENERATED = new URL("hey-api", CACHE);

const plain = (name: string, module: URL, packages: readonly string[]): Peer => ({
  name,
  module,
  imports: packages,
  packages,
  retries: false,
  renewing: undefined,
});

const repeating = (name: string, module: URL, packages: readonly string[], renewing = module): Peer => ({
  ...plain(name, module, packages),
  retries: true,
  renewing,
});

const bundled = new URL("hey-api.js", CACHE);

export const bareFetch = plain("bare fetch loop", new URL("bare-fetch.ts", import.meta.url), []);
export const own: Peer = {
  ...repeating(
    "ev-energy-logs",
    new URL("ev-energy-logs.ts", import.meta.url),
    [],
    new URL("ev-energy-logs-oauth.ts", import.meta.url),
  ),
  imports: ["ev-energy-logs"],
};
export const openapiFetch = plain("openapi-fetch, loop", new URL("openapi-fetch.ts", import.meta.url), [
  "openapi-fetch",
]);
/** The module has to be generated before. */
export const heyApi: Peer = {
  ...plain("hey-api, loop", bundled, ["@hey-api/openapi-ts"]),
  imports: [bundled.href],
};

/** The first is what the others are compared with. */
export const peers: readonly Peer[] = [
  bareFetch,
  own,
  openapiFetch,
  repeating("ky, loop", new URL("ky.ts", import.meta.url), ["ky"]),
  plain("octokit paginate", new URL("octokit.ts", import.meta.url), ["@octokit/core", "@octokit/plugin-paginate-rest"]),
  heyApi,
  plain("axios, loop", new URL("axios.ts", import.meta.url), ["axios"]),
  repeating("got paginate", new URL("got.ts", import.meta.url), ["got"]),
];

export async function loadReader(module: URL): Promise<CreateReader> {
  const { createReader } = (await import(module.href)) as { createReader: CreateReader };
  return createReader;
}

/** In a process of its own, because generator and bundler leave a heap that others would be measured with. */
export async function generateHeyApiClient(): Promise<void> {
  await promisify(execFile)(process.execPath, [fileURLToPath(new URL("hey-api-client.ts", import.meta.url))]);
}
