// Listening to a caller's signal without leaving anything on it: a signal may outlive thousands of calls.

/** Calls back when the signal aborts, at once if it has. Gives a function that takes the listener off. */
export function onAbort(signal: AbortSignal | undefined, callback: (reason: unknown) => void): () => void {
  if (!signal) return () => {};
  const listener = () => callback(signal.reason);
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}

/** Settles like the promise, or rejects with the signal's reason if that comes first. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, reject);
    // A source of the caller's own may give a token that is no promise.
    Promise.resolve(promise).finally(stopListening).then(resolve, reject);
  });
}

/** Makes a controller that aborts along with the signal, and what takes its listener off the signal. */
export function followSignal(signal: AbortSignal | undefined): [controller: AbortController, release: () => void] {
  const controller = new AbortController();
  return [controller, onAbort(signal, (reason) => controller.abort(reason))];
}
