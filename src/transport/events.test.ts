import { describe, expect, test, vi } from "vitest";
import { ignoreErrors, type OnEvent, type TransportEvent } from "./events.ts";

const event: TransportEvent = { type: "request", method: "GET", url: "https://api.ev.energy/v2/evses", attempt: 1 };

describe("a harmless listener", () => {
  test("is told of each event", () => {
    const listener = vi.fn();
    ignoreErrors(listener)(event);
    expect(listener.mock.calls).toEqual([[event]]);
  });

  test.for<[string, OnEvent]>([
    [
      "throws",
      () => {
        throw new Error("full disk");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("full disk"))],
    ["rejects with a string", () => Promise.reject("full disk")],
  ])("changes nothing if it %s", async ([, listener]) => {
    expect(() => ignoreErrors(listener)(event)).not.toThrow();
    // An unhandled rejection fails the run.
    await new Promise((resolve) => setImmediate(resolve));
  });
});
