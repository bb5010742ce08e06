// A behaviour: a rule that holds for the client with every provider that has the necessary capabilities.

import type { Client, ListOptions, LogList, Page } from "../../src/index.ts";
import { listEvseCommandLogs, listEvseStatusLogs, type Operation } from "../operations.ts";
import type { ControlledProvider, Provider, RefusingProvider, Running } from "../providers/capabilities.ts";

interface Needs {
  /** A page of logs, each of which can be requested alone. The query need not have an effect. */
  page: Provider;
  /** Several pages, filters and expanded resources. The behaviour sends few requests and changes nothing. */
  rows: Provider;
  /** Errors on demand. */
  refusals: RefusingProvider;
  /** Chargers, tokens, a rate limit and a clock that the behaviour sets. */
  control: ControlledProvider;
}

export type Need = keyof Needs;

export type Behaviour<N extends Need = Need> = {
  [Each in N]: {
    readonly title: string;
    readonly needs: Each;
    /** Set if the behaviour concerns one family of logs. */
    readonly family?: Family;
    readonly run: (provider: Needs[Each]) => Promise<void>;
  };
}[N];

/** A log of either family. */
export type Row = Readonly<Record<string, unknown>>;

/** The calls of either family. */
export interface Calls {
  list(evseId: string, query?: object, options?: ListOptions): LogList<Row>;
  get(evseId: string, timestamp: string, query?: object): Promise<Row>;
}

export interface Family {
  readonly name: "statusLogs" | "commandLogs";
  readonly scope: "evse:read" | "debug:read";
  /** The field that identifies a log, and that lists are ordered and filtered by. */
  readonly timestamp: "sampled_at" | "logged_at";
  /** The list, without the client's checks and defaults. */
  readonly operation: Operation;
}

export const statusLogs: Family = {
  name: "statusLogs",
  scope: "evse:read",
  timestamp: "sampled_at",
  operation: listEvseStatusLogs,
};
export const commandLogs: Family = {
  name: "commandLogs",
  scope: "debug:read",
  timestamp: "logged_at",
  operation: listEvseCommandLogs,
};

export function callsOf(client: Client, { name }: Family): Calls {
  return client[name] as Calls;
}

/** Returns the same behaviour for each family. */
export function ofBoth<N extends Need>(
  needs: N,
  title: string,
  run: (provider: Needs[N], family: Family) => Promise<void>,
): Behaviour<N>[] {
  return [statusLogs, commandLogs].map(
    (family) =>
      // The compiler cannot see that `needs` and `run` match while N is open.
      ({
        title: `${family.name}: ${title}`,
        needs,
        family,
        run: (provider: Needs[N]) => run(provider, family),
      }) as unknown as Behaviour<N>,
  );
}

export async function readPages(list: LogList<Row>): Promise<Page<Row>[]> {
  return await Array.fromAsync(list.pages());
}

/** Reads the first page and requests no other. */
export async function readPage(list: LogList<Row>): Promise<Page<Row>> {
  for await (const page of list.pages()) return page;
  throw new Error("a list has at least one page");
}

/** Returns what a call rejects with, or undefined if it succeeds. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

/** An exchange violated the contract or bypassed the proxy. Other failures may follow from that. */
export class WireError extends Error {
  /** Such as `GET /evses/…/status_logs answered 500: response.body.0.mode enum`. */
  readonly parts: readonly string[];

  constructor(parts: readonly string[], options: ErrorOptions) {
    super(parts.join("\n"), options);
    this.parts = parts;
  }
}

/**
 * Runs a behaviour, and throws if it fails or if an exchange violates the contract.
 *
 * @param provider has the capabilities that the behaviour needs
 */
export async function verify({ run }: Behaviour, provider: Running<Provider>): Promise<void> {
  const [result] = await Promise.allSettled([run(provider as Running<ControlledProvider>)]);
  const cause = result.status === "rejected" ? result.reason : undefined;
  const parts = provider.settle();
  if (parts.length > 0) throw new WireError(parts, { cause });
  if (result.status === "rejected") throw cause;
}
