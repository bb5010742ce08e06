// Simulators that each do one thing wrong, under the title of the behaviour that has to fail with them.

import { createSimulator, type Simulator } from "../src/simulator/index.ts";
import { alteredAnswers, alteredRequests } from "./altered.ts";
import { laterBy } from "./behaviours/stamps.ts";
import {
  answered,
  asked,
  type Create,
  headed,
  ignored,
  logged,
  made,
  mistaken,
  moved,
  refused,
  spoilt,
} from "./spoiling.ts";

const END = "about:blank";
const HOUR_MS = 3_600_000;
const BOTH_SCOPES = ["evse:read", "debug:read"];

function cutToMilliseconds(stamp: string): string {
  return stamp.replace(/(\.\d{3})\d+/, "$1");
}

/** Has the links of a relation lead elsewhere. */
function led(relation: string, from: RegExp, to: string): Create {
  return headed("Link", (links) =>
    links.replace(/<([^>]*)>; rel="(\w+)"/g, (link, target, rel) =>
      rel === relation ? `<${target.replace(from, to)}>; rel="${rel}"` : link,
    ),
  );
}

/** Gives one row more than it shows. */
const skipping = spoilt((fetch) => {
  const sizeOf = ({ searchParams }: URL) => Number(searchParams.get("page_size") ?? 25);
  const larger = alteredRequests(fetch, (url) => {
    if (sizeOf(url) < 100) url.searchParams.set("page_size", `${sizeOf(url) + 1}`);
  });
  return alteredAnswers(larger, ({ headers, body }, url) => {
    const size = sizeOf(url);
    const links = headers.get("Link");
    if (links === null || size === 100) return;
    body.splice(size);
    headers.set("Link", links.replaceAll(`page_size=${size + 1}`, `page_size=${size}`));
  });
});

/** Gives the log before the one that was asked for. */
const neighbouring = spoilt((fetch) => {
  const single = /^(.*_logs)\/([^/]+)$/;
  const older = alteredRequests(fetch, (url) => {
    const [, list = "", stamp = ""] = single.exec(decodeURIComponent(url.pathname)) ?? [];
    if (list === "") return;
    url.pathname = list;
    url.searchParams.set(list.endsWith("status_logs") ? "sampled_at__lte" : "logged_at__lte", laterBy(-1, stamp));
    url.searchParams.set("page_size", "1");
  });
  return alteredAnswers(older, (answer, { pathname }) => {
    if (single.test(pathname)) [answer.body] = [answer.body].flat();
  });
});

