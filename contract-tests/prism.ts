// Runs Prism in process on a free port: as a mock of the contract, or as a proxy that validates a provider.

import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { contractFile } from "./contract.ts";

export interface PrismServer {
  readonly url: string;
  close(): Promise<void>;
}

export type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;

interface MockOptions {
  /** Returns random values of the schemas, determined by the preferred seed, instead of the examples. */
  readonly dynamic?: boolean;
  readonly operations?: Operations;
}

const validating = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

export async function startMock({ dynamic = false, operations }: MockOptions = {}): Promise<PrismServer> {
  return await start({ ...validating, mock: { dynamic }, isProxy: false }, operations ?? (await readOperations()));
}

export async function startProxy(upstream: string, operations?: Operations): Promise<PrismServer> {
  const config = { ...validating, isProxy: true as const, upstream: new URL(upstream) };
  return await start(config, operations ?? (await readOperations()));
}

let ofContract: Promise<Operations> | undefined;

/** Parses the contract once, or another document, which Prism then changes. Rejects if Prism cannot read it. */
export async function readOperations(document?: object): Promise<Operations> {
  if (document) return await getHttpOperationsFromSpec(document);
  ofContract ??= getHttpOperationsFromSpec(contractFile);
  return await ofContract;
}

async function start(
  config: Parameters<typeof createServer>[1]["config"],
  operations: Operations,
): Promise<PrismServer> {
  const logger = createLogger("contract-tests", { level: "silent" });
  const server = createServer(operations, { components: { logger }, cors: false, config });
  return { url: await server.listen(0, "127.0.0.1"), close: () => server.close() };
}
