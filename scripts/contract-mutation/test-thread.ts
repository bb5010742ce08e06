// What runs in the kept thread: Vitest's own runtime, for one run after another.

import { parentPort } from "node:worker_threads";
import { init, runBaseTests, setupEnvironment } from "vitest/worker";

type Listener = (message: unknown) => void;
const listeners: Listener[] = [];

init({
  post: (message) => parentPort?.postMessage(message),
  on(listener) {
    listeners.push(listener);
    parentPort?.on("message", listener);
  },
  off: (listener) => parentPort?.off("message", listener),
  runTests: (state, traces) => runBaseTests("run", state, traces),
  collectTests: (state, traces) => runBaseTests("collect", state, traces),
  setup: setupEnvironment,
  // The first listener takes the runs; each run adds one that no later run has a use for.
  teardown() {
    for (const listener of listeners.splice(1)) parentPort?.off("message", listener);
  },
});
