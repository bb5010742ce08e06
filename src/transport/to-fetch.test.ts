import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import type { Send } from "./send.ts";
import { toFetch } from "./to-fetch.ts";

const url = "https://api.ev.energy/o/token/";

/** Starts a transport that responds at once and records the signals that it receives. */
function startSend() {
  const signals: unknown[] = [];
  const send: Send = async (request, options) => {
    signals.push(options?.signal);
    return {
      request,
      response: Response.json({}),
      text: "{}",
      json: {},
      receivedAt: 0,
      token: undefined,
      isSent: true,
    };
  };
  return { signals, fetch: toFetch(send) };
}

test("passes the signal to the transport, and leaves no listener on it", async () => {
  const { signals, fetch } = startSend();
  const { signal } = new AbortController();
  await fetch(url, { signal });
  expect(signals).toEqual([signal]);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("uses the signal of the request if the call has none", async () => {
  const { signals, fetch } = startSend();
  const request = new Request(url, { signal: new AbortController().signal });
  await fetch(request);
  await fetch(new URL(url));
  expect(signals[0]).toBe(request.signal);
  expect(signals[1]).toBeUndefined();
});
