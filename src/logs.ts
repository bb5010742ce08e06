// The log families and their calls. To add a family, add one entry to `logFamilies` once the contract has its paths.

import { createQuerySerializer } from "openapi-fetch";
import { type paths, queryParameters } from "../generated/openapi.ts";
import { type ListOptions, LogList } from "./list.ts";
import { parseLog } from "./responses.ts";
import type { Send } from "./transport/send.ts";
import type { CallOptions, Expand, Expanded } from "./types.ts";
import { checkCallOptions, checkEvseId, checkFrom, checkQuery, checkTimestamp, checkWhole } from "./validate.ts";

interface LogFamily {
  /** The path of the list. The path of a single log extends it by the timestamp. */
  readonly path: keyof paths;
  /** The field that identifies a log within its EVSE. */
  readonly timestamp: string;
  /** The name of that timestamp as an argument of `get`. */
  readonly argument: string;
  readonly scope: string;
}

export const logFamilies = {
  /** The states that an EVSE reported. Needs the scope `evse:read`. */
  statusLogs: {
    path: "/evses/{evse_id}/status_logs",
    timestamp: "sampled_at",
    argument: "sampledAt",
    scope: "evse:read",
  },
  /** The commands that were sent to an EVSE. Needs the scope `debug:read`. */
  commandLogs: {
    path: "/evses/{evse_id}/command_logs",
    timestamp: "logged_at",
    argument: "loggedAt",
    scope: "debug:read",
  },
} as const satisfies Record<string, LogFamily>;

type LogFamilies = typeof logFamilies;

/** The path of a single log of a family. */
type GetPath<Family extends LogFamily> = `${Family["path"]}/{${Family["timestamp"]}}` & keyof paths;

/** The query parameters of a path, with their names on the wire. */
type Query<Path extends keyof paths, Parameters = NonNullable<paths[Path]["get"]["parameters"]["query"]>> = {
  [Name in keyof Parameters as Exclude<Name, "expand">]: Parameters[Name] | undefined;
};

type Log<Path extends keyof paths, E extends readonly Expand[] | undefined> = Expanded<
  paths[Path]["get"]["responses"][200]["content"]["application/json"],
  E
>;

/** The calls of a log family. */
export interface LogCalls<Family extends LogFamily> {
  /**
   * Lists the logs of an EVSE, newest first. Nothing is sent before the list is read. Pages have 100 rows, the maximum,
   * unless `page_size` says otherwise.
   *
   * If a request fails part-way, the error has `resumeFrom`, provided that it is an error of this package. Errors that
   * your own code throws, such as an `auth` function, reach you unchanged.
   *
   * @example
   * const march = { sampled_at__gte: "2026-03-01T00:00:00Z", sampled_at__lte: "2026-03-31T23:59:59.999999Z" };
   * for await (const log of client.statusLogs.list(evseId, march)) console.log(log.sampled_at, log.charge_rate_watts);
   *
   * @param evseId the EVSE, such as `evse01HSH04KDEWF6Z4DB2J77J74K5`
   * @throws {InvalidArgumentError} immediately, if an argument is invalid
   */
  list<const E extends readonly Expand[] | undefined = undefined>(
    evseId: string,
    query?: Query<Family["path"]> & { expand?: E },
    options?: ListOptions,
  ): LogList<Log<GetPath<Family>, E>>;

  /**
   * Gets the log of an EVSE with the given timestamp.
   *
   * @param evseId the EVSE, such as `evse01HSH04KDEWF6Z4DB2J77J74K5`
   * @param timestamp the timestamp that identifies the log, exactly as the API reports it, such as `2024-04-17T09:39:45.984584Z`
   * @throws {NotFoundError} if there is no such log, or the token may not see it
   * @throws {InvalidArgumentError} if an argument is invalid; nothing is sent
   */
  get<const E extends readonly Expand[] | undefined = undefined>(
    evseId: string,
    timestamp: string,
    query?: Query<GetPath<Family>> & { expand?: E },
    options?: CallOptions,
  ): Promise<Log<GetPath<Family>, E>>;
}

/** The calls of every log family. */
export type LogClients = { readonly [Name in keyof LogFamilies]: LogCalls<LogFamilies[Name]> };

/** What all requests to the API have in common. */
export interface Api {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly send: Send;
}

export function createLogClients(api: Api): LogClients {
  const clients = Object.entries(logFamilies).map(([name, family]) => [name, createLogCalls(family, api)]);
  return Object.fromEntries(clients) as LogClients;
}

const serializeQuery = createQuerySerializer();

function createLogCalls(family: LogFamily, { baseUrl, headers, send }: Api): LogCalls<LogFamily> {
  const { path, timestamp: field, argument, scope } = family;
  const urlOf = (evseId: string) => `${baseUrl}${path.replace("{evse_id}", evseId)}`;

  return {
    list(evseId, query: { page_size?: number | undefined } = {}, options = {}) {
      checkEvseId(evseId);
      checkQuery(query, queryParameters[path]);
      checkCallOptions(options, ["from", "maxItems", "prefetch"]);
      checkFrom(options.from);
      checkWhole("maxItems", options.maxItems, 0);
      const firstQuery = options.from ?? serializeQuery({ ...query, page_size: query.page_size ?? 100 });
      const url = urlOf(evseId);
      return new LogList({ send, url, headers, firstQuery, scope, timestamp: field, options: { ...options } });
    },

    async get(evseId, timestamp, query = {}, options = {}) {
      checkEvseId(evseId);
      checkTimestamp(argument, timestamp);
      checkQuery(query, queryParameters[`${path}/{${field}}` as GetPath<LogFamily>]);
      checkCallOptions(options);
      const search = serializeQuery(query);
      const url = `${urlOf(evseId)}/${encodeURIComponent(timestamp)}${search && `?${search}`}`;
      return parseLog(await send({ method: "GET", url, headers }, options), scope) as never;
    },
  };
}
