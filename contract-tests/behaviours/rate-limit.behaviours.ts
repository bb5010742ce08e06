// The rate limit: requests within a rolling hour, reported in the headers, and lists that exceed it.

import { expect } from "vitest";
import { RateLimitError } from "../../src/index.ts";
import { clientCredentials } from "../../src/oauth.ts";
import { type Behaviour, callsOf, failureOf, ofBoth, readPage, readPages, statusLogs } from "./behaviour.ts";

const MINUTE_MS = 60_000;

export const rateLimit: Behaviour[] = [
  ...ofBoth("control", "each page reports the remaining requests", async (provider, family) => {
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

  ...ofBoth("control", "a list that exceeds the rate limit resumes later from its error", async (provider, family) => {
    provider.restart({ rateLimit: 3 });
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { items: expected } = await readPage(calls.list(evseId, { page_size: 9 }));
    const error = (await failureOf(calls.list(evseId, { page_size: 3 }).toArray())) as RateLimitError;

    expect(error).toBeInstanceOf(RateLimitError);
    expect(error.retryAfterMs).toBe(60 * MINUTE_MS);
    provider.nowMs += 60 * MINUTE_MS;
    // The first client waits by its own clock, which is not the provider's here.
    const later = callsOf(client(), family);
    const { items } = await readPage(later.list(evseId, {}, { from: error.resumeFrom }));
    expect(items).toEqual(expected.slice(6));
  }),

  {
    title: "the rate limit applies to a rolling hour and does not count refused requests",
    needs: "control",
    async run(provider) {
      provider.restart({ rateLimit: 2 });
      const { client, evseId } = provider;
      const startMs = provider.nowMs;
      /** Sends a request in a minute. Returns the minutes to wait, or undefined if it succeeded. */
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
    title: "all tokens of an OAuth client share one rate limit",
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
    title: "a request with an invalid token does not count",
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