/** Forgets all that it counted whenever the clock strikes. */
const striking: Create = (options = {}) => {
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

export const mutants: Readonly<Record<string, Readonly<Record<string, Create>>>> = {
  "statusLogs: a page is newest first, and as long as it was asked for": {
    "the oldest row comes first": answered(({ body }) => Array.isArray(body) && body.reverse()),
    "page_size is ignored": ignored(/^page_size$/),
    "logs are called problems": headed("Content-Type", () => "application/problem+json"),
    "EvEnergy-Version is missing": headed("EvEnergy-Version"),
    "EvEnergy-Version is 3": headed("EvEnergy-Version", () => "3"),
    "Link is missing": headed("Link"),
    "X-RateLimit-Limit is no number": headed("X-RateLimit-Limit", () => "many"),
    "X-RateLimit-Remaining is missing": headed("X-RateLimit-Remaining"),
    "a mode that nobody knows": logged((log) => Object.assign(log, { mode: "Boost" })),
    "a reading is a string": logged((log) => Object.assign(log, { charge_rate_watts: "7180" })),
    "a required field has another name": logged((log) => {
      log.loggedAt = log.logged_at;
      delete log.logged_at;
    }),
  },
  "commandLogs: a page is newest first, and as long as it was asked for": {
    "the EVSE is null": logged((log) => Object.assign(log, { evse: null })),
    "a reason that nobody knows": logged((log) => Object.assign(log, { reason: "BOREDOM" })),
    "the command's id is no UUID": logged((log) => Object.assign(log, { internal_command_id: "1" })),
  },
  "statusLogs: pages are parts of one list, and lead back and forth": {
    "a row is left out between two pages": skipping,
    "the last row of a page is the first of the next": moved(/^page_after$/, 1),
    "the first row of a page is the last of the one before": moved(/^page_before$/, -1),
    "next is an end too early": led("next", /.*/s, END),
    "previous is an end too early": led("previous", /.*/s, END),
    "next is called older": headed("Link", (links) => links.replace('"next"', '"older"')),
    "next and previous are swapped": headed("Link", (links) =>
      links.replace(/next|previous/g, (relation) => (relation === "next" ? "previous" : "next")),
    ),
    "links lose page_size": headed("Link", (links) => links.replace(/&page_size=\d+/g, "")),
    "page_before is taken for page_after": asked((query) => {
      const cursor = query.get("page_before");
      if (cursor !== null) query.set("page_after", cursor);
    }),
  },
  "statusLogs: both directions lead from end to end through the same pages": {
    "next leads back to the first page": led("next", /^about:blank$/, "https://example.com/?page_size=4"),
    "previous of the first page leads to it": led("previous", /^about:blank$/, "https://example.com/?page_size=4"),
    "the first page before a cursor is given": asked((query) => query.delete("page_before")),
    "stamps are cut to milliseconds": logged((log) => {
      log.sampled_at = cutToMilliseconds(log.sampled_at);
    }),
  },
  "statusLogs: a list whose last page is full ends with it": {
    "an empty page comes last": answered(({ headers, body }) => {
      const last = '<https://example.com/?page_after=1970-01-01T00:00:00Z>; rel="next"';
      if (body.length > 0) headers.set("Link", headers.get("Link")?.replace('<about:blank>; rel="next"', last) ?? "");
    }),
    "links lose gte": headed("Link", (links) => links.replace(/&\w+__gte=[^&>]*/g, "")),
  },
  "commandLogs: a page has 25 logs unless told otherwise, by the client 100": {
    "a page has 50 logs unless told otherwise": asked((query) => {
      if (!query.has("page_size")) query.set("page_size", "50");
    }),
  },
  "commandLogs: any string is a cursor, even if it leads nowhere": {
    "a cursor has to be a stamp": asked((query) => {
      if (query.get("page_after")?.endsWith("Z") === false) query.set("page_size", "0");
    }),
  },
  "statusLogs: page_before is ignored beside page_after": {
    "page_after is ignored beside page_before": asked((query) => {
      if (query.has("page_before")) query.delete("page_after");
    }),
  },
  "statusLogs: what comes later is on top, and moves no page read before": {
    "nothing comes later": made(({ now }) => {
      const start = now?.() ?? 0;
      return { now: () => start };
    }),
  },
  "statusLogs: a log that is got by its stamp is the one of the list": {
    "the log before it is given": neighbouring,
  },
  "statusLogs: a log has every field of the contract, and no other": {
    "an optional field has another name": logged((log) => {
      log.state = log.mode;
      delete log.mode;
    }),
  },
  "commandLogs: a log has every field of the contract, and no other": {
    "an optional field is missing": logged((log) => {
      delete log.reason;
    }),
  },
  "statusLogs: a log is there from the moment when it was logged": {
    "logs are there a minute before": made(({ now }) => ({ now: () => (now?.() ?? 0) + 60_000 })),
  },
  "statusLogs: bounds include what lies on them, and nothing else": {
    "gte is exclusive": moved(/__gte$/, 1),
    "lte is exclusive": moved(/__lte$/, -1),
    "gte takes in a microsecond more": moved(/__gte$/, -1),
    "lte takes in a microsecond more": moved(/__lte$/, 1),
    "gte is ignored": ignored(/__gte$/),
    "lte is ignored": ignored(/__lte$/),
    "bounds are cut to milliseconds": mistaken(/__[gl]te$/, cutToMilliseconds),
  },
  "statusLogs: bounds are moments, in whatever zone they are written": {
    "zones are ignored": mistaken(/__[gl]te$/, (stamp) => stamp.replace(/[+-]\d\d:\d\d$/, "Z")),
  },
  "commandLogs: bounds hold on every page, in both directions": {
    "links lose the bounds": headed("Link", (links) => links.replace(/&\w+__[gl]te=[^&>]*/g, "")),
  },
  "statusLogs: expand brings in the EVSE, and all that it leads to": {
    "expand is ignored": ignored(/^expand$/),
    "of several expand the last counts": asked((query) => {
      const last = query.getAll("expand").at(-1);
      if (last !== undefined) query.set("expand", last);
    }),
  },
  "statusLogs: expand=[evse] on each page and in a single log": {
    "the EVSE brings in its model": asked((query) => {
      if (query.has("expand", "evse")) query.append("expand", "evse.model");
    }),
    "links lose expand": headed("Link", (links) => links.replace(/&expand=[^&>]*/g, "")),
  },
  "listEvseStatusLogs: 400 arrives as ApiError, with its problem": {
    "a 400 lacks its title": refused(400, ({ body }) => delete body.title),
    "a 400 is called JSON": refused(400, ({ headers }) => headers.set("Content-Type", "application/json")),
    "expand= is passed over": mistaken(/^expand$/, (path) => path || undefined),
  },
  "getEvseStatusLog: 401 arrives as AuthenticationError, with its problem": {
    "403 in place of 401": refused(401, (answer) => Object.assign(answer, { status: 403 })),
    "a 401 lacks its detail": refused(401, ({ body }) => delete body.detail),
  },
  "listEvseCommandLogs: 403 arrives as PermissionError, with its problem": {
    "404 in place of 403": refused(403, (answer) => Object.assign(answer, { status: 404 })),
    "a 403 says so in other words": refused(403, ({ body }) => Object.assign(body, { detail: "No." })),
  },
  "listEvseStatusLogs: 404 arrives as NotFoundError, with its problem": {
    "an unknown EVSE has an empty list": refused(404, (answer) => {
      Object.assign(answer, { status: 200, body: [] });
      answer.headers.set("Content-Type", "application/json");
      answer.headers.set("Link", '<about:blank>; rel="next"');
    }),
    "a 404 is a string": refused(404, (answer) => Object.assign(answer, { body: "Not found" })),
  },
  "getEvseCommandLog: 406 arrives as ApiError, with its problem": {
    "Accept is ignored": asked((_, headers) => headers.set("Accept", "*/*")),
  },
  "getEvseCommandLog: 429 arrives as RateLimitError, with its problem": {
    "the allowance has no end": made(() => ({ rateLimit: 1_000_000 })),
    "Retry-After is missing": headed("Retry-After"),
    "Retry-After is a date": headed("Retry-After", () => "Wed, 17 Apr 2024 13:00:00 GMT"),
  },
  "getEvseStatusLog: 429 says how long to wait, in its header and in words": {
    "Retry-After is in minutes": headed("Retry-After", (seconds) => `${Number(seconds) / 60}`),
  },
  "statusLogs: a list outlives its token that expires half-way": {
    "expired tokens are still good": made(({ auth }) => ({ auth: { ...auth, tokenTtlSeconds: 36_000 } })),
  },
  "commandLogs: a token is good for the family of its scope alone": {
    "scopes are not looked at": made(() => ({ auth: { tokens: { narrow: BOTH_SCOPES } } })),
  },
  "commandLogs: each page counts down what is left": {
    "what is left stays the same": headed("X-RateLimit-Remaining", () => "3"),
  },
  "the hour is a rolling one, and a refused request costs nothing": {
    "the hour begins on the clock": striking,
  },
};
