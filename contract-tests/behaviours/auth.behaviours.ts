// Tokens: what they give access to, and lists whose token becomes invalid.

import { expect } from "vitest";
import { AuthenticationError, type LogList, PermissionError } from "../../src/index.ts";
import { clientCredentials, refreshToken } from "../../src/oauth.ts";
import type { ControlledProvider } from "../providers/capabilities.ts";
import {
  type Behaviour,
  callsOf,
  commandLogs,
  failureOf,
  ofBoth,
  type Row,
  readPage,
  statusLogs,
} from "./behaviour.ts";

const ELEVEN_MINUTES_MS = 660_000;

function demoTokens({ tokenUrl }: ControlledProvider, scopes?: readonly string[]) {
  return clientCredentials({ clientId: "demo", clientSecret: "demo-secret", tokenUrl, scopes });
}

function tokenRequests({ requests }: ControlledProvider): number {
  return requests.filter(({ url }) => url.endsWith("/o/token/")).length;
}

function refusals({ exchanges }: ControlledProvider): number {
  return exchanges.filter(({ status }) => status === 401).length;
}

/** Reads a list to its end, and does something after the second page. */
async function readAround(list: LogList<Row>, afterSecondPage: () => unknown): Promise<Row[]> {
  const rows: Row[] = [];
  let pages = 0;
  for await (const { items } of list.pages()) {
    rows.push(...items);
    if (++pages === 2) await afterSecondPage();
  }
  return rows;
}

export const auth: Behaviour[] = [
  {
    title: "one client credentials token serves all calls",
    needs: "control",
    async run(provider) {
      const client = provider.client({ auth: demoTokens(provider) });
      const lists = [statusLogs, commandLogs].map((family) => callsOf(client, family).list(provider.evseId));
      await Promise.all(lists.map((list) => list.toArray()));

      expect(provider.exchanges.map(({ status }) => status)).toEqual([200, 200]);
      expect(tokenRequests(provider)).toBe(1);
    },
  },

  ...ofBoth("control", "a list continues with a new token after its token expires", async (provider, family) => {
    provider.restart({ auth: { tokenTtlSeconds: 600 } });
    const { client, evseId } = provider;
    const { items: expected } = await readPage(callsOf(client(), family).list(evseId));
    const calls = callsOf(client({ auth: demoTokens(provider) }), family);
    const list = calls.list(evseId, { page_size: 4 }, { prefetch: false });
    const rows = await readAround(list, () => {
      provider.nowMs += ELEVEN_MINUTES_MS;
    });

    expect(rows).toEqual(expected);
    expect(refusals(provider)).toBe(1);
    expect(tokenRequests(provider)).toBe(2);
  }),

  ...ofBoth("control", "a list continues with a new token after its token is revoked", async (provider, family) => {
    const { client, evseId } = provider;
    const { items: expected } = await readPage(callsOf(client(), family).list(evseId));
    const source = demoTokens(provider);
    const list = callsOf(client({ auth: source }), family).list(evseId, { page_size: 4 }, { prefetch: false });
    const rows = await readAround(list, async () => provider.revoke(await source.getToken()));

    expect(rows).toEqual(expected);
    expect(refusals(provider)).toBe(1);
    expect(tokenRequests(provider)).toBe(2);
  }),

  ...ofBoth(
    "control",
    "a list whose token is revoked resumes from its error with another token",
    async (provider, family) => {
      provider.restart({ auth: { tokens: { first: [family.scope], second: [family.scope] } } });
      const { client, evseId } = provider;
      const [first, second] = [callsOf(client({ auth: "first" }), family), callsOf(client({ auth: "second" }), family)];
      const { items: expected } = await readPage(second.list(evseId));
      const list = first.list(evseId, { page_size: 4 }, { prefetch: false });
      const error = await failureOf(readAround(list, () => provider.revoke("first")));

      expect(error).toBeInstanceOf(AuthenticationError);
      const { resumeFrom: from } = error as AuthenticationError;
      expect(await second.list(evseId, {}, { from }).toArray()).toEqual(expected.slice(8));
    },
  ),

  ...ofBoth("control", "a token gives access only to the logs of its scope", async (provider, family) => {
    provider.restart({ auth: { tokens: { narrow: [family.scope] } } });
    const client = provider.client({ auth: "narrow" });
    const other = family === statusLogs ? commandLogs : statusLogs;

    expect(await callsOf(client, family).list(provider.evseId).toArray()).not.toEqual([]);
    const error = await failureOf(callsOf(client, other).list(provider.evseId).toArray());
    expect(error).toBeInstanceOf(PermissionError);
    expect(error).toMatchObject({ requiredScopes: [other.scope] });
  }),

  {
    title: "client credentials request only the given scopes",
    needs: "control",
    async run(provider) {
      const client = provider.client({ auth: demoTokens(provider, ["evse:read"]) });

      expect(await client.statusLogs.list(provider.evseId).toArray()).not.toEqual([]);
      await expect(client.commandLogs.list(provider.evseId).toArray()).rejects.toBeInstanceOf(PermissionError);
    },
  },

  {
    title: "refused credentials throw AuthenticationError, and nothing reaches the API",
    needs: "control",
    async run({ client, evseId, exchanges, tokenUrl }) {
      const source = clientCredentials({ clientId: "demo", clientSecret: "another-secret", tokenUrl });
      const error = await failureOf(client({ auth: source }).statusLogs.list(evseId).toArray());

      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error).toMatchObject({ status: 401, oauthError: "invalid_client" });
      expect(exchanges).toEqual([]);
    },
  },

  {
    title: "a rotated refresh token replaces the previous one",
    needs: "control",
    async run(provider) {
      const auth = { clients: { app: "" }, refreshTokens: { "a-refresh-token": "evse:read" }, tokenTtlSeconds: 600 };
      provider.restart({ auth });
      const { client, evseId, tokenUrl } = provider;
      const refreshTokens = ["a-refresh-token"];
      const onRefresh = (tokens: { refreshToken: string }) => void refreshTokens.push(tokens.refreshToken);
      const source = refreshToken({ clientId: "app", refreshToken: "a-refresh-token", tokenUrl, onRefresh });
      const calls = callsOf(client({ auth: source }), statusLogs);
      await readAround(calls.list(evseId, { page_size: 4 }, { prefetch: false }), () => {
        provider.nowMs += ELEVEN_MINUTES_MS;
      });

      expect(refusals(provider)).toBe(1);
      expect(tokenRequests(provider)).toBe(2);
      expect(new Set(refreshTokens).size).toBe(3);
    },
  },
];
