// One call of `status` or `commands`: finds out what is wanted and where it goes, exports it, and says how to go on if
// that was cut short.

import { createWriteStream, existsSync } from "node:fs";
import { RateLimitError } from "../../index.ts";
import { resumeLine } from "../shared/command-line.ts";
import { baseUrlOf, type ConnectionOptions, connect } from "../shared/connection.ts";
import { readEnv } from "../shared/credentials.ts";
import { readEvses } from "../shared/evses.ts";
import { Advised, asOutputError, CommandError, EXIT, UsageError } from "../shared/failures.ts";
import { createFormat, type Format, type FormatName, formatNameOf } from "../shared/formats/format.ts";
import { columnsOf, hasColors, type Io, say } from "../shared/io.ts";
import { type KindName, kinds } from "../shared/log-kinds.ts";
import { isReplaceable, targetOf } from "../shared/output-files.ts";
import { readWindow, type WindowOptions } from "../shared/times.ts";
import { begin, type Checkpoint, findCheckpoint, pathOf } from "./checkpoint.ts";
import type { Destination } from "./destination.ts";
import { FileDestination } from "./file.ts";
import { lock } from "./lock.ts";
import { barProgress, count, lineProgress } from "./progress.ts";
import { exportLogs, type Job } from "./run.ts";
import { StreamDestination } from "./stream.ts";

/** As commander reads them. */
export interface ExportOptions extends ConnectionOptions, WindowOptions {
  readonly evses?: string;
  readonly expand: readonly string[];
  readonly format?: FormatName;
  readonly output?: string;
  readonly concurrency: number;
  readonly resume?: boolean;
  readonly wait?: boolean;
}

/** What one call is about. */
interface Session {
  readonly command: KindName;
  readonly options: ExportOptions;
  readonly io: Io;
  /** The file that is written beside and renamed; undefined if the output is a stream. */
  readonly file: string | undefined;
  readonly format: Format;
  readonly checkpoint: Checkpoint;
}

/**
 * Exports the logs of the chargers that the arguments and options name.
 *
 * @throws {Advised} if it was cut short, with what to do about it
 * @throws {CommandError} if it could not begin, or there is nothing of some chargers
 */
export async function runExport(command: KindName, args: readonly string[], options: ExportOptions, io: Io) {
  const { ids, complaints } = await readEvses(args, options.evses, io);
  const file = fileOf(options);
  // Before the checkpoint is looked at, which says something else while that process runs.
  const unlock = file === undefined ? () => {} : lock(file);
  try {
    await exportAll(prepare(command, ids, file, options, io), complaints);
  } finally {
    unlock();
  }
}

async function exportAll(session: Session, complaints: readonly string[]): Promise<void> {
  const { io, checkpoint } = session;
  for (const complaint of complaints) say(io, `error: ${complaint}`);
  const { missing, failures } = await run(session);
  const bad = complaints.length + missing + failures;
  if (bad === 0) return;
  const all = complaints.length + checkpoint.places.length;
  // What became of a single one was said already.
  const error = new CommandError(EXIT.failed, all > 1 ? `${bad} of ${all} chargers could not be exported` : "");
  throw failures > 0 ? advise(error, session) : error;
}

function fileOf({ output, resume }: ExportOptions): string | undefined {
  const file = output !== undefined && isReplaceable(output) ? targetOf(output) : undefined;
  if (resume && file === undefined) throw new UsageError("--resume: it goes with --output FILE");
  return file;
}

function prepare(
  command: KindName,
  evses: readonly string[],
  file: string | undefined,
  options: ExportOptions,
  io: Io,
): Session {
  const { output, expand, since, until } = options;
  const formatName = formatNameOf(options, io.stdout);
  if (formatName === "table" && expand.length > 0 && !options.quiet) {
    say(io, "A table shows nothing of what --expand puts in; the other forms of --format do.");
  }
  const format = createFormat(formatName, command, {
    columns: columnsOf(io.stdout, io.env),
    colors: output === undefined && hasColors(io.stdout, io.env, options),
  });
  const baseUrl = baseUrlOf(options, readEnv(io.env, options.envFile));
  const request = { command, evses, since, until, expand, format: formatName, baseUrl };
  const window = readWindow(options, io.now());
  const checkpoint = file ? findCheckpoint(file, request, window, options.resume) : begin(request, window);
  return { command, options, io, file, format, checkpoint };
}

