import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { followSignal, onAbort, untilAborted } from "./abort.ts";

const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;
const reason = new Error("enough");

describe("onAbort", () => {
  test("calls back once, with the reason", () => {
    const abort = new AbortController();
    const callback = vi.fn();
    onAbort(abort.signal, callback);
    expect(callback).not.toHaveBeenCalled();
    abort.abort(reason);
    abort.abort(new Error("again"));
    expect(callback.mock.calls).toEqual([[reason]]);
    expect(listeners(abort.signal)).toBe(0);
  });

  test("calls back at once if the signal has already aborted", () => {
    const callback = vi.fn();
    const signal = AbortSignal.abort(reason);
    onAbort(signal, callback)();
    expect(callback.mock.calls).toEqual([[reason]]);
    expect(listeners(signal)).toBe(0);
  });

  test("returns a function that stops listening", () => {
    const abort = new AbortController();
    const callback = vi.fn();
    const stop = onAbort(abort.signal, callback);
    stop();
    stop();
    abort.abort(reason);
    expect(callback).not.toHaveBeenCalled();
  });

  test("does nothing without a signal", () => {
    expect(onAbort(undefined, () => expect.fail("called back"))()).toBeUndefined();
  });
});

describe("untilAborted", () => {
  test.for(["resolves", "rejects"])("%s like the promise, and leaves no listener", async (how) => {
    const { signal } = new AbortController();
    const promise = how === "resolves" ? Promise.resolve(7) : Promise.reject(reason);
    const [settled] = await Promise.allSettled([untilAborted(promise, signal)]);
    expect(settled).toEqual(how === "resolves" ? { status: "fulfilled", value: 7 } : { status: "rejected", reason });
    expect(listeners(signal)).toBe(0);
  });

  test("rejects with the reason if the signal aborts first, and ignores a later rejection", async () => {
    const abort = new AbortController();
    const late = Promise.withResolvers<number>();
    const waiting = untilAborted(late.promise, abort.signal);
    abort.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    late.reject(new Error("too late"));
    await expect(late.promise).rejects.toThrow("too late");
  });

  test("rejects at once if the signal has already aborted", async () => {
    await expect(untilAborted(new Promise(() => {}), AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test("returns the promise itself without a signal", () => {
    const promise = Promise.resolve(7);
    expect(untilAborted(promise, undefined)).toBe(promise);
  });
});

describe("followSignal", () => {
  test("aborts with the signal, for the same reason", () => {
    const abort = new AbortController();
    const [controller] = followSignal(abort.signal);
    abort.abort(reason);
    expect(controller.signal.reason).toBe(reason);
    expect(followSignal(abort.signal)[0].signal.reason).toBe(reason);
  });

  test("stops following when released, and leaves no listener", () => {
    const abort = new AbortController();
    const [controller, release] = followSignal(abort.signal);
    expect(listeners(abort.signal)).toBe(1);
    release();
    expect(listeners(abort.signal)).toBe(0);
    abort.abort(reason);
    expect(controller.signal.aborted).toBe(false);
  });

  test("can be aborted without aborting the signal", () => {
    const abort = new AbortController();
    followSignal(abort.signal)[0].abort();
    expect(abort.signal.aborted).toBe(false);
    expect(followSignal(undefined)[0].signal.aborted).toBe(false);
  });
});
