// Runs Prism in process on a free port: as a mock of the contract, or as a proxy that holds a provider to it.

import { readFileSync } from "node:fs";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { contractFile } from "./contract.ts";

export interface PrismServer {
  readonly url: string;
  close(): Promise<void>;
}

const checked = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

/** Answers with the examples; a dynamic one with random values of the schemas, by the seed that a request prefers. */
export function startMock(mock = { dynamic: false }): Promise<PrismServer> {
  return start({ ...checked, mock, isProxy: false });
}

export function startProxy(upstream: string): Promise<PrismServer> {
  return start({ ...checked, isProxy: true, upstream: new URL(upstream) });
}

async function start(config: Parameters<typeof createServer>[1]["config"]): Promise<PrismServer> {
  const logger = createLogger("contract-tests", { level: "silent" });
  const server = createServer(await readOperations(), { components: { logger }, cors: false, config });
  return { url: await server.listen(0, "127.0.0.1"), close: () => server.close() };
}

let latest: { readonly text: string; readonly operations: ReturnType<typeof getHttpOperationsFromSpec> } | undefined;

/** Parsed once, as long as the document stays as it is. */
function readOperations() {
  const text = readFileSync(contractFile, "utf8");
  if (latest?.text !== text) latest = { text, operations: getHttpOperationsFromSpec(contractFile) };
  return latest.operations;
}
