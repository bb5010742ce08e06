// Runs the server side of a benchmark in a process of its own for as long as something uses it.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export async function withOrigin(
  { latencyMs, pages }: { latencyMs: number; pages: number },
  use: (url: string) => Promise<void>,
): Promise<void> {
  const origin = fork(fileURLToPath(new URL("origin.ts", import.meta.url)), [`${latencyMs}`, `${pages}`]);
  try {
    const [url] = await once(origin, "message");
    await use(url as string);
  } finally {
    origin.disconnect();
  }
}
