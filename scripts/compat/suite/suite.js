// The checks that every runtime must pass. Plain JavaScript without a test framework, because none runs on all of them; it
// imports the package as users do.

import { AuthenticationError, createClient, NotFoundError, PermissionError } from "ev-energy-logs";
import { clientCredentials } from "ev-energy-logs/oauth";
import { createSimulator } from "ev-energy-logs/simulator";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
/** A check that hangs fails; the following ones still run. */
const DEADLINE_MS = 10_000;

/** Each gets the origin of `provider.ts`, which serves a separate simulator under each path used here. */
const checks = {
  "static token": async (origin) => {
    const client = createClient({ auth: "demo-token", baseUrl: `${origin}/plain/v2` });
    const [listed] = await client.statusLogs.list(EVSE, {}, { maxItems: 1 }).toArray();
    const log = await client.statusLogs.get(EVSE, listed.sampled_at, { expand: ["evse"] });
    equal([log.sampled_at, log.evse.id], [listed.sampled_at, EVSE]);
  },

  "client credentials": async (origin) => {
    const requests = [];
    const client = createClient({
      auth: clientCredentials({
        clientId: "demo",
        clientSecret: "demo-secret",
        tokenUrl: `${origin}/plain/o/token/`,
      }),
      baseUrl: `${origin}/plain/v2`,
      onEvent: ({ type, method }) => type === "request" && requests.push(method),
    });
    const lists = [
      client.commandLogs.list(EVSE, {}, { maxItems: 3 }),
      client.statusLogs.list(EVSE, {}, { maxItems: 3 }),
    ];
    const logs = await Promise.all(lists.map((list) => list.toArray()));
    equal(
      logs.map(({ length }) => length),
      [3, 3],
    );
    equal(requests, ["POST", "GET", "GET"]);
  },

  "paging with prefetch": async (origin) => {
    const sent = [];
    const isSent = [1, 2, 3].map(() => Promise.withResolvers());
    const client = createClient({
      auth: "demo-token",
      baseUrl: `${origin}/plain/v2`,
      onEvent: ({ type, url }) => type === "request" && isSent[sent.push(url) - 1]?.resolve(),
    });
    const timestamps = [];
    for await (const { items } of client.statusLogs.list(EVSE).pages()) {
      timestamps.push(...items.map((log) => log.sampled_at));
      // The third page is requested while the second one is being read.
      if (timestamps.length === 200) await isSent[2]?.promise;
    }
    equal([timestamps.length, new Set(timestamps).size, sent.length], [434, 434, 5]);
    equal(timestamps, timestamps.toSorted().reverse());
  },

  "abort in the middle": async (origin) => {
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    let responses = 0;
    const client = createClient({
      auth: "demo-token",
      baseUrl: `${origin}/stalling/v2`,
      // The headers of the second page have arrived; its body never ends.
      onEvent: ({ type }) => type === "response" && ++responses === 2 && controller.abort(reason),
    });
    let rows = 0;
    const error = await failureOf(async () => {
      for await (const _ of client.statusLogs.list(EVSE, {}, { signal: controller.signal })) rows++;
    });
    equal([error === reason, rows], [true, 100]);
  },

  "waiting after a 429": async (origin) => {
    const waits = [];
    const client = createClient({
      auth: "demo-token",
      baseUrl: `${origin}/limiting/v2`,
      onEvent: ({ type, reason, delayMs }) => type === "retry" && waits.push({ reason, delayMs }),
    });
    const startedAt = Date.now();
    const logs = await client.statusLogs.list(EVSE, {}, { maxItems: 3 }).toArray();
    const tookMs = Date.now() - startedAt;
    equal([logs.length, waits.map(({ reason }) => reason)], [3, ["status 429"]]);
    // Timers may be early by a millisecond.
    equal([waits[0].delayMs >= 1000, tookMs >= 999], [true, true]);
  },

  "an error parsed": async (origin) => {
    const baseUrl = `${origin}/plain/v2`;
    const missing = await failureOf(() =>
      createClient({ auth: "demo-token", baseUrl }).statusLogs.list("evse00000000000000000000000000").toArray(),
    );
    equal(
      [missing instanceof NotFoundError, missing.code, missing.status, missing.problem?.status],
      [true, "not_found", 404, 404],
    );
    const forbidden = await failureOf(() =>
      createClient({ auth: "evse-token", baseUrl }).commandLogs.list(EVSE).toArray(),
    );
    equal([forbidden instanceof PermissionError, forbidden.requiredScopes], [true, ["debug:read"]]);
    const auth = clientCredentials({ clientId: "demo", clientSecret: "wrong", tokenUrl: `${origin}/plain/o/token/` });
    const refused = await failureOf(() => createClient({ auth, baseUrl }).statusLogs.list(EVSE).toArray());
    equal([refused instanceof AuthenticationError, refused.oauthError], [true, "invalid_client"]);
  },

  "the simulator as fetch": async () => {
    const simulator = createSimulator({
      from: "2026-01-01T00:00:00Z",
      to: "2026-01-02T12:00:00Z",
      faults: [{ kind: "html", status: 503, request: 2 }],
    });
    const baseUrl = "https://simulator.example/v2";
    const client = createClient({ auth: "demo-token", baseUrl, fetch: simulator.fetch });
    const logs = await client.statusLogs.list(EVSE).toArray();
    equal([logs.length, simulator.requests.map(({ status }) => status)], [434, [200, 503, 200, 200, 200, 200]]);
  },
};

/** Yields the result of each check. */
export async function* runSuite(origin) {
  for (const [check, verify] of Object.entries(checks)) {
    const error = await failureOf(() => inTime(verify(origin)));
    yield error === undefined ? { check, passed: true } : { check, passed: false, error: String(error) };
  }
}

async function failureOf(call) {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function inTime(verified) {
  const late = Promise.withResolvers();
  const timer = setTimeout(() => late.reject(new Error(`not finished after ${DEADLINE_MS} ms`)), DEADLINE_MS);
  try {
    await Promise.race([verified, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function equal(actual, expected) {
  const [got, wanted] = [actual, expected].map((value) => JSON.stringify(value));
  if (got !== wanted) throw new Error(`expected ${wanted}, got ${got}`);
}
