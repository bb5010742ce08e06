// A simulator as a whole: in place of a fetch, with what it remembers, and through the client.

import { afterEach, describe, expect, test, vi } from "vitest";
import { EVSE_ID } from "../../tests/support/rows.ts";
import { COMMAND_LOGS, NOW, ORIGIN, STATUS_LOGS, startTrial } from "../../tests/support/trial.ts";
import { AuthenticationError, PermissionError, RateLimitError } from "../errors.ts";
import { clientCredentials, refreshToken } from "../oauth.ts";
import { createSimulator } from "./index.ts";

const authorized = { headers: { Authorization: "Bearer demo-token" } };
const app = { clientId: "demo", clientSecret: "demo-secret", tokenUrl: `${ORIGIN}/o/token/` };

afterEach(() => void vi.useRealTimers());

describe("as a fetch", () => {
  test("it takes a string, a URL, or a request, with or without more", async () => {
    const { fetch } = startTrial().simulator;
    const url = ORIGIN + STATUS_LOGS;
    const responses = await Promise.all([
      fetch(url, authorized),
      fetch(new URL(url), authorized),
      fetch(new Request(url, authorized)),
      fetch(new Request(url), authorized),
      fetch(url),
    ]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 401]);
  });

  test("it takes the request of another realm, by its shape", async () => {
    const request = new Request(ORIGIN + STATUS_LOGS, authorized);
    const foreign = { method: "GET", url: request.url, headers: request.headers, signal: request.signal };
    const { fetch } = startTrial().simulator;
    expect((await fetch(foreign as Request)).status).toBe(200);
    expect((await fetch(foreign as Request, { signal: new AbortController().signal })).status).toBe(200);
    await expect(fetch(foreign as Request, { signal: AbortSignal.abort("gone home") })).rejects.toBe("gone home");
  });

  test("it answers under any origin, and links and labels name that one", async () => {
    const { fetch } = startTrial().simulator;
    for (const origin of ["https://api.ev.energy", "http://localhost:4010"]) {
      const response = await fetch(`${origin}${STATUS_LOGS}?page_size=1&expand=evse.user`, authorized);
      expect(response.headers.get("Link")).toContain(`<${origin}${STATUS_LOGS}?page_after=`);
      const text = JSON.stringify(await response.json());
      expect(text.match(/https?:\/\/[^/"]+\/v2/g)?.every((base) => base === `${origin}/v2`)).toBe(true);
    }
  });

  test("a signal that aborted before keeps the request from going out", async () => {
    const { simulator } = startTrial();
    const pending = simulator.fetch(ORIGIN + STATUS_LOGS, { signal: AbortSignal.abort("before") });
    await expect(pending).rejects.toBe("before");
    expect(simulator.requests).toEqual([]);
  });

  test("what it can't make a request of rejects", async () => {
    await expect(startTrial().simulator.fetch("/v2/evses")).rejects.toThrow(TypeError);
  });

  test("without options it has one charger, a month of logs up to now, and the demo token", async () => {
    const simulator = createSimulator();
    expect(simulator.evseIds).toEqual([EVSE_ID]);
    const before = Date.now();
    const response = await simulator.fetch(`${ORIGIN}${STATUS_LOGS}?page_size=1`, authorized);
    const [log] = (await response.json()) as { sampled_at: string }[];
    // A charger may be offline for some hours.
    expect(Date.parse(log?.sampled_at ?? "")).toBeGreaterThan(before - 86_400_000);
    expect(simulator.requests[0]?.at).toBeGreaterThanOrEqual(before);
  });
});

describe("latency", () => {
  test.for(["answer", "fault"])("delays each %s", async (what) => {
    vi.useFakeTimers();
    const { get } = startTrial({ latencyMs: 200, faults: what === "fault" ? [{ kind: "reset" }] : [] });
    let isOver = false;
    const over = get(STATUS_LOGS).catch(() => {});
    over.then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(199);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await over;
  });

  test("ends when the request is aborted", async () => {
    const { simulator } = startTrial({ latencyMs: 60_000 });
    const controller = new AbortController();
    const pending = simulator.fetch(ORIGIN + STATUS_LOGS, { ...authorized, signal: controller.signal });
    controller.abort("enough");
    await expect(pending).rejects.toBe("enough");
  });
});

describe("what it remembers", () => {
  test("is each request with its answer and its time", async () => {
    const { simulator, get, post, clock } = startTrial({ latencyMs: 0, faults: [{ kind: "reset", request: 3 }] });
    await get(`${STATUS_LOGS}?page_size=1`);
    clock.now += 1500;
    await get(`${COMMAND_LOGS}?page_size=0`);
    await get(STATUS_LOGS).catch(() => {});
    await post("/o/token/", { grant_type: "client_credentials" });
    expect(simulator.requests).toEqual([
      { method: "GET", url: `${ORIGIN}${STATUS_LOGS}?page_size=1`, status: 200, at: NOW },
      { method: "GET", url: `${ORIGIN}${COMMAND_LOGS}?page_size=0`, status: 400, at: NOW + 1500 },
      { method: "GET", url: ORIGIN + STATUS_LOGS, status: undefined, at: NOW + 1500 },
      { method: "POST", url: `${ORIGIN}/o/token/`, status: 200, at: NOW + 1500 },
    ]);
  });

  test("is there as soon as a request comes in", () => {
    const { simulator, get } = startTrial();
    void get(STATUS_LOGS);
    expect(simulator.requests).toMatchObject([{ status: undefined }]);
  });

  test("holds no secret, wherever one was put", async () => {
    const { simulator, post } = startTrial({
      auth: {
        clients: { "my-app": "pl4nted" },
        tokens: { pl4nted: "evse:read" },
        refreshTokens: { pl4nted: "evse:read" },
      },
    });
    const form = {
      grant_type: "refresh_token",
      refresh_token: "pl4nted",
      client_id: "my-app",
      client_secret: "pl4nted",
    };
    await post("/o/token/?client_secret=pl4nted", form, { Authorization: `Basic ${btoa("my-app:pl4nted")}` });
    await post("/o/revoke_token/?token=pl4nted", { token: "pl4nted" });
    await simulator.fetch(ORIGIN + STATUS_LOGS, { headers: { Authorization: "Bearer pl4nted" } });
    expect(simulator.requests).toHaveLength(3);
    expect(JSON.stringify(simulator.requests)).not.toContain("pl4nted");
  });
});

describe("through the client", () => {
  test("a token that ends half-way through a drain is renewed, and nothing is lost", async () => {
    const { client, clock, simulator } = startTrial({
      from: "2024-04-16T00:00:00Z",
      to: "2024-04-17T00:00:00Z",
      auth: { tokenTtlSeconds: 600 },
    });
    const whole = await client().statusLogs.list(EVSE_ID).toArray();
    const before = simulator.requests.length;
    const drained = [];
    const renewing = client({ auth: clientCredentials(app) });
    for await (const page of renewing.statusLogs.list(EVSE_ID, { page_size: 50 }, { prefetch: false }).pages()) {
      drained.push(...page.items);
      // Behind the client's back: its own clock stands still.
      clock.now += 400_000;
    }
    expect(drained).toEqual(whole);
    const seen = simulator.requests.slice(before);
    expect(seen.filter(({ status }) => status === 401).length).toBeGreaterThan(1);
    expect(seen.filter(({ method }) => method === "POST").length).toBeGreaterThan(2);
  });

  test("refresh tokens follow each other", async () => {
    const { client, clock } = startTrial({
      auth: { refreshTokens: { first: "evse:read" }, tokenTtlSeconds: 600 },
    });
    const told: string[] = [];
    const onRefresh = ({ refreshToken }: { refreshToken: string }) => void told.push(refreshToken);
    const source = client({ auth: refreshToken({ ...app, refreshToken: "first", onRefresh }) });
    for (let round = 0; round < 3; round++) {
      await source.statusLogs.list(EVSE_ID, {}, { maxItems: 1 }).toArray();
      clock.now += 600_000;
    }
    expect(new Set(told).size).toBe(3);
  });

  test("refusals become errors", async () => {
    const { client } = startTrial({ auth: { tokens: { narrow: "evse:read" } }, rateLimit: 1 });
    const read = async (auth: string) => {
      const { commandLogs } = client({ auth });
      return await commandLogs
        .list(EVSE_ID)
        .toArray()
        .catch((error) => error);
    };
    expect(await read("unknown")).toBeInstanceOf(AuthenticationError);
    expect(await read("narrow")).toBeInstanceOf(PermissionError);
    const wrong = client({ auth: clientCredentials({ ...app, clientSecret: "wrong" }) });
    await expect(wrong.statusLogs.list(EVSE_ID).toArray()).rejects.toMatchObject({ oauthError: "invalid_client" });
  });

  test("the rate limit stops a drain, which goes on from there an hour later", async () => {
    const { client, clock } = startTrial({
      from: "2024-04-16T00:00:00Z",
      to: "2024-04-17T00:00:00Z",
      rateLimit: 3,
    });
    const reader = client();
    const whole = await client().statusLogs.list(EVSE_ID).toArray();
    clock.now += 3_600_000;
    const query = { page_size: 50 };
    const drained: unknown[] = [];
    const options = { prefetch: false, from: undefined as string | undefined };
    let error: unknown;
    try {
      for await (const log of reader.statusLogs.list(EVSE_ID, query, options)) drained.push(log);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(reader.rateLimit).toEqual({ limit: 3, remaining: 0 });
    expect(drained).toEqual(whole.slice(0, 150));

    clock.now += 3_600_000;
    const { resumeFrom: from } = error as RateLimitError;
    for await (const log of reader.statusLogs.list(EVSE_ID, query, { from, prefetch: false })) drained.push(log);
    expect(drained).toEqual(whole);
  });
});
