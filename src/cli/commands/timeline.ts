// `timeline`: shows what a charger did, as text, as a page, as a picture, or as JSON.

import { extname } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { type CommandLog, RateLimitError, type StatusLog } from "../../index.ts";
import { analyse, MARGIN_MS } from "../analysis/analyse.ts";
import type { TimeRange } from "../analysis/model.ts";
import { timestampMs } from "../analysis/reports.ts";
import { toRows } from "../analysis/rows.ts";
import { addConnectionOptions, type ConnectionOptions, connect } from "../shared/connection.ts";
import { AdvisedError, UsageError } from "../shared/errors.ts";
import { checkOutput, writeOutput } from "../shared/files.ts";
import { type AddCommand, columnsOf, hasColors, type Io, say, write } from "../shared/io.ts";
import { EXAMPLE_EVSE, sinceOption, untilOption, waitOption } from "../shared/options.ts";
import { barProgress, canShowBar, lineProgress } from "../shared/progress.ts";
import { asksForWait, createRateLimitWait, readPages } from "../shared/rate-limit.ts";
import { parseWindow, type WindowOptions } from "../shared/timestamps.ts";
import { renderPage } from "../timeline/page/page.ts";
import { renderSvg } from "../timeline/svg/svg.ts";
import { renderText, type TextOptions } from "../timeline/text/text.ts";
import { createTimeline, type Timeline } from "../timeline/timeline.ts";
import { PURPOSE } from "../timeline/wording.ts";

interface TimelineOptions extends ConnectionOptions, WindowOptions {
  readonly format?: "text" | "json";
  readonly output?: string;
  readonly wait?: boolean;
}

type Render = (timeline: Timeline, options: TextOptions) => string;

const RENDERERS: Readonly<Record<string, Render>> = {
  ".html": renderPage,
  ".svg": renderSvg,
  ".txt": renderText,
  ".json": renderJson,
};

export const addTimeline: AddCommand = (program, io) => {
  const timeline = program
    .command("timeline")
    .summary("show what a charger did")
    .description(
      "Show what a charger did: sessions, energy, commands and their outcomes, and gaps in its reports. " +
        "Needs the scopes evse:read and debug:read.",
    )
    .argument("<evse>", "the charger's id")
    .addOption(sinceOption().default("7d"))
    .addOption(untilOption())
    .addOption(
      new Option(
        "-o, --output <file>",
        "write a page (.html), only the picture (.svg), or one of the formats (.txt, .json)",
      ),
    )
    .addOption(
      new Option("--format <name>", "the format of standard output (default: text)")
        .choices(["text", "json"])
        .argParser(readFormat)
        .conflicts("output"),
    )
    .addOption(waitOption())
    .action((evse: string, options: TimelineOptions) => showTimeline(evse, options, io));
  addConnectionOptions(timeline).addHelpText(
    "after",
    `
Times are shown in the time zone of this machine. The days of --since and
--until begin in UTC.

Examples:
  $ ev-energy-logs timeline ${EXAMPLE_EVSE}
  $ ev-energy-logs timeline ${EXAMPLE_EVSE} --since 30d -o month.html
  $ ev-energy-logs timeline ${EXAMPLE_EVSE} --since 2026-01-30 --until 2026-01-31 -o day.svg
  $ ev-energy-logs timeline ${EXAMPLE_EVSE} --format json

In JSON, names, units and timestamps are those of the API; unknown values are
null.

${PURPOSE}`,
  );
};

async function showTimeline(evse: string, options: TimelineOptions, io: Io): Promise<void> {
  const { output, format } = options;
  const render = output === undefined ? (format === "json" ? renderJson : renderText) : rendererOf(output);
  const window = openWindow(options, io.now());
  // A day ends a microsecond before the next one.
  const range = { fromMs: Date.parse(window.since), untilMs: Math.round(timestampMs(window.until)) };
  const { statusLogs, commandLogs, read } = await readLogs(evse, range, options, io);
  const text = render(createTimeline(evse, analyse(statusLogs, commandLogs, range, read)), {
    columns: columnsOf(io.stdout, io.env),
    color: output === undefined && hasColors(io.stdout, io.env, options),
  });
  if (output === undefined) return await write(io.stdout, text);
  writeOutput(output, text);
  if (!options.quiet) say(io, `${output} written${/\.(html|svg)$/i.test(output) ? "; open it in a browser" : ""}`);
}

