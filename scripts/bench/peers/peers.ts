// The client and the libraries it is compared with. Each has a module of its own, which is run, bundled, or loaded in a
// separate process.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { CreateReader } from "./peer.ts";

export interface Peer {
  readonly name: string;
  readonly module: URL;
  /** The npm packages that it consists of, without this one. */
  readonly packages: readonly string[];
  readonly platform: "browser" | "node";
  readonly retries: boolean;
  /** The module that requests a new token when one is rejected, if the library supports that. */
  readonly renewing?: URL;
}

const here = (file: string) => new URL(file, import.meta.url);
const generatedHeyApi = here("../node_modules/.cache/hey-api");
const bundledHeyApi = here("../node_modules/.cache/hey-api.js");

function peer(name: string, module: URL, packages: readonly string[], options: Partial<Peer> = {}): Peer {
  return { name, module, packages, platform: "browser", retries: false, ...options };
}

export const own = peer("ev-energy-logs", here("ev-energy-logs.ts"), [], {
  retries: true,
  renewing: here("ev-energy-logs-oauth.ts"),
});

/** The others are compared with the first. */
export const peers: readonly Peer[] = [
  peer("bare fetch loop", here("bare-fetch.ts"), []),
  own,
  peer("openapi-fetch, loop", here("openapi-fetch.ts"), ["openapi-fetch"]),
  peer("ky, loop", here("ky.ts"), ["ky"], { retries: true, renewing: here("ky.ts") }),
  peer("octokit paginate", here("octokit.ts"), ["@octokit/core", "@octokit/plugin-paginate-rest"]),
  peer("hey-api, loop", bundledHeyApi, ["@hey-api/openapi-ts"]),
  peer("axios, loop", here("axios.ts"), ["axios"]),
  peer("got paginate", here("got.ts"), ["got"], { platform: "node", retries: true, renewing: here("got.ts") }),
];

export async function loadReader(module: URL): Promise<CreateReader> {
  const { createReader } = (await import(module.href)) as { createReader: CreateReader };
  return createReader;
}

/** Must be called before the module of hey-api is loaded. */
export async function generateHeyApiClient(): Promise<void> {
  const files = [here("hey-api-client.ts"), generatedHeyApi, bundledHeyApi].map((url) => fileURLToPath(url));
  await promisify(execFile)(process.execPath, files);
}
