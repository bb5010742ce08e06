// `follow`: shows the logs of a charger as they come.

import { Option } from "commander";
import { ApiError, ConnectionError, InvalidResponseError, RateLimitError, TimeoutError } from "../../index.ts";
import { duration, whenAndIn } from "../export/durations.ts";
import { waitOf } from "../export/patience.ts";
import { jsonLine, textLine } from "../follow/lines.ts";
import { type Entry, Watch } from "../follow/watch.ts";
import { addConnectionOptions, type ConnectionOptions, connect } from "../shared/connection.ts";
import { explain } from "../shared/failures.ts";
import { intervalReader } from "../shared/intervals.ts";
import { type AddCommand, hasColors, type Io, say, write } from "../shared/io.ts";
import { expandOption } from "../shared/options.ts";
import { MOMENT_FORMS, readMoment } from "../shared/times.ts";

interface FollowOptions extends ConnectionOptions {
  readonly since?: string;
  readonly interval: number;
  readonly expand: readonly string[];
  readonly format?: "text" | "table" | "ndjson";
}

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";

export const addFollow: AddCommand = (program, io) => {
  const follow = program
    .command("follow")
    .summary("show new logs of a charger as they come")
    .description(
      "Show new logs of a charger as they come, status and command logs merged by time, each once, until Ctrl-C. " +
        "Needs the scopes evse:read and debug:read.",
    )
    .argument("<evse>", "the charger's id")
    .addOption(new Option("--since <when>", `begin with the logs from then on (default: nothing old): ${MOMENT_FORMS}`))
    .addOption(
      new Option("--interval <time>", "how long to wait between two looks, at least 10s: 30s, 5m, 1h")
        .default(60_000, "60s")
        .argParser(intervalReader("10s", "1d")),
    )
    .addOption(expandOption())
    .addOption(
      new Option(
        "--format <name>",
        "a line for people, also named table, or for programs (default: text on a terminal, else ndjson)",
      ).choices(["text", "table", "ndjson"]),
    )
    .action((evse: string, options: FollowOptions) => followLogs(evse, options, io));
  addConnectionOptions(follow).addHelpText(
    "after",
    `
A look costs two requests: 120 an hour at 60s, 720 at 10s, of the 1000 that are
usual. More than 100 new logs cost more.
Logs that turn up late, up to 10 minutes behind the newest one, still come, then
out of order. The rate limit is sat out, and a broken network is tried again.

Whoever reads may leave, as head -1 does: it ends with the next log, or at once
on Ctrl-C.

A line of ndjson is {"kind":"status","log":{...}}, or has "command" as its kind.
The log stands there as it came.

Examples:
  $ ev-energy-logs follow ${EVSE}
  $ ev-energy-logs follow ${EVSE} --since 1h --interval 30s
  $ ev-energy-logs follow ${EVSE} >> charger.ndjson`,
  );
};

/** Never ends but by an error, of which an interruption is one. */
async function followLogs(evse: string, options: FollowOptions, io: Io): Promise<never> {
  const { expand, interval } = options;
  const { signal } = io;
  const since = options.since === undefined ? undefined : readMoment("--since", options.since, io.now());
  const watch = new Watch({ client: connect(options, io), evse, since, expand, signal });
  const show = showIn(options, io);
  const patience = createPatience(options, io);
  for (;;) {
    let delayMs = interval;
    try {
      const entries = await watch.look();
      patience.succeed();
      // At once, so that no interruption can come in between.
      if (entries.length > 0) await write(io.stdout, entries.map(show).join(""));
    } catch (error) {
      delayMs = patience.bear(error);
    }
    await io.sleep(delayMs, signal);
  }
}

function showIn(options: FollowOptions, { stdout, env }: Io): (entry: Entry) => string {
  if ((options.format ?? (stdout.isTTY ? "text" : "ndjson")) === "ndjson") return jsonLine;
  const color = hasColors(stdout, env, options);
  return (entry) => textLine(entry, color);
}

interface Patience {
  succeed(): void;
  /**
   * Says how long to wait until the next look.
   *
   * @throws the error, if another look won't fare better
   */
  bear(error: unknown): number;
}

function createPatience({ interval, quiet }: FollowOptions, io: Io): Patience {
  let trouble: string | undefined;
  return {
    succeed() {
      if (trouble !== undefined && !quiet) say(io, "Following again.");
      trouble = undefined;
    },
    bear(error) {
      if (error instanceof RateLimitError) {
        const delayMs = waitOf(error);
        if (!quiet) say(io, `The rate limit is used up; waiting until ${whenAndIn(io.now() + delayMs, delayMs)}.`);
        return delayMs;
      }
      if (!mayPass(error)) throw error;
      const { lines } = explain(error);
      // Once, however long it lasts.
      if (trouble !== lines.join()) say(io, [...lines, `Trying again every ${duration(interval)}.`].join("\n"));
      trouble = lines.join();
      return interval;
    },
  };
}

function mayPass(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 408;
  return error instanceof ConnectionError || error instanceof TimeoutError || error instanceof InvalidResponseError;
}
