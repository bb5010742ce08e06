// Runs Prism on the contract, in process: as a mock, or as a proxy that validates a provider.

import { createLogger } from "@stoplight/prism-core";
import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { contractFile } from "./contract.ts";

export interface PrismServer {
  readonly url: string;
  close(): Promise<void>;
}

const validating = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};
const logger = createLogger("contract-tests", { level: "silent" });

/** Serves the examples; a dynamic mock returns random values of the schemas, determined by the preferred seed. */
export function startMock(mock = { dynamic: false }): Promise<PrismServer> {
  return start({ ...validating, mock, isProxy: false });
}

export function startProxy(upstream: string): Promise<PrismServer> {
  return start({ ...validating, isProxy: true, upstream: new URL(upstream) });
}

let ofContract: ReturnType<typeof getHttpOperationsFromSpec> | undefined;

async function start(config: Parameters<typeof createServer>[1]["config"]): Promise<PrismServer> {
  ofContract ??= getHttpOperationsFromSpec(contractFile);
  const server = createServer(await ofContract, { components: { logger }, cors: false, config });
  return { url: await server.listen(0, "127.0.0.1"), close: () => server.close() };
}

/** A response that a proxy receives from its provider. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * Returns a mock and a proxy of another document without sockets, which would make thousands of documents slow. Rejects if
 * Prism cannot read the document.
 */
export async function inProcess(document: object) {
  // Prism changes what it parses.
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  let reply: Reply = { status: 501, headers: {}, body: undefined };
  const forward = () => () => async () => {
    const { status: statusCode, ...response } = reply;
    return { _tag: "Right" as const, right: { statusCode, ...response } };
  };
  const prism = createInstance({ ...validating, isProxy: false }, { logger, forward });

  async function request(
    address: string,
    headers: Record<string, string>,
    config: Parameters<typeof prism.request>[2],
  ) {
    const { pathname, searchParams } = new URL(address);
    const names = [...new Set(searchParams.keys())];
    const query = Object.fromEntries(names.map((name) => [name, valuesOf(searchParams, name)]));
    const url = { path: pathname, query };
    const result = await prism.request({ method: "get", url, headers }, operations, config)();
    if (result._tag === "Left") throw result.left;
    const { output, validations } = result.right;
    const violations = (["input", "output"] as const).flatMap((side) =>
      validations[side].map(({ path = [], code }) => ({
        location: [side === "input" ? "request" : "response", ...path],
        code: code ?? "Error",
      })),
    );
    return { ...output, violations };
  }

  return {
    /** Answers like the mock. Throws if its response would violate the document. */
    async mock(input: string | URL | Request, init?: RequestInit): Promise<Response> {
      const { url, headers } = new Request(input, init);
      const { code, example } =
        /^code=(?<code>\d+), example=(?<example>\w+)$/.exec(headers.get("Prefer") ?? "")?.groups ?? {};
      const mock = { dynamic: false, ...(code && { code: Number(code) }), ...(example && { exampleKey: example }) };
      const response = await request(url, Object.fromEntries(headers), { ...validating, isProxy: false, mock });
      const { statusCode, violations, body } = response;
      if (violations.some(({ location }) => location[0] === "response")) throw new Error("The response is invalid");
      const reported = violations.length > 0 && { "sl-violations": JSON.stringify(violations) };
      return new Response(JSON.stringify(body), { status: statusCode, headers: { ...response.headers, ...reported } });
    },

    /** Returns the violations that the proxy reports for a reply. */
    async validate(path: string, received: Reply): Promise<string[]> {
      reply = received;
      const headers = { authorization: "Bearer token" };
      const upstream = new URL("http://upstream.example");
      const { violations } = await request(`http://proxy.example${path}`, headers, {
        ...validating,
        isProxy: true,
        upstream,
      });
      return violations.map(({ location, code }) => `${location.join(".")} ${code}`);
    },
  };
}

/** Prism expects a list only for a repeated parameter. */
function valuesOf(query: URLSearchParams, name: string): string | string[] {
  const [first = "", ...others] = query.getAll(name);
  return others.length > 0 ? [first, ...others] : first;
}
