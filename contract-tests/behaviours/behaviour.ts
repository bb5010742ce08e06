// What a behaviour is: something that holds for the client with any provider that has what it takes to show it.

import type { Client, ListOptions, LogList, Page } from "../../src/index.ts";
import { listEvseCommandLogs, listEvseStatusLogs, type Operation } from "../operations.ts";
import type { ControlledProvider, Provider, RefusingProvider } from "../providers.ts";

/** What it takes to show a behaviour. */
interface Needs {
  /** A page of logs that can be got one by one. Nothing has to depend on the query. */
  page: Provider;
  /** Several pages, filters and expanded resources. It takes few requests, and changes nothing. */
  rows: Provider;
  /** Being brought to refuse. */
  refusals: RefusingProvider;
  /** Chargers, tokens, an allowance and a time of its own, all as the behaviour wants them. */
  control: ControlledProvider;
}

export type Need = keyof Needs;

export type Behaviour<N extends Need = Need> = {
  [Each in N]: {
    readonly title: string;
    readonly needs: Each;
    /** If it is about one family of logs. */
    readonly family?: Family;
    readonly run: (provider: Needs[Each]) => Promise<void>;
  };
}[N];

/** A log of either family. */
export type Row = Readonly<Record<string, unknown>>;

/** The calls of either family. */
export interface Calls {
  list(evseId: string, query?: object, options?: ListOptions): LogList<Row>;
  get(evseId: string, stamp: string, query?: object): Promise<Row>;
}

export interface Family {
  readonly name: "statusLogs" | "commandLogs";
  readonly scope: "evse:read" | "debug:read";
  /** What identifies a log, and what the list is ordered and filtered by. */
  readonly stamp: "sampled_at" | "logged_at";
  /** The list, without the client's checks and defaults. */
  readonly operation: Operation;
}

export const statusLogs: Family = {
  name: "statusLogs",
  scope: "evse:read",
  stamp: "sampled_at",
  operation: listEvseStatusLogs,
};
export const commandLogs: Family = {
  name: "commandLogs",
  scope: "debug:read",
  stamp: "logged_at",
  operation: listEvseCommandLogs,
};

export function callsOf(client: Client, { name }: Family): Calls {
  return client[name] as Calls;
}

/** Gives the same behaviour of each family, which differ in nothing but names. */
export function ofBoth<N extends Need>(
  needs: N,
  title: string,
  run: (provider: Needs[N], family: Family) => Promise<void>,
): Behaviour<N>[] {
  return [statusLogs, commandLogs].map(
    (family) =>
      // That `needs` and `run` fit together is beyond the compiler while N is open.
      ({
        title: `${family.name}: ${title}`,
        needs,
        family,
        run: (provider: Needs[N]) => run(provider, family),
      }) as unknown as Behaviour<N>,
  );
}

/** Reads all pages. */
export async function readPages(list: LogList<Row>): Promise<Page<Row>[]> {
  return await Array.fromAsync(list.pages());
}

/** Reads the first page, and asks for no more. */
export async function readPage(list: LogList<Row>): Promise<Page<Row>> {
  for await (const page of list.pages()) return page;
  throw new Error("a list has at least one page");
}

/** Gives what a call rejects with; undefined if it is answered. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}