/** Gives for how many chargers there is nothing, and for how many not all. */
async function run(session: Session): Promise<{ missing: number; failures: number }> {
  const { command, options, io, file, format, checkpoint } = session;
  const { places, window } = checkpoint;
  let progress = lineProgress(io, options);
  const client = connect(options, io, () => progress);
  const destination = await openDestination(session);
  if (hasBar(options, io)) progress = barProgress(io, places, window);
  const { concurrency, wait } = options;
  const [kind, query] = [kinds[command], queryOf(session)];
  const job = { client, kind, query, places, format, destination, progress, concurrency, wait, io };
  try {
    const failures = await exportTo(job, file === undefined);
    if (!options.quiet && (failures === 0 || file === undefined)) sayWhatCame(session);
    return { missing: places.filter(({ state }) => state === "missing").length, failures };
  } catch (error) {
    throw advise(error, session);
  }
}

function sayWhatCame({ options: { output }, io, file, checkpoint }: Session): void {
  const done = checkpoint.places.filter(({ state }) => state === "done").length;
  const rows = checkpoint.places.reduce((sum, place) => sum + place.rows, 0);
  if (done === 0) return;
  if (rows === 0) say(io, "No logs in this window.");
  else if (file !== undefined) {
    say(io, `${count(rows, "log")} of ${count(done, "charger")} ${rows === 1 ? "is" : "are"} in ${output}`);
  }
}

async function exportTo(job: Job, isStream: boolean): Promise<number> {
  const { places, destination, progress } = job;
  try {
    const failures = await exportLogs(job);
    // A file that lacks something does not appear; what went to a stream is to be well-formed.
    const isComplete = failures === 0 || isStream;
    if (isComplete && places.some(({ state }) => state === "done")) await destination.finish();
    return failures;
  } finally {
    progress.stop();
    await destination.close();
  }
}

async function openDestination({ options, io, file, format, checkpoint }: Session): Promise<Destination> {
  if (file !== undefined) {
    return await FileDestination.open(file, format, checkpoint, io.now).catch((error) => {
      throw asOutputError(error);
    });
  }
  if (options.output === undefined) return new StreamDestination(io.stdout, format, checkpoint.places.length);
  const device = createWriteStream(options.output);
  // Whoever writes is told.
  device.on("error", () => {});
  return new StreamDestination(device, format, checkpoint.places.length);
}

/** A bar needs a terminal that does not show the logs themselves. */
function hasBar({ quiet, output }: ExportOptions, { stdout, stderr }: Io): boolean {
  return !quiet && stderr.isTTY === true && (output !== undefined || !stdout.isTTY);
}

/** What is newer than the window's end is left out, so that an export which goes on later sees the same logs. */
function queryOf({ command, options, checkpoint: { window } }: Session): object {
  const { stamp } = kinds[command];
  return {
    ...(window.since !== undefined && { [`${stamp}__gte`]: window.since }),
    [`${stamp}__lte`]: window.until,
    ...(options.expand.length > 0 && { expand: options.expand }),
  };
}

/** To be asked once the destination is closed. */
function advise(error: unknown, { file, io }: Session): unknown {
  if (file !== undefined) {
    const again = error instanceof RateLimitError ? "run it again then, or with --wait" : "run it again";
    const isBegun = existsSync(pathOf(file));
    const advice = isBegun ? `To go on: ${resumeLine(io)}` : `Nothing was written yet; ${again}.`;
    return new Advised(asOutputError(error), advice);
  }
  if (!(error instanceof RateLimitError)) return error;
  return new Advised(error, "An export with --output FILE can go on later; --wait sits the limit out.");
}
