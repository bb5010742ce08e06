// The faults that every peer is exposed to, and what counts as surviving one.

import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import * as faults from "../../tests/support/failing-steps.ts";
import { problem, type Step } from "../../tests/support/scripted-origin.ts";
import { hundred, list, withOrigin } from "./fault-origin.ts";
import { drain, failed, judge, judgeRows, passed, range, TOKEN, tryOut, type Verdict } from "./fault-trial.ts";
import type { Peer } from "./peers/peers.ts";

export interface Case {
  readonly title: string;
  /** Whether the library offers the feature at all. */
  readonly applies?: (peer: Peer) => boolean;
  readonly run: (peer: Peer) => Promise<Verdict>;
  /** Whether it measures milliseconds, so that nothing may run at the same time. */
  readonly isTimed?: true;
}

/** The fault replaces the second of three pages, once. */
const once = (title: string, fault: Step, options?: { timeoutMs: number }): Case => ({
  title,
  run: (peer) =>
    tryOut(
      peer,
      list({ faults: { 100: [fault] } }),
      async ({ reader }) => judgeRows(await drain(reader.pages()), range(300)),
      options,
    ),
});

const unavailable = faults.html(503);

export const faultCases: readonly Case[] = [
  once("connection reset before the headers", faults.resetBeforeHeaders),
  once("body cut short", faults.cutBody),
  once("body stalls (timeout of 500 ms)", faults.stallBody, { timeoutMs: 500 }),
  once("503 with HTML, then a success", unavailable),
  {
    title: "429 with `Retry-After: 1`, not undercut",
    run: (peer) =>
      tryOut(peer, list({ faults: { 100: [faults.limited({ "retry-after": "1" })] } }), async ({ reader, origin }) => {
        const outcome = await drain(reader.pages());
        const [refusedAt, repeatedAt] = origin.requests
          .filter(({ place }) => place === 100)
          .map(({ cameAt }) => cameAt);
        const waitedMs = (repeatedAt ?? Number.NaN) - (refusedAt ?? Number.NaN);
        // Timers may be early by a fraction of a millisecond.
        return waitedMs < 999 ? failed("retries too soon") : judgeRows(outcome, range(300));
      }),
  },
  {
    title: "429 with a wait of an hour: the call fails at once",
    run: (peer) =>
      tryOut(
        peer,
        list({ faults: { 100: Array(10).fill(faults.limited({ "retry-after": "3600" })) } }),
        async ({ reader, origin }) => {
          const { ended } = await drain(reader.pages());
          const requests = origin.requests.filter(({ place }) => place === 100).length;
          if (ended === "hangs") return failed("sleeps");
          if (requests > 1) return failed("requests it again");
          return judge(ended === "error", "ends without an error");
        },
      ),
  },
  {
    title: "HTML with 200: an error, not a page",
    run: (peer) =>
      tryOut(peer, list({ faults: { 100: [faults.html(200)] } }), async ({ reader }) => {
        const outcome = await drain(reader.pages());
        return outcome.ended === "error" ? passed : judgeRows(outcome, range(300));
      }),
  },
  {
    title: "link to another host: the token is not sent there",
    run: (peer) =>
      withOrigin(list({ rows: 100 }), (other) =>
        tryOut(
          peer,
          list({
            link: (place) => (place === 0 ? `<http://${other.host}/v2/x?page_after=100>; rel="next"` : undefined),
          }),
          async ({ reader }) => {
            await drain(reader.pages());
            return judge(!JSON.stringify(other.requests).includes(TOKEN), "sends the token there");
          },
        ),
      ),
  },
  {
    title: "link with commas and quotes",
    run: (peer) => {
      const link = (_: number, next?: string) =>
        next && `<${next}&at=1,2>; title="older, \\"older\\"; rel=x"; rel="next"`;
      return tryOut(peer, list({ link }), async ({ reader }) => judgeRows(await drain(reader.pages()), range(300)));
    },
  },
  {
    title: "links that form a loop",
    run: (peer) => {
      const link = (place: number, next?: string) =>
        `<${(next ?? "").replace(/page_after=\d+/, `page_after=${place === 100 ? 0 : 100}`)}>; rel="next"`;
      return tryOut(peer, list({ rows: 1_000_000, link }), async ({ reader }) => {
        const { ended } = await drain(reader.pages());
        return judge(ended === "error" || ended === "done", "never ends");
      });
    },
  },
  {
    title: "empty page in the middle",
    run: (peer) =>
      tryOut(peer, list({ items: (place) => (place === 100 ? [] : hundred(place)) }), async ({ reader }) =>
        judgeRows(await drain(reader.pages()), [...range(100), ...range(100, 200)]),
      ),
  },
  {
    title: "`about:blank` as the last link, as this provider sends it",
    run: (peer) =>
      tryOut(peer, list({ link: (_, next) => `<${next ?? "about:blank"}>; rel="next"` }), async ({ reader }) =>
        judgeRows(await drain(reader.pages()), range(300)),
      ),
  },
  {
    title: "row repeated at a page boundary",
    run: (peer) =>
      tryOut(
        peer,
        list({ items: (place) => (place === 100 ? [...hundred(99).slice(0, 1), ...hundred(100)] : hundred(place)) }),
        async ({ reader }) => judgeRows(await drain(reader.pages()), range(300)),
      ),
  },
  {
    title: "expired token: renewed once for ten concurrent calls",
    applies: ({ renewing }) => renewing !== undefined,
    run: (peer) =>
      tryOut(
        peer,
        list({ rows: 100 }),
        async ({ reader, origin }) => {
          await drain(reader.pages());
          for (const { authorization } of origin.requests) origin.revoked.add(authorization ?? "");
          const before = origin.requests.length;
          const outcomes = await Promise.all(Array.from({ length: 10 }, () => drain(reader.pages())));
          const renewals = origin.requests.slice(before).filter(({ place }) => place === undefined).length;
          if (!outcomes.every((outcome) => judgeRows(outcome, range(100)).passed)) return failed("calls fail");
          return judge(renewals === 1, `renewed ${renewals} times`);
        },
        { renews: true },
      ),
  },
  abortCase("abort during a back-off: ends within 50 ms", Array(10).fill(retryLater()), ({ retries }) => retries),
  abortCase("abort during a stalled body: ends within 50 ms", [faults.stallBody], () => true),
  {
    title: "no token in the logged error",
    run: async (peer) => {
      for (const fault of [problem(404, "Not Found", "No such EVSE"), faults.resetBeforeHeaders]) {
        const verdict = await tryOut(peer, list({ faults: { 0: Array(10).fill(fault) } }), async ({ reader }) => {
          const { error } = await drain(reader.pages());
          return judge(!inspect(error).includes(TOKEN), "shows it");
        });
        if (!verdict.passed) return verdict;
      }
      return passed;
    },
  },
  {
    title: "no token in the logged client",
    applies: ({ packages, name }) => packages.length > 0 || name === "ev-energy-logs",
    run: (peer) =>
      tryOut(peer, list(), async ({ reader }) => judge(!inspect(reader.client).includes(TOKEN), "shows it")),
  },
];

function retryLater(): Step {
  return problem(503, "Service Unavailable", "Later", { headers: { "retry-after": "5" } });
}

/** The best of three attempts counts, because a busy machine may be late. */
function abortCase(title: string, steps: readonly Step[], applies: (peer: Peer) => boolean): Case {
  return {
    title,
    isTimed: true,
    applies,
    run: async (peer) => {
      let verdict = passed;
      for (let attempt = 0; attempt < 3; attempt++) {
        verdict = await tryOut(peer, list({ faults: { 0: steps } }), async ({ reader }) => {
          const abort = new AbortController();
          let abortedAt = Number.NaN;
          const aborting = sleep(150).then(() => {
            abortedAt = performance.now();
            abort.abort();
          });
          const { ended } = await drain(reader.pages(abort.signal));
          const lateMs = performance.now() - abortedAt;
          await aborting;
          if (Number.isNaN(lateMs)) return failed("ends before the abort");
          return judge(ended === "error" && lateMs <= 50, ended === "hangs" ? "does not end" : "late");
        });
        if (verdict.passed || verdict.how === "does not end") break;
      }
      return verdict;
    },
  };
}
