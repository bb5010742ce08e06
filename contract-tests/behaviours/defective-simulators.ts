// Simulators with one defect each, by the title of the behaviour that has to fail with them.

import { createSimulator, type Simulator } from "../../src/simulator/index.ts";
import { changeRequests, changeResponses } from "../providers/changed-fetch.ts";
import {
  type Create,
  withApi,
  withError,
  withHeader,
  withLaterParameters,
  withLinks,
  withLog,
  withOptions,
  withoutHeader,
  withoutParameters,
  withParameters,
  withRequest,
  withResponse,
} from "./defects.ts";
import { laterBy } from "./timestamps.ts";

const END = "about:blank";
const HOUR_MS = 3_600_000;
const BOTH_SCOPES = ["evse:read", "debug:read"];

function cutToMilliseconds(timestamp: string): string {
  return timestamp.replace(/(\.\d{3})\d+/, "$1");
}

/** Reads one row more than it returns, so that each page skips a row. */
const skipsARow = withApi((fetch) => {
  const sizeOf = ({ searchParams }: URL) => Number(searchParams.get("page_size") ?? 25);
  const larger = changeRequests(fetch, (url) => {
    if (sizeOf(url) < 100) url.searchParams.set("page_size", `${sizeOf(url) + 1}`);
  });
  return changeResponses(larger, ({ headers, body }, url) => {
    const size = sizeOf(url);
    const links = headers.get("Link");
    if (links === null || size === 100) return;
    body.splice(size);
    headers.set("Link", links.replaceAll(`page_size=${size + 1}`, `page_size=${size}`));
  });
});

/** Returns the log before the requested one. */
const returnsThePreviousLog = withApi((fetch) => {
  const single = /^(.*_logs)\/([^/]+)$/;
  const older = changeRequests(fetch, (url) => {
    const [, list = "", timestamp = ""] = single.exec(decodeURIComponent(url.pathname)) ?? [];
    if (list === "") return;
    url.pathname = list;
    url.searchParams.set(list.endsWith("status_logs") ? "sampled_at__lte" : "logged_at__lte", laterBy(-1, timestamp));
    url.searchParams.set("page_size", "1");
  });
  return changeResponses(older, (response, { pathname }) => {
    if (single.test(pathname)) [response.body] = [response.body].flat();
  });
});

/** Resets the rate limit at every full hour. */
const resetsEveryHour: Create = (options = {}) => {
  const simulators = new Map<number, Simulator>();
  return {
    ...createSimulator(options),
    fetch(input, init) {
      const hour = Math.floor((options.now?.() ?? 0) / HOUR_MS);
      const simulator = simulators.get(hour) ?? createSimulator(options);
      simulators.set(hour, simulator);
      return simulator.fetch(input, init);
    },
  };
};

