// The four operations, and how to call each of them: as a user does, or without the client's own checks.

import type { Client } from "../src/index.ts";
import { EVSE_ID, TIMESTAMP } from "./fixtures.ts";

export interface Parameters {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, unknown>;
  /** Replace the client's own headers; null removes one. */
  readonly headers?: Record<string, string | null>;
}

interface Result {
  readonly response: Response;
  readonly data?: unknown;
  readonly error?: unknown;
}

interface Facts<Id extends string> {
  readonly id: Id;
  readonly template: string;
  readonly scope: string;
  /** Uses the typed call, and reads a list to its end. */
  readonly call: (client: Client) => Promise<unknown>;
}

function operation<Id extends string>(facts: Facts<Id>) {
  return {
    ...facts,
    /** Uses `client.http`, which does not check its arguments. */
    send(client: Client, { path, query = {}, headers = {} }: Parameters = {}): Promise<Result> {
      const get = client.http.GET as unknown as (path: string, init: object) => Promise<Result>;
      const known = { evse_id: EVSE_ID, sampled_at: TIMESTAMP, logged_at: TIMESTAMP };
      return get(facts.template, { params: { path: { ...known, ...path }, query }, headers });
    },
  };
}

export const listEvseStatusLogs = operation({
  id: "listEvseStatusLogs",
  template: "/evses/{evse_id}/status_logs",
  scope: "evse:read",
  call: (client) => client.statusLogs.list(EVSE_ID).toArray(),
});
export const getEvseStatusLog = operation({
  id: "getEvseStatusLog",
  template: "/evses/{evse_id}/status_logs/{sampled_at}",
  scope: "evse:read",
  call: (client) => client.statusLogs.get(EVSE_ID, TIMESTAMP),
});
export const listEvseCommandLogs = operation({
  id: "listEvseCommandLogs",
  template: "/evses/{evse_id}/command_logs",
  scope: "debug:read",
  call: (client) => client.commandLogs.list(EVSE_ID).toArray(),
});
export const getEvseCommandLog = operation({
  id: "getEvseCommandLog",
  template: "/evses/{evse_id}/command_logs/{logged_at}",
  scope: "debug:read",
  call: (client) => client.commandLogs.get(EVSE_ID, TIMESTAMP),
});

export const lists = [listEvseStatusLogs, listEvseCommandLogs];
export const operations = [listEvseStatusLogs, getEvseStatusLog, listEvseCommandLogs, getEvseCommandLog];

export type Operation = (typeof operations)[number];
