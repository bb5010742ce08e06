// Waiting that ends when the one who asks has had enough.

/** The requests that are waited on: platforms let go of one that nobody holds, and its signal then never fires. */
const held = new Set<Request>();

/** Resolves after so long, which may be `Infinity`; rejects with the reason of the request's signal once it aborts. */
export async function pause(request: Request, delayMs: number): Promise<void> {
  const { signal } = request;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(signal.reason);
  held.add(request);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  // A timer takes `Infinity` for no delay at all.
  const timer = delayMs === Infinity ? undefined : setTimeout(resolve, delayMs);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    held.delete(request);
  }
}
