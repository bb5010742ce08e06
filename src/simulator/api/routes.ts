// The API below `/v2`: its four operations and the checks that precede them.

import { type Charger, type ChargerSettings, createCharger } from "../charger/charger.ts";
import { Random } from "../charger/random.ts";
import type { Entry, Series } from "../charger/series.ts";
import { acceptsJson, json, Refusal } from "./http.ts";
import { linkHeader, readPage } from "./pages.ts";
import { checkAge, checkVersion, readEvseId, readExpand, readListQuery, readTimestamp } from "./parameters.ts";
import { rateLimited, refusal } from "./problems.ts";
import { evseResource } from "./resources.ts";
import type { Access, Tokens } from "./tokens.ts";

/** A kind of log. */
interface Family {
  readonly scope: string;
  /** The field that identifies a log of an EVSE. */
  readonly field: "sampled_at" | "logged_at";
  readonly seriesOf: (charger: Charger) => Series;
  /** The path in a log's `url`. The provider really writes `evse` there, although its own path has `evses`. */
  readonly label: (evseId: string) => string;
}

const STATUS_LOGS: Family = {
  scope: "evse:read",
  field: "sampled_at",
  seriesOf: ({ status }) => status,
  label: (evseId) => `evse/${evseId}/status_logs`,
};

const COMMAND_LOGS: Family = {
  scope: "debug:read",
  field: "logged_at",
  seriesOf: ({ commands }) => commands,
  label: (evseId) => `evses/${evseId}/command_logs`,
};

const FAMILIES = new Map<string | undefined, Family>([
  ["status_logs", STATUS_LOGS],
  ["command_logs", COMMAND_LOGS],
]);

const PATH = /^\/v2\/evses\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/;

export interface ApiSettings extends ChargerSettings {
  readonly evseIds: readonly string[];
  readonly rateLimit: number;
}

export function createApi(settings: ApiSettings, tokens: Tokens) {
  const { seed, evseIds, rateLimit, disorder } = settings;
  const chargers = new Map(evseIds.map((evseId) => [evseId, createCharger(evseId, settings)]));
  const accessOf = ({ headers }: Request, now: number) => tokens.access(headers.get("Authorization"), now);
  let laterPages = 0;
  const isMissing = () => new Random(seed, "requests", laterPages++).chance(disorder.missingPages);
  const canExpire = (us: number) => new Random(seed, "cursors", us).chance(disorder.refusedCursors);

  /** An operation whose parameters are valid. */
  type Operation = (series: Series, nowUs: number, toLog: (entry: Entry) => object) => Response;

  function list(url: URL, { field }: Family): Operation {
    const query = readListQuery(url.searchParams, field);
    return (series, nowUs, toLog) => {
      checkAge(query.cursor, nowUs);
      if (query.cursor.us !== Infinity && isMissing()) throw refusal(404);
      const page = readPage(series, query, nowUs);
      const links = linkHeader(url, page, query.kept, (us) => (canExpire(us) ? nowUs : undefined));
      return json(page.entries.map(toLog), { headers: { Link: links } });
    };
  }

  function single(segment: string, { field }: Family): Operation {
    const us = readTimestamp(field, segment);
    return (series, nowUs, toLog) => {
      for (const entry of series.ascending({ fromUs: us, toUs: us, nowUs })) return json(toLog(entry));
      throw refusal(404);
    };
  }

  return {
    /** @throws {Refusal} */
    respond(request: Request, now: number): Response {
      const url = new URL(request.url);
      const [, evseSegment = "", kind, timestampSegment] = PATH.exec(url.pathname) ?? [];
      const family = FAMILIES.get(kind);
      checkAccess(accessOf(request, now), family, now);
      if (!acceptsJson(request.headers.get("Accept"))) throw refusal(406);
      if (!family) throw refusal(404);
      if (request.method !== "GET" && request.method !== "HEAD") throw refusal(405, { Allow: "GET, HEAD" });

      checkVersion(request.headers.get("EvEnergy-Version"));
      const evseId = readEvseId(evseSegment);
      const expanded = readExpand(url.searchParams);
      const operation = timestampSegment === undefined ? list(url, family) : single(timestampSegment, family);

      const charger = chargers.get(evseId);
      if (!charger) throw refusal(404);
      const nowUs = Math.floor(now * 1000);
      const baseUrl = `${url.origin}/v2`;
      const urlOf = ({ label, field }: Family, { fields }: Entry) => `${baseUrl}/${label(evseId)}/${fields[field]}/`;
      const latestStatusLog = () => {
        for (const entry of charger.status.descending({ fromUs: -Infinity, toUs: Infinity, nowUs })) {
          return urlOf(STATUS_LOGS, entry);
        }
        return null;
      };
      const evse = evseResource({ seed, evseId, baseUrl, expanded, latestStatusLog });
      const toLog = (entry: Entry) => ({ url: urlOf(family, entry), ...entry.fields, evse });
      return operation(family.seriesOf(charger), nowUs, toLog);
    },

    /** Returns the headers of every response to this request, errors included. */
    usualHeaders(request: Request, now: number) {
      const remaining = accessOf(request, now)?.quota.remaining(now) ?? rateLimit;
      return {
        "EvEnergy-Version": "2",
        "X-RateLimit-Limit": String(rateLimit),
        "X-RateLimit-Remaining": String(remaining),
      };
    },
  };
}

function checkAccess(access: Access | undefined, family: Family | undefined, now: number): void {
  if (!access) throw refusal(401);
  if (family && !access.scopes.includes(family.scope)) throw refusal(403);
  const waitSeconds = access.quota.spend(now);
  if (waitSeconds > 0) throw new Refusal(rateLimited(String(waitSeconds)));
}
