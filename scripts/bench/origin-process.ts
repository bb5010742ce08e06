// Runs the server of a benchmark in a separate process while a callback uses it.

import { fork } from "node:child_process";
import { once } from "node:events";

export async function withOrigin<T>(
  { latencyMs, pages }: { latencyMs: number; pages: number },
  use: (url: string) => Promise<T>,
): Promise<T> {
  const origin = fork(new URL("origin.ts", import.meta.url), [`${latencyMs}`, `${pages}`]);
  try {
    const [url] = await once(origin, "message");
    return await use(url as string);
  } finally {
    origin.disconnect();
  }
}
