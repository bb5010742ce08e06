// A simulator as a whole: in place of `fetch`, and what it records.

import { afterEach, describe, expect, test, vi } from "vitest";
import { EVSE_ID } from "../../tests/support/rows.ts";
import { COMMAND_LOGS, NOW, ORIGIN, STATUS_LOGS, startTrial } from "../../tests/support/trial.ts";
import { createSimulator } from "./index.ts";

const authorized = { headers: { Authorization: "Bearer demo-token" } };

afterEach(() => void vi.useRealTimers());

describe("fetch", () => {
  test("accepts a string, a URL or a request, with or without options", async () => {
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
    await expect(fetch("/v2/evses")).rejects.toThrow(TypeError);
  });

  test("accepts a request of another realm, with its own signal or another", async () => {
    const request = new Request(ORIGIN + STATUS_LOGS, authorized);
    const foreign = { method: "GET", url: request.url, headers: request.headers, signal: request.signal } as Request;
    const { fetch } = startTrial().simulator;

    expect((await fetch(foreign)).status).toBe(200);
    await expect(fetch(foreign, { signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
  });

  test("responds under any origin, which all links and URLs have", async () => {
    const { fetch } = startTrial().simulator;
    for (const origin of ["https://api.ev.energy", "http://localhost:4010"]) {
      const response = await fetch(`${origin}${STATUS_LOGS}?page_size=1&expand=evse.user`, authorized);
      expect(response.headers.get("Link")).toContain(`<${origin}${STATUS_LOGS}?page_after=`);
      const urls = JSON.stringify(await response.json()).match(/https?:\/\/[^/"]+\/v2/g);
      expect(new Set(urls)).toEqual(new Set([`${origin}/v2`]));
    }
  });

  test("rejects if the signal is aborted before, and records nothing", async () => {
    const { simulator } = startTrial();
    const pending = simulator.fetch(ORIGIN + STATUS_LOGS, { signal: AbortSignal.abort("before") });

    await expect(pending).rejects.toBe("before");
    expect(simulator.requests).toEqual([]);
  });
});

test("without options, there are a charger, the demo token and logs up to now", async () => {
  vi.useFakeTimers({ now: NOW });
  const simulator = createSimulator();
  const response = await simulator.fetch(`${ORIGIN}${STATUS_LOGS}?page_size=1`, authorized);
  const [log] = (await response.json()) as { sampled_at: string }[];

  expect(simulator.evseIds).toEqual([EVSE_ID]);
  expect(Date.parse(log?.sampled_at ?? "")).toBeGreaterThan(NOW - 86_400_000);
  expect(simulator.requests).toMatchObject([{ at: NOW }]);
});

test.for(["response", "fault"])("the latency delays each %s", async (what) => {
  vi.useFakeTimers();
  const { get } = startTrial({ latencyMs: 200, faults: what === "fault" ? [{ kind: "reset" }] : [] });
  let isOver = false;
  const pending = get(STATUS_LOGS)
    .catch(() => {})
    .then(() => {
      isOver = true;
    });
  await vi.advanceTimersByTimeAsync(199);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await pending;
});

describe("requests", () => {
  test("are recorded with their status and time", async () => {
    const { simulator, get, post, clock } = startTrial({ faults: [{ kind: "reset", request: 3 }] });
    const pending = get(`${STATUS_LOGS}?page_size=1`);
    expect(simulator.requests).toMatchObject([{ status: undefined }]);
    await pending;
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

  test("contain no secret", async () => {
    const { simulator, post } = startTrial({
      auth: {
        clients: { "my-app": "pl4nted" },
        tokens: { pl4nted: "evse:read" },
        refreshTokens: { pl4nted: "evse:read" },
      },
    });
    const form = { grant_type: "refresh_token", refresh_token: "pl4nted", client_id: "my-app" };
    await post("/o/token/?client_secret=pl4nted", form, { Authorization: `Basic ${btoa("my-app:pl4nted")}` });
    await post("/o/revoke_token/?token=pl4nted", { token: "pl4nted" });
    await simulator.fetch(ORIGIN + STATUS_LOGS, { headers: { Authorization: "Bearer pl4nted" } });

    expect(simulator.requests).toHaveLength(3);
    expect(JSON.stringify(simulator.requests)).not.toContain("pl4nted");
  });
});
