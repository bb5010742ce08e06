import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import type { Send } from "./send.ts";
import { toFetch } from "./to-fetch.ts";

const url = "https://api.ev.energy/o/token/";

/** A transport that answers at once, and the signals that it was handed. */
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
    };
  };
  return { signals, fetch: toFetch(send) };
}

test("a signal reaches the transport, and no platform's request stays on it", async () => {
  const { signals, fetch } = startSend();
  const { signal } = new AbortController();
  await fetch(url, { signal });
  expect(signals).toEqual([signal]);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("the signal of a request counts if the call has none", async () => {
  const { signals, fetch } = startSend();
  const request = new Request(url, { signal: new AbortController().signal });
  await fetch(request);
  await fetch(new URL(url));
  expect(signals[0]).toBe(request.signal);
  expect(signals[1]).toBeUndefined();
});
