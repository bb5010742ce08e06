// What went over the wire: a `fetch` that keeps every exchange, and the check that no provider broke the contract unasked.
// What the tests have covered of the contract is counted from the records of these exchanges.

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import type { ExchangeRecord } from "./wire-coverage/record.ts";

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestHeaders: Headers;
  readonly status: number;
  readonly responseHeaders: Headers;
  readonly body: string;
}

/** Gives a `fetch` that appends each exchange to `exchanges` once its body is there. */
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

/** The same; each exchange also counts in the coverage of the contract. */
export function recordingFetch(exchanges: Exchange[] = [], prefer?: string): typeof fetch {
  const push = (exchange: Exchange) => {
    record(exchange);
    return exchanges.push(exchange);
  };
  return keepingFetch({ push }, prefer);
}

function record(exchange: Exchange): void {
  const directory = inject("contractRecords");
  if (directory === undefined) return;
  const { authorization: _, ...requestHeaders } = Object.fromEntries(exchange.requestHeaders);
  const line: ExchangeRecord = {
    ...exchange,
    query: [...exchange.query],
    requestHeaders,
    responseHeaders: Object.fromEntries(exchange.responseHeaders),
    violations: violations(exchange.responseHeaders),
    isSound: breach(exchange).length === 0,
  };
  appendFileSync(join(directory, `${process.pid}.jsonl`), `${JSON.stringify(line)}\n`);
}

/** The violations that Prism reports, each as `where.it.is code`: `request.query.page_size minimum`. */
export function violations(headers: Headers): string[] {
  const reported = headers.get("sl-violations");
  if (reported === null) return [];
  // A list that is too long for a header arrives cut off, after a remark.
  const [, cut] = /^Too many violations! (.*\}),\{/s.exec(reported) ?? [];
  const text = cut === undefined ? reported : `${cut}]`;
  const list = JSON.parse(text) as { location: string[]; code?: string | number; severity: string }[];
  return list.map(({ location, code, severity }) => `${location.join(".")} ${code ?? severity}`);
}

/** The `type` of a problem document; undefined if it has none or the body is something else. */
function problemType({ responseHeaders, body }: Exchange): string | undefined {
  if (!responseHeaders.get("content-type")?.startsWith("application/problem+json")) return undefined;
  return (JSON.parse(body) as { type?: string }).type;
}

/**
 * Says what is wrong with an exchange, or gives nothing. Only a request that was refused as bad (400, 401) may have
 * broken the contract; a response never may, nor may Prism speak in place of the document.
 */
export function breach(exchange: Exchange): string[] {
  const refused = exchange.status === 400 || exchange.status === 401;
  const broken = violations(exchange.responseHeaders).filter((at) => !refused || !at.startsWith("request"));
  const type = problemType(exchange);
  // Where Prism lists violations, that it speaks itself is no news.
  if (type?.startsWith("https://stoplight.io/") && broken.length === 0) broken.push(`Prism's own problem: ${type}`);
  return broken.map((what) => `${exchange.method} ${exchange.path} answered ${exchange.status}: ${what}`);
}