function readFormat(text: string): string {
  if (text === "text" || text === "json") return text;
  throw new InvalidArgumentError("Use text or json; for a page or a picture, use -o FILE.html or -o FILE.svg.");
}

function renderJson({ evseId, analysis }: Timeline): string {
  return `${JSON.stringify(toRows(evseId, analysis), undefined, 2)}\n`;
}

/** Chooses the renderer by the name of the file, before anything is requested. */
function rendererOf(output: string): Render {
  const render = RENDERERS[extname(output).toLowerCase()];
  checkOutput(output);
  if (render) return render;
  throw new UsageError(`--output must end in ${Object.keys(RENDERERS).join(", ")} (received ${output})`);
}

/** Returns a window with both ends. It ends now at the latest: the future is not a gap in the reports. */
function openWindow(options: WindowOptions, now: number): Required<WindowOptions> {
  const { since = "", until = new Date(now).toISOString() } = parseWindow(options, now);
  const last = Date.parse(until) > now ? new Date(now).toISOString() : until;
  if (Date.parse(since) < Date.parse(last)) return { since, until: last };
  throw new UsageError(`--since must be before the end of the window, ${last} (received ${since})`);
}

/**
 * Reads the logs of a window, and of an hour around it, and at least one report before it: they show what crosses its
 * edges. The commands come first: they are few, and their scope is the one that a token may lack.
 */
async function readLogs(evse: string, window: TimeRange, options: TimelineOptions, io: Io) {
  const read = { fromMs: window.fromMs - MARGIN_MS, untilMs: Math.min(window.untilMs + MARGIN_MS, io.now()) };
  const [since, until] = [read.fromMs, read.untilMs].map((atMs) => new Date(atMs).toISOString()) as [string, string];
  let progress = lineProgress(io, options);
  const client = connect(options, io, () => progress);
  if (!options.quiet && canShowBar(io)) progress = barProgress(io, [{}], { since, until });
  const { signal } = io;
  const wait = options.wait ? createRateLimitWait(io, progress, signal) : undefined;
  const { commandLogs, statusLogs } = client;
  const [ofCommands, ofStatus] = [
    { logged_at__gte: since, logged_at__lte: until },
    { sampled_at__gte: since, sampled_at__lte: until },
  ];
  const found = { commandLogs: [] as CommandLog[], statusLogs: [] as StatusLog[] };
  try {
    const commandPages = readPages((from) => commandLogs.list(evse, ofCommands, { from, signal }), wait);
    for await (const { items } of commandPages) found.commandLogs.push(...items);
    const statusPages = readPages((from) => statusLogs.list(evse, ofStatus, { from, signal }), wait);
    for await (const { items, rateLimit } of statusPages) {
      found.statusLogs.push(...items);
      progress.page(0, { rows: items.length, oldest: items.at(-1)?.sampled_at, rateLimit });
    }
    if (!found.statusLogs.some(({ sampled_at }) => Date.parse(sampled_at) < window.fromMs)) {
      const last = { sampled_at__lte: since, page_size: 1 };
      const pages = readPages((from) => statusLogs.list(evse, last, { from, signal, maxItems: 1 }), wait);
      for await (const { items } of pages) found.statusLogs.push(...items);
    }
    const times = found.statusLogs.map(({ sampled_at }) => Date.parse(sampled_at));
    return { ...found, read: { ...read, fromMs: times.reduce((a, b) => Math.min(a, b), read.fromMs) } };
  } catch (error) {
    if (!asksForWait(error)) throw error;
    const cause = error instanceof RateLimitError ? "the rate limit" : "the provider";
    throw new AdvisedError(error, `Use --wait to wait for ${cause}.`);
  } finally {
    progress.stop();
  }
}
