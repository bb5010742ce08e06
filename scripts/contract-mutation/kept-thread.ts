// A pool of one thread for Vitest, which outlives a run: what the tests have loaded, Prism above all, stays loaded.

import { Worker } from "node:worker_threads";
import type { PoolRunnerInitializer } from "vitest/node";

type Listener = (...values: unknown[]) => void;

export interface KeptThread extends PoolRunnerInitializer {
  /** Resolves when the last run has let go of the thread; before that none may begin. */
  released(): Promise<void>;
  /** Ends the thread for good. */
  end(): Promise<unknown>;
}

export function keptThread(): KeptThread {
  const name = "kept-thread";
  let thread: Worker | undefined;
  let released = Promise.resolve();

  return {
    name,
    createPoolWorker({ env }) {
      thread ??= startThread(env);
      const worker = thread;
      const listeners: [event: string, listener: Listener][] = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      released = promise;
      return {
        name,
        start: async () => {},
        async stop() {
          for (const [event, listener] of listeners) worker.off(event, listener);
          resolve();
        },
        send: (message) => worker.postMessage(message),
        on(event, listener) {
          listeners.push([event, listener]);
          worker.on(event, listener);
        },
        off: (event, listener) => void worker.off(event, listener),
        deserialize: (data) => data,
      };
    },
    released: () => released,
    end: async () => thread?.terminate(),
  };
}

function startThread(env: NodeJS.ProcessEnv): Worker {
  return new Worker(new URL("./test-thread.ts", import.meta.url), { env });
}
