// The client and the libraries it is compared with. Each has a module of its own.

import type { CreateReader } from "./peer.ts";

export interface Peer {
  readonly name: string;
  readonly module: string;
  /** The npm packages that it consists of, without this one. */
  readonly packages: readonly string[];
}

export const own: Peer = { name: "ev-energy-logs", module: "./ev-energy-logs.ts", packages: [] };

/** The others are compared with the first. */
export const peers: readonly Peer[] = [
  { name: "bare fetch loop", module: "./bare-fetch.ts", packages: [] },
  own,
  { name: "openapi-fetch, loop", module: "./openapi-fetch.ts", packages: ["openapi-fetch"] },
  { name: "ky, loop", module: "./ky.ts", packages: ["ky"] },
  {
    name: "octokit paginate",
    module: "./octokit.ts",
    packages: ["@octokit/core", "@octokit/plugin-paginate-rest"],
  },
  { name: "axios, loop", module: "./axios.ts", packages: ["axios"] },
  { name: "got paginate", module: "./got.ts", packages: ["got"] },
];

export async function loadReader(module: string): Promise<CreateReader> {
  const { createReader } = (await import(module)) as { createReader: CreateReader };
  return createReader;
}
