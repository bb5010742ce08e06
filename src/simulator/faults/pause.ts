// Delays that end early when the request is aborted.

/** Requests being delayed. Without a reference, a request can be collected, and its signal then never fires. */
const held = new Set<Request>();

/** Resolves after `delayMs`, which may be `Infinity`; rejects with the reason of the request's signal once it aborts. */
export async function pause(request: Request, delayMs: number): Promise<void> {
  const { signal } = request;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(signal.reason);
  held.add(request);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  // `setTimeout` treats `Infinity` as 0.
  const timer = delayMs === Infinity ? undefined : setTimeout(resolve, delayMs);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    held.delete(request);
  }
}
