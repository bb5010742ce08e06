import { describe, expect, test, vi } from "vitest";
import { ignoreErrors, type OnEvent, type TransportEvent } from "./events.ts";

const event: TransportEvent = { type: "request", method: "GET", url: "https://api.ev.energy/v2/evses", attempt: 1 };

describe("ignoreErrors", () => {
  test("passes each event to the listener", () => {
    const listener = vi.fn();
    ignoreErrors(listener)(event);
    expect(listener.mock.calls).toEqual([[event]]);
  });

  test.for<[string, OnEvent]>([
    [
      "throws",
      () => {
        throw new Error("the disk is full");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("the disk is full"))],
    ["rejects with a string", () => Promise.reject("the disk is full")],
  ])("ignores a listener that %s", async ([, listener]) => {
    expect(() => ignoreErrors(listener)(event)).not.toThrow();
    // An unhandled rejection fails the run.
    await new Promise((resolve) => setImmediate(resolve));
  });
});
