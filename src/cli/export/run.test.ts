import { expect, it } from "vitest";
import { NOW, Screen } from "../../../tests/support/cli.ts";
import { RateLimitError } from "../../index.ts";
import { createFormat } from "../shared/formats/format.ts";
import { kinds } from "../shared/log-kinds.ts";
import { startOf } from "./places.ts";
import { lineProgress } from "./progress.ts";
import { exportLogs, type Job } from "./run.ts";
import { StreamDestination } from "./stream.ts";

it("all who are refused at a time share one wait", async () => {
  const refused = new Set<string>();
  const over = Promise.withResolvers<void>();
  const refusal = { status: 429, headers: new Headers(), method: "GET", url: "x", retryAfterMs: 90_000 };
  const list = (evse: string) => ({
    async *pages(): AsyncGenerator<unknown, void> {
      if (refused.has(evse)) return yield { items: [{ sampled_at: evse }], next: undefined };
      refused.add(evse);
      // The wait of the first is over once both have been refused.
      if (refused.size === 2) setImmediate(over.resolve);
      throw new RateLimitError("GET x: 429", refusal);
    },
  });
  const waits: number[] = [];
  const output = new Screen();
  const stderr = new Screen();
  const format = createFormat("ndjson", "status", { columns: 80, colors: false });
  const failures = await exportLogs({
    client: { statusLogs: { list } } as unknown as Job["client"],
    kind: kinds.status,
    query: {},
    places: [startOf("A"), startOf("B")],
    format,
    destination: new StreamDestination(output, format, 2),
    progress: lineProgress({ stderr, now: () => NOW }, {}),
    concurrency: 2,
    wait: true,
    io: {
      signal: new AbortController().signal,
      now: () => NOW,
      sleep: async (delayMs) => {
        waits.push(delayMs);
        await over.promise;
      },
    },
  });
  expect(failures).toBe(0);
  expect(waits).toEqual([90_000]);
  expect(stderr.text).toMatch(/^The rate limit is used up; waiting until \d\d:01 \S+ \(in 2 min\)\.\n$/);
  expect(output.text).toBe('{"sampled_at":"A"}\n{"sampled_at":"B"}\n');
});