export const defects: Readonly<Record<string, Readonly<Record<string, Create>>>> = {
  "statusLogs: a page is newest first and has page_size logs": {
    "the oldest row comes first": withResponse(({ body }) => Array.isArray(body) && body.reverse()),
    "page_size is ignored": withoutParameters(/^page_size$/),
    "a mode is unknown": withLog((log) => Object.assign(log, { mode: "Boost" })),
  },
  "statusLogs: pages are consecutive parts of one list, with links in both directions": {
    "a row between two pages is missing": skipsARow,
    "the last row of a page is repeated on the next page": withLaterParameters(/^page_after$/, 1),
    "the first row of a page is repeated on the previous page": withLaterParameters(/^page_before$/, -1),
    "next ends too early": withLinks("next", /.*/s, END),
    "previous ends too early": withLinks("previous", /.*/s, END),
    "next has the relation older": withHeader("Link", (links) => links.replace('"next"', '"older"')),
    "next and previous are swapped": withHeader("Link", (links) =>
      links.replace(/next|previous/g, (relation) => (relation === "next" ? "previous" : "next")),
    ),
    "links lack page_size": withHeader("Link", (links) => links.replace(/&page_size=\d+/g, "")),
    "page_before works like page_after": withRequest((query) => {
      const cursor = query.get("page_before");
      if (cursor !== null) query.set("page_after", cursor);
    }),
  },
  "statusLogs: next and previous lead through the same pages from end to end": {
    "next leads back to the first page": withLinks("next", /^about:blank$/, "https://example.com/?page_size=4"),
    "previous of the first page leads to itself": withLinks(
      "previous",
      /^about:blank$/,
      "https://example.com/?page_size=4",
    ),
    "page_before returns the first page": withRequest((query) => query.delete("page_before")),
    "timestamps are truncated to milliseconds": withLog((log) => {
      log.sampled_at = cutToMilliseconds(log.sampled_at);
    }),
  },
  "statusLogs: a list ends with its last page, even if that page is full": {
    "the last page is empty": withResponse(({ headers, body }) => {
      const last = '<https://example.com/?page_after=1970-01-01T00:00:00Z>; rel="next"';
      if (body.length > 0) headers.set("Link", headers.get("Link")?.replace('<about:blank>; rel="next"', last) ?? "");
    }),
    "links lack gte": withHeader("Link", (links) => links.replace(/&\w+__gte=[^&>]*/g, "")),
  },
  "commandLogs: a page has 25 logs by default, and the client requests 100": {
    "a page has 50 logs by default": withRequest((query) => {
      if (!query.has("page_size")) query.set("page_size", "50");
    }),
  },
  "commandLogs: any string is accepted as a cursor": {
    "a cursor has to be a timestamp": withRequest((query) => {
      if (query.get("page_after")?.endsWith("Z") === false) query.set("page_size", "0");
    }),
  },
  "statusLogs: page_before is ignored if page_after is given": {
    "page_after is ignored if page_before is given": withRequest((query) => {
      if (query.has("page_before")) query.delete("page_after");
    }),
  },
  "statusLogs: new logs come first and do not shift earlier pages": {
    "no new logs appear": withOptions(({ now }) => {
      const start = now?.() ?? 0;
      return { now: () => start };
    }),
  },
  "statusLogs: get returns the same log as the list": {
    "the log before it is returned": returnsThePreviousLog,
  },
  "statusLogs: a log has all fields of the contract and no others": {
    "an optional field has another name": withLog((log) => {
      log.state = log.mode;
      delete log.mode;
    }),
  },
  "commandLogs: a log has all fields of the contract and no others": {
    "an optional field is missing": withLog((log) => {
      delete log.reason;
    }),
  },
  "statusLogs: a log is visible from its logged_at on": {
    "logs are visible a minute too early": withOptions(({ now }) => ({ now: () => (now?.() ?? 0) + 60_000 })),
  },
  "statusLogs: bounds are inclusive to the microsecond": {
    "gte is exclusive": withLaterParameters(/__gte$/, 1),
    "lte is exclusive": withLaterParameters(/__lte$/, -1),
    "gte is ignored": withoutParameters(/__gte$/),
    "lte is ignored": withoutParameters(/__lte$/),
    "bounds are truncated to milliseconds": withParameters(/__[gl]te$/, cutToMilliseconds),
  },
  "statusLogs: bounds may be written in any time zone": {
    "time zones are ignored": withParameters(/__[gl]te$/, (timestamp) => timestamp.replace(/[+-]\d\d:\d\d$/, "Z")),
  },
  "commandLogs: bounds apply to every page, in both directions": {
    "links lack the bounds": withHeader("Link", (links) => links.replace(/&\w+__[gl]te=[^&>]*/g, "")),
  },
  "statusLogs: expand embeds the EVSE and its related resources": {
    "expand is ignored": withoutParameters(/^expand$/),
    "only the last of several expand values counts": withRequest((query) => {
      const last = query.getAll("expand").at(-1);
      if (last !== undefined) query.set("expand", last);
    }),
  },
  "statusLogs: expand=[evse] applies to every page and to a single log": {
    "the EVSE embeds its model": withRequest((query) => {
      if (query.has("expand", "evse")) query.append("expand", "evse.model");
    }),
    "links lack expand": withHeader("Link", (links) => links.replace(/&expand=[^&>]*/g, "")),
  },
  "listEvseStatusLogs: 400 becomes ApiError with its problem": {
    "a 400 has the media type of JSON": withError(400, ({ headers }) =>
      headers.set("Content-Type", "application/json"),
    ),
    "an empty expand is ignored": withParameters(/^expand$/, (path) => path || undefined),
  },
  "getEvseStatusLog: 401 becomes AuthenticationError with its problem": {
    "403 in place of 401": withError(401, (response) => Object.assign(response, { status: 403 })),
  },
  "listEvseCommandLogs: 403 becomes PermissionError with its problem": {
    "404 in place of 403": withError(403, (response) => Object.assign(response, { status: 404 })),
  },
  "listEvseStatusLogs: 404 becomes NotFoundError with its problem": {
    "an unknown EVSE has an empty list": withError(404, (response) => {
      Object.assign(response, { status: 200, body: [] });
      response.headers.set("Content-Type", "application/json");
      response.headers.set("Link", '<about:blank>; rel="next"');
    }),
  },
  "getEvseCommandLog: 406 becomes ApiError with its problem": {
    "Accept is ignored": withRequest((_, headers) => headers.set("Accept", "*/*")),
  },
  "getEvseCommandLog: 429 becomes RateLimitError with its problem": {
    "there is no rate limit": withOptions(() => ({ rateLimit: 1_000_000 })),
    "Retry-After is missing": withoutHeader("Retry-After"),
  },
  "getEvseStatusLog: 429 states the wait in its header and its detail": {
    "Retry-After is in minutes": withHeader("Retry-After", (seconds) => `${Number(seconds) / 60}`),
  },
  "statusLogs: a list continues with a new token after its token expires": {
    "expired tokens are still valid": withOptions(({ auth }) => ({ auth: { ...auth, tokenTtlSeconds: 36_000 } })),
  },
  "commandLogs: a token gives access only to the logs of its scope": {
    "scopes are not checked": withOptions(() => ({ auth: { tokens: { narrow: BOTH_SCOPES } } })),
  },
  "commandLogs: each page reports the remaining requests": {
    "the remaining requests stay the same": withHeader("X-RateLimit-Remaining", () => "3"),
  },
  "the rate limit applies to a rolling hour and does not count refused requests": {
    "the rate limit is reset at every full hour": resetsEveryHour,
  },
};
