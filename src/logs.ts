// The families of logs and their calls. A new family is one entry in `logFamilies`, once the contract knows its paths.

import { createQuerySerializer, type Client as HttpClient } from "openapi-fetch";
import type { paths } from "../generated/openapi.ts";
import { LogList } from "./list.ts";
import { parseLog, parseLogs, readRateLimit, throwForStatus } from "./responses.ts";
import { Draft, type Exchange } from "./transport/exchange.ts";
import type { Send, SendOptions } from "./transport/send.ts";
import type { Expand, Expanded } from "./types.ts";
import { checkCallOptions, checkEvseId, checkFrom, checkQuery, checkTimestamp, checkWhole } from "./validate.ts";

interface LogFamily {
  /** The path of the list. That of a single log is below it, named by its stamp. */
  readonly list: keyof paths;
  /** The time stamp that identifies a log of the family, together with its EVSE. */
  readonly stamp: string;
  readonly scope: string;
}

export const logFamilies = {
  /** What state an EVSE was in. Needs the scope `evse:read`. */
  statusLogs: {
    list: "/evses/{evse_id}/status_logs",
    stamp: "sampled_at",
    scope: "evse:read",
  },
  /** What an EVSE was told to do. Needs the scope `debug:read`. */
  commandLogs: {
    list: "/evses/{evse_id}/command_logs",
    stamp: "logged_at",
    scope: "debug:read",
  },
} as const satisfies Record<string, LogFamily>;

type LogFamilies = typeof logFamilies;

/** The path of a single log of a family. */
type GetPath<Family extends LogFamily> = `${Family["list"]}/{${Family["stamp"]}}` & keyof paths;

/** The query parameters of a path, by the names that they have on the wire. */
type Query<Path extends keyof paths, Parameters = NonNullable<paths[Path]["get"]["parameters"]["query"]>> = {
  [Name in keyof Parameters as Exclude<Name, "expand">]: Parameters[Name] | undefined;
};

type Log<Path extends keyof paths, E extends readonly Expand[] | undefined> = Expanded<
  paths[Path]["get"]["responses"][200]["content"]["application/json"],
  E
>;

/** What can be set for one call. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How long one attempt may take, body included. Default: the client's. */
  timeoutMs?: number | undefined;
  /** How often a request goes out again after a failure that another attempt may cure. Default: the client's. */
  maxRetries?: number | undefined;
}

/** What can be set for one list. */
export interface ListOptions extends CallOptions {
  /**
   * Where to go on from: the `next` or `previous` of a page, or the `resumeFrom` of an error. It is the whole query of
   * the first request; the query given beside it only types the result.
   */
  from?: string | undefined;
  /** Ends the items at this number, and asks for no page that it does not take. The size of the pages stays. */
  maxItems?: number | undefined;
  /** Whether, from the second page on, the next page is asked for while this one still comes. Default true. */
  prefetch?: boolean | undefined;
}

/** The two calls of a family of logs. */
export interface LogCalls<Family extends LogFamily> {
  /**
   * Lists the logs of an EVSE, newest first. Nothing is sent before the list is read. Pages have 100 rows, the most
   * that the API gives, unless `page_size` says otherwise.
   *
   * @example
   * const march = { sampled_at__gte: "2026-03-01T00:00:00Z", sampled_at__lte: "2026-03-31T23:59:59.999999Z" };
   * for await (const log of client.statusLogs.list(evseId, march)) console.log(log.sampled_at, log.charge_rate_watts);
   *
   * @param evseId the EVSE, such as `evse01HSH04KDEWF6Z4DB2J77J74K5`
   * @throws {InvalidArgumentError} at once, if an argument can't be right
   */
  list<const E extends readonly Expand[] | undefined = undefined>(
    evseId: string,
    query?: Query<Family["list"]> & { expand?: E },
    options?: ListOptions,
  ): LogList<Log<GetPath<Family>, E>>;

