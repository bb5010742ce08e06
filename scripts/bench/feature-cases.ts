// What comes with a contender beyond getting a page, tried as well.

import { setTimeout as sleep } from "node:timers/promises";
import { problem } from "../../tests/support/scripted-origin.ts";
import type { Case } from "./fault-cases.ts";
import { list, withOrigin } from "./fault-origin.ts";
import { drain, failed, judge, judgeRows, range, tryOut } from "./fault-trial.ts";

/** What this client is to have. */
export const featureCases: readonly Case[] = [
  {
    title: "the next page is on its way while this one is read",
    run: (peer) =>
      tryOut(peer, list(), async ({ reader, origin }) => {
        let asked = 0;
        let count = 0;
        for await (const _ of reader.pages()) {
          if (++count < 2) continue;
          // The second page is at hand, and its reader takes its time.
          await sleep(200);
          asked = origin.requests.length;
          break;
        }
        return judge(asked === 3, "one after the other");
      }),
  },
  {
    title: "who stops within the first page pays for one request",
    run: (peer) =>
      tryOut(peer, list(), async ({ reader, origin }) => {
        for await (const _ of reader.pages()) break;
        await sleep(100);
        return judge(origin.requests.length === 1, `${origin.requests.length} requests`);
      }),
  },
  {
    title: "an error tells where to go on, without a row lost or twice",
    run: (peer) =>
      tryOut(peer, list({ faults: { 100: [problem(404, "Not Found", "For a moment")] } }), async ({ reader }) => {
        const first = await drain(reader.pages());
        if (!reader.resume) return failed("it does not");
        const rest = await drain(reader.resume(first.error));
        return judgeRows({ ...rest, places: [...first.places, ...rest.places] }, range(300));
      }),
  },
  {
    title: "tells how many requests are left this hour",
    run: (peer) =>
      tryOut(peer, list(), async ({ reader }) => {
        await drain(reader.pages());
        return judge(reader.requestsLeft?.() === 987, "the header alone");
      }),
  },
];

/** What only some of its peers have. */
export const peerCases: readonly Case[] = [
  {
    title: "goes through the proxy that `HTTP_PROXY` names, with nothing to set",
    // The environment is everybody's.
    isTimed: true,
    run: (peer) =>
      withOrigin(list({ rows: 100 }), (proxy) =>
        tryOut(peer, list({ rows: 100 }), async ({ reader }) => {
          process.env["HTTP_PROXY"] = `http://${proxy.host}`;
          await drain(reader.pages());
          delete process.env["HTTP_PROXY"];
          return judge(proxy.requests.length > 0, "it does not");
        }),
      ),
  },
];
