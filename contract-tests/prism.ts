// Runs Prism in process on a free port: as a mock of the contract, or as a proxy that holds a provider to it.

import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { contractFile } from "./contract.ts";

export interface Provider {
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

export function startMock(): Promise<Provider> {
  return start({ ...checked, isProxy: false });
}

export function startProxy(upstream: string): Promise<Provider> {
  return start({ ...checked, isProxy: true, upstream: new URL(upstream) });
}

async function start(config: Parameters<typeof createServer>[1]["config"]): Promise<Provider> {
  const logger = createLogger("contract-tests", { level: "silent" });
  const operations = await getHttpOperationsFromSpec(contractFile);
  const server = createServer(operations, { components: { logger }, cors: false, config });
  return { url: await server.listen(0, "127.0.0.1"), close: () => server.close() };
}
