// Follows a caller's signal without leaving listeners on it: one signal may outlive thousands of calls.

/** Calls back when the signal aborts, or at once if it already has. Returns a function that removes the listener. */
export function onAbort(signal: AbortSignal | undefined, callback: (reason: unknown) => void): () => void {
  if (!signal) return () => {};
  const listener = () => callback(signal.reason);
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}

/** Settles like the promise, or rejects with the signal's reason if the signal aborts first. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, reject);
    // A caller's own token source may return a token that is not a promise.
    Promise.resolve(promise).finally(stopListening).then(resolve, reject);
  });
}

/** Creates a controller that aborts with the signal, and a function that removes the listener from the signal. */
export function followSignal(signal: AbortSignal | undefined): [controller: AbortController, release: () => void] {
  const controller = new AbortController();
  return [controller, onAbort(signal, (reason) => controller.abort(reason))];
}
