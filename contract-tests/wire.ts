// What goes over the wire: a `fetch` that keeps every exchange, and the check that no provider violated the contract.

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestHeaders: Headers;
  readonly status: number;
  readonly responseHeaders: Headers;
  readonly body: string;
}

/** Returns a `fetch` that appends each exchange, with its body, to `exchanges`. */
export function keepingFetch(exchanges: Pick<Exchange[], "push">, prefer?: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    if (prefer !== undefined) request.headers.set("Prefer", prefer);
    const response = await fetch(request);
    const url = new URL(request.url);
    exchanges.push({
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      requestHeaders: request.headers,
      status: response.status,
      responseHeaders: response.headers,
      body: await response.clone().text(),
    });
    return response;
  };
}

/** Returns a `fetch` that sends requests below an address through `keeping`, and others, such as for tokens, elsewhere. */
export function keepingBelow(address: string, keeping: typeof fetch): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith(`${address}/`) ? keeping(request) : fetch(request);
  };
}

/** Returns the violations that Prism reports, such as `request.query.page_size minimum`. */
export function violations(headers: Headers): string[] {
  const reported = headers.get("sl-violations");
  if (reported === null) return [];
  // Prism cuts off a list that is too long for a header, and puts a remark before it.
  const [, cut] = /^Too many violations! (.*\}),\{/s.exec(reported) ?? [];
  const text = cut === undefined ? reported : `${cut}]`;
  const list = JSON.parse(text) as { location: string[]; code?: string | number; severity: string }[];
  return list.map(({ location, code, severity }) => `${location.join(".")} ${code ?? severity}`);
}

/** Returns the `type` of a problem document, if there is one. */
function problemType({ responseHeaders, body }: Exchange): string | undefined {
  if (!responseHeaders.get("content-type")?.startsWith("application/problem+json")) return undefined;
  return (JSON.parse(body) as { type?: string }).type;
}

/**
 * Returns what is wrong with an exchange. Only a request that was refused as bad (400, 401) may violate the contract; a
 * response never may, nor may Prism answer with an error of its own.
 */
export function breach(exchange: Exchange): string[] {
  const refused = exchange.status === 400 || exchange.status === 401;
  const broken = violations(exchange.responseHeaders).filter((at) => !refused || !at.startsWith("request"));
  const type = problemType(exchange);
  // The list of violations already says that Prism answers itself.
  if (type?.startsWith("https://stoplight.io/") && broken.length === 0) broken.push(`Prism's own problem: ${type}`);
  return broken.map((what) => `${exchange.method} ${exchange.path} answered ${exchange.status}: ${what}`);
}