  /**
   * Gets the log of an EVSE that a time stamp identifies.
   *
   * @param evseId the EVSE, such as `evse01HSH04KDEWF6Z4DB2J77J74K5`
   * @param timestamp the log's identifying stamp, exactly as the log gives it, such as `2024-04-17T09:39:45.984584Z`
   * @throws {NotFoundError} if there is no such log, or the token may not see it
   * @throws {InvalidArgumentError} if an argument can't be right; nothing is sent then
   */
  get<const E extends readonly Expand[] | undefined = undefined>(
    evseId: string,
    timestamp: string,
    query?: Query<GetPath<Family>> & { expand?: E },
    options?: CallOptions,
  ): Promise<Log<GetPath<Family>, E>>;
}

/** The calls of every family. */
export type LogClients = { readonly [Name in keyof LogFamilies]: LogCalls<LogFamilies[Name]> };

/** Makes the calls of every family over one openapi-fetch client. */
export function createLogClients(http: HttpClient<paths>, send: Send): LogClients {
  const clients = Object.entries(logFamilies).map(([name, family]) => [name, createLogCalls(family, http, send)]);
  return Object.fromEntries(clients) as LogClients;
}

/** What is used of openapi-fetch's GET. Its own type wants the path as a literal; here its parameters are filled in. */
type Get = (
  path: string,
  init: {
    querySerializer: () => string;
    parseAs: "stream";
    Request: typeof Draft;
    fetch: (request: Draft) => Promise<Response>;
  },
) => Promise<unknown>;

const serializeQuery = createQuerySerializer();

function createLogCalls(family: LogFamily, http: HttpClient<paths>, send: Send): LogCalls<LogFamily> {
  const get = http.GET as unknown as Get;
  // `sampled_at` on the wire is `sampledAt` in code.
  const stampArgument = family.stamp.replace("_a", "A");

  // Not left to openapi-fetch, which knows more styles than a path needs. An id that was checked needs no encoding.
  const pathOf = (evseId: string) => family.list.replace("{evse_id}", evseId);

  async function call<R>(
    path: string,
    query: string,
    options: SendOptions,
    parse: (request: Draft, exchange: Exchange) => R | Promise<R>,
  ): Promise<R> {
    let result: R | undefined;
    await get(path, {
      querySerializer: () => query,
      // The body is read and judged here, where a failure can name the request; openapi-fetch leaves a stream alone.
      parseAs: "stream",
      Request: Draft,
      fetch: async (request) => {
        const exchange = await send(request, options);
        throwForStatus(request, exchange, [family.scope]);
        result = await parse(request, exchange);
        return exchange.response;
      },
    });
    return result as R;
  }

  return {
    list(evseId, query = {}, options = {}) {
      checkEvseId(evseId);
      checkQuery(query);
      const sendOptions = checkCallOptions(options);
      const { from, maxItems = Number.POSITIVE_INFINITY, prefetch = true } = options;
      if (from !== undefined) checkFrom(from);
      checkWhole("maxItems", maxItems, 0);
      return new LogList({
        firstQuery: from ?? serializeQuery({ ...query, page_size: (query as { page_size?: number }).page_size ?? 100 }),
        from,
        maxItems,
        prefetch,
        signal: options.signal,
        identify: (item) => (item as Record<string, unknown>)[family.stamp],
        fetchPage: (pageQuery, pageOptions) =>
          call(pathOf(evseId), pageQuery, { ...sendOptions, ...pageOptions }, async (request, exchange) => {
            await pageOptions.ready();
            return {
              items: parseLogs(request, exchange) as never[],
              rateLimit: readRateLimit(exchange.response.headers),
              response: exchange.response,
            };
          }),
      });
    },

    async get(evseId, timestamp, query = {}, options = {}) {
      checkEvseId(evseId);
      checkTimestamp(stampArgument, timestamp);
      checkQuery(query);
      return (await call(
        `${pathOf(evseId)}/${encodeURIComponent(timestamp)}`,
        serializeQuery(query),
        checkCallOptions(options),
        parseLog,
      )) as never;
    },
  };
}
