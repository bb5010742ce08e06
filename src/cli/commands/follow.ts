// `follow`: shows the logs of a charger as they appear.

import { Option } from "commander";
import { ApiError, ConnectionError, InvalidResponseError, RateLimitError, TimeoutError } from "../../index.ts";
import { jsonLine, textLine } from "../follow/lines.ts";
import { type Entry, Poller } from "../follow/poll.ts";
import { addConnectionOptions, type ConnectionOptions, connect } from "../shared/connection.ts";
import { explainError } from "../shared/errors.ts";
import { type AddCommand, hasColors, type Io, say, write } from "../shared/io.ts";
import { EXAMPLE_EVSE, expandOption } from "../shared/options.ts";
import { waitMsOf } from "../shared/rate-limit.ts";
import { parseTimestamp, TIMESTAMP_FORMATS } from "../shared/timestamps.ts";
import { durationParser, formatDuration, formatTimeAhead } from "../shared/units.ts";

interface FollowOptions extends ConnectionOptions {
  readonly since?: string;
  readonly interval: number;
  readonly lookback: number;
  readonly expand: readonly string[];
  readonly format?: "text" | "table" | "ndjson";
}

export const addFollow: AddCommand = (program, io) => {
  const follow = program
    .command("follow")
    .summary("show new logs of a charger as they appear")
    .description(
      "Show new logs of a charger as they appear, until Ctrl-C: status and command logs in order of time, each once. " +
        "Needs the scopes evse:read and debug:read.",
    )
    .argument("<evse>", "the charger's id")
    .addOption(new Option("--since <time>", `begin with logs from then on (default: new logs): ${TIMESTAMP_FORMATS}`))
    .addOption(
      new Option("--interval <duration>", "interval between polls, at least 10s: 30s, 5m, 1h")
        .default(60_000, "60s")
        .argParser(durationParser("10s", "1d")),
    )
    .addOption(
      new Option("--lookback <duration>", "how far behind the newest log late ones are found: 30m, 2h, 1d")
        .default(7_200_000, "2h")
        .argParser(durationParser("1m", "30d")),
    )
    .addOption(expandOption())
    .addOption(
      new Option(
        "--format <name>",
        "text (or table) for reading, ndjson for programs (default: text on a terminal, ndjson elsewhere)",
      ).choices(["text", "table", "ndjson"]),
    )
    .action((evse: string, options: FollowOptions) => followLogs(evse, options, io));
  addConnectionOptions(follow).addHelpText(
    "after",
    `
Each poll takes two requests: 120 an hour at 60s, 720 at 10s, of a usual rate
limit of 1000. More than 100 logs within --lookback take more.
Logs that arrive late are printed too, out of order. follow waits for the rate
limit and retries after network failures.

The reader of the output may stop early, as head -1 does: follow then exits with
the next log. Ctrl-C exits at once.

A line of ndjson is {"kind":"status","log":{...}}, or has the kind "command",
with the log as the API returns it.

Examples:
  $ ev-energy-logs follow ${EXAMPLE_EVSE}
  $ ev-energy-logs follow ${EXAMPLE_EVSE} --since 1h --interval 30s
  $ ev-energy-logs follow ${EXAMPLE_EVSE} >> charger.ndjson`,
  );
};

/** Ends only with an error, which may be an interruption. */
async function followLogs(evse: string, options: FollowOptions, io: Io): Promise<never> {
  const { expand, interval, lookback: lookbackMs } = options;
  const { signal } = io;
  const since = options.since === undefined ? undefined : parseTimestamp("--since", options.since, io.now());
  const poller = new Poller({ client: connect(options, io), evse, since, lookbackMs, expand, signal, now: io.now });
  const formatEntry = formatOf(options, io);
  const failures = createFailureHandler(options, io);
  for (;;) {
    let delayMs = interval;
    try {
      const entries = await poller.poll();
      failures.end();
      // No await before it, so that no interruption can lose them.
      if (entries.length > 0) await write(io.stdout, entries.map(formatEntry).join(""));
    } catch (error) {
      delayMs = failures.handle(error);
    }
    await io.sleep(delayMs, signal);
  }
}

function formatOf(options: FollowOptions, { stdout, env }: Io): (entry: Entry) => string {
  if ((options.format ?? (stdout.isTTY ? "text" : "ndjson")) === "ndjson") return jsonLine;
  const color = hasColors(stdout, env, options);
  return (entry) => textLine(entry, color);
}

interface FailureHandler {
  /** A poll has succeeded. */
  end(): void;
  /**
   * Reports a failure, and returns how long to wait until the next poll.
   *
   * @throws the error, if the next poll would fail too
   */
  handle(error: unknown): number;
}

function createFailureHandler({ interval, quiet }: FollowOptions, io: Io): FailureHandler {
  let reported: string | undefined;
  return {
    end() {
      if (reported !== undefined && !quiet) say(io, "Following again.");
      reported = undefined;
    },
    handle(error) {
      if (error instanceof RateLimitError) {
        const delayMs = waitMsOf(error, io.now());
        if (!quiet) say(io, `Rate limit reached; waiting until ${formatTimeAhead(io.now() + delayMs, delayMs)}.`);
        return delayMs;
      }
      if (!isTemporary(error)) throw error;
      const lines = explainError(error).lines.join("\n");
      // Once, however long it lasts.
      if (reported !== lines) say(io, `${lines}\nRetrying every ${formatDuration(interval)}.`);
      reported = lines;
      return interval;
    },
  };
}

function isTemporary(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 408;
  return error instanceof ConnectionError || error instanceof TimeoutError || error instanceof InvalidResponseError;
}
