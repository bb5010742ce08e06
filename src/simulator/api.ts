// The API below `/v2`: its four operations, and the order in which a request can fail.

import { acceptsJson } from "./accept.ts";
import { json, Refusal } from "./answers.ts";
import { type Charger, createCharger } from "./charger.ts";
import { knownFrom, linkHeader, readPage } from "./pages.ts";
import { checkVersion, readEvseId, readExpand, readListQuery, readStamp } from "./parameters.ts";
import { rateLimited, refusal } from "./problems.ts";
import { evseResource } from "./resources.ts";
import type { Entry, Series } from "./series.ts";
import type { Access, Tokens } from "./tokens.ts";

/** A kind of log. */
interface Family {
  readonly scope: string;
  /** What identifies a log of an EVSE. */
  readonly field: "sampled_at" | "logged_at";
  readonly seriesOf: (charger: Charger) => Series;
  /** The path in a log's `url`. It is a label: the provider writes `evse` where its own path has `evses`. */
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

export interface ApiSettings {
  readonly seed: number;
  readonly evseIds: readonly string[];
  readonly fromUs: number;
  readonly toUs: number;
  readonly intervalUs: number;
  readonly rateLimit: number;
}

export interface Api {
  /** @throws {Refusal} */
  answer(request: Request, now: number): Response;
  /** The headers of every answer to this request, whatever comes of it. */
  usualHeaders(request: Request, now: number): Readonly<Record<string, string>>;
}

export function createApi(settings: ApiSettings, tokens: Tokens): Api {
  const { seed, evseIds, rateLimit } = settings;
  const chargers = new Map(evseIds.map((evseId) => [evseId, createCharger({ ...settings, evseId })]));
  const accessOf = ({ headers }: Request, now: number) => tokens.access(headers.get("Authorization"), now);

  return {
    answer(request, now) {
      const url = new URL(request.url);
      const [, evseSegment = "", kind, stampSegment] = PATH.exec(url.pathname) ?? [];
      const family = FAMILIES.get(kind);
      checkAccess(accessOf(request, now), family, now);
      if (!acceptsJson(request.headers.get("Accept"))) throw refusal(406);
      if (!family) throw refusal(404);
      if (request.method !== "GET" && request.method !== "HEAD") throw refusal(405, { Allow: "GET, HEAD" });

      checkVersion(request.headers.get("EvEnergy-Version"));
      const evseId = readEvseId(evseSegment);
      const expanded = readExpand(url.searchParams);
      const operation = stampSegment === undefined ? list(url, family) : single(stampSegment, family);

      const charger = chargers.get(evseId);
      if (!charger) throw refusal(404);
      const nowUs = Math.floor(now * 1000);
      const baseUrl = `${url.origin}/v2`;
      const urlOf = ({ label, field }: Family, { fields }: Entry) => `${baseUrl}/${label(evseId)}/${fields[field]}/`;
      const latestStatusLog = () => {
        const [latest] = knownFrom(charger.status, Infinity, nowUs);
        return latest ? urlOf(STATUS_LOGS, latest) : null;
      };
      const evse = evseResource({ seed, evseId, baseUrl, expanded, latestStatusLog });
      return operation({
        series: family.seriesOf(charger),
        nowUs,
        show: (entry) => ({ url: urlOf(family, entry), ...entry.fields, evse }),
      });
    },

    usualHeaders(request, now) {
      const remaining = accessOf(request, now)?.allowance.remaining(now) ?? rateLimit;
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
  const waitSeconds = access.allowance.spend(now);
  if (waitSeconds > 0) throw new Refusal(rateLimited(String(waitSeconds)));
}

/** An operation whose parameters are good, with all it needs to be answered. */
type Operation = (logs: {
  readonly series: Series;
  readonly nowUs: number;
  readonly show: (entry: Entry) => object;
}) => Response;

function list(url: URL, { field }: Family): Operation {
  const query = readListQuery(url.searchParams, field);
  return ({ series, nowUs, show }) => {
    const page = readPage(series, query, nowUs);
    return json(page.entries.map(show), { headers: { Link: linkHeader(url, page, query.kept) } });
  };
}

function single(segment: string, { field }: Family): Operation {
  const stampUs = readStamp(field, segment);
  return ({ series, nowUs, show }) => {
    const [entry] = knownFrom(series, stampUs, nowUs);
    if (entry?.stampUs !== stampUs) throw refusal(404);
    return json(show(entry));
  };
}
