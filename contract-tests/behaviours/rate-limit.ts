// The allowance: so many requests within any hour, counted down in the headers, and what becomes of a list beyond it.

import { expect } from "vitest";
import { RateLimitError } from "../../src/index.ts";
import { clientCredentials } from "../../src/oauth.ts";
import { type Behaviour, callsOf, failureOf, ofBoth, readPage, readPages, statusLogs } from "./behaviour.ts";

const MINUTE_MS = 60_000;

export const rateLimit: Behaviour[] = [
  ...ofBoth("control", "each page counts down what is left", async (provider, family) => {
    provider.restart({ rateLimit: 3 });
    const client = provider.client();
    const pages = await readPages(callsOf(client, family).list(provider.evseId, { page_size: 2 }, { maxItems: 6 }));

    expect(pages.map(({ rateLimit }) => rateLimit)).toEqual([
      { limit: 3, remaining: 2 },
      { limit: 3, remaining: 1 },
      { limit: 3, remaining: 0 },
    ]);
    expect(client.rateLimit).toEqual({ limit: 3, remaining: 0 });
  }),

  ...ofBoth("control", "beyond the allowance, a list goes on from its error later", async (provider, family) => {
    provider.restart({ rateLimit: 3 });
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { items: expected } = await readPage(calls.list(evseId, { page_size: 9 }));
    const error = (await failureOf(calls.list(evseId, { page_size: 3 }).toArray())) as RateLimitError;

    expect(error).toBeInstanceOf(RateLimitError);
    expect(error.retryAfterMs).toBe(60 * MINUTE_MS);
    provider.nowMs += 60 * MINUTE_MS;
    const { items } = await readPage(calls.list(evseId, {}, { from: error.resumeFrom }));
    expect(items).toEqual(expected.slice(6));
  }),

  {
    title: "the hour is a rolling one, and a refused request costs nothing",
    needs: "control",
    async run(provider) {
      provider.restart({ rateLimit: 2 });
      const { client, evseId } = provider;
      const startMs = provider.nowMs;
      /** Gives the minutes to wait after a request in that minute; undefined if it was answered. */
      const waitAt = async (minute: number) => {
        provider.nowMs = startMs + minute * MINUTE_MS;
        const error = (await failureOf(readPage(callsOf(client(), statusLogs).list(evseId)))) as RateLimitError;
        return error && (error.retryAfterMs ?? 0) / MINUTE_MS;
      };

      expect([await waitAt(0), await waitAt(10)]).toEqual([undefined, undefined]);
      expect([await waitAt(20), await waitAt(59)]).toEqual([40, 1]);
      expect([await waitAt(60), await waitAt(60), await waitAt(70)]).toEqual([undefined, 10, undefined]);
    },
  },

  {
    title: "all tokens of a client draw on one allowance, and those of another on its own",
    needs: "control",
    async run(provider) {
      provider.restart({ rateLimit: 10, auth: { clients: { first: "secret-1", second: "secret-2" } } });
      const { client, evseId, tokenUrl } = provider;
      const remainingOf = async (clientId: string, clientSecret: string) => {
        const asClient = client({ auth: clientCredentials({ clientId, clientSecret, tokenUrl }) });
        await asClient.commandLogs.list(evseId).toArray();
        return asClient.rateLimit?.remaining;
      };

      expect(await remainingOf("first", "secret-1")).toBe(9);
      expect(await remainingOf("first", "secret-1")).toBe(8);
      expect(await remainingOf("second", "secret-2")).toBe(9);
    },
  },

  {
    title: "a request with a bad token draws on nobody's allowance",
    needs: "control",
    async run(provider) {
      const refused = provider.client({ auth: "no-such-token" });
      await failureOf(refused.statusLogs.list(provider.evseId).toArray());
      const { rateLimit } = await readPage(callsOf(provider.client(), statusLogs).list(provider.evseId));

      expect(refused.rateLimit).toEqual({ limit: 1000, remaining: 1000 });
      expect(rateLimit).toEqual({ limit: 1000, remaining: 999 });
    },
  },
];
