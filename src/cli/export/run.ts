// Runs `status` or `commands`: plans, locks the output, exports, and reports how to resume if that was cut short.

import { createWriteStream, existsSync } from "node:fs";
import { RateLimitError } from "../../index.ts";
import { connect } from "../shared/connection.ts";
import { AdvisedError, CommandError, EXIT, toOutputError } from "../shared/errors.ts";
import { type Io, say } from "../shared/io.ts";
import { type KindName, kinds } from "../shared/log-kinds.ts";
import { barProgress, canShowBar, lineProgress } from "../shared/progress.ts";
import { asksForWait } from "../shared/rate-limit.ts";
import { formatCount } from "../shared/units.ts";
import { exportChargers } from "./chargers.ts";
import { type Checkpoint, loadCheckpoint, pathOf, startCheckpoint } from "./checkpoint.ts";
import type { Destination } from "./destination.ts";
import { FileDestination } from "./file-destination.ts";
import { Lateness } from "./lateness.ts";
import { acquireLock, type Lock } from "./lock.ts";
import { createPlan, type ExportOptions, type Plan } from "./plan.ts";
import { StreamDestination } from "./stream-destination.ts";

/**
 * Exports the logs of the chargers that the arguments and options name.
 *
 * @throws {AdvisedError} if it was cut short, with what to do next
 * @throws {CommandError} if it could not begin, or some chargers could not be exported
 */
export async function runExport(command: KindName, args: readonly string[], options: ExportOptions, io: Io) {
  const plan = await createPlan(command, args, options, io);
  const lock = plan.file === undefined ? undefined : await acquireLock(plan.file, io, options);
  try {
    await exportLogs(command, plan, lock, options, io);
  } finally {
    lock?.release();
  }
}

async function exportLogs(
  command: KindName,
  plan: Plan,
  lock: Lock | undefined,
  options: ExportOptions,
  io: Io,
): Promise<void> {
  const { request, window, format, file, idErrors } = plan;
  const checkpoint =
    file === undefined ? startCheckpoint(request, window) : loadCheckpoint(file, request, window, options.resume);
  const { chargers } = checkpoint;
  for (const error of idErrors) say(io, `error: ${error}`);
  let progress = lineProgress(io, options);
  const client = connect(options, io, () => progress);
  const destination = await openDestination(plan, checkpoint, lock, options, io);
  // Not between the rows of a table.
  const showsRows = options.output === undefined && io.stdout.isTTY;
  if (!options.quiet && !showsRows && canShowBar(io))
    progress = barProgress(io, chargers.map(toProgress), checkpoint.window);

  const kind = kinds[command];
  const query = queryOf(kind.timestamp, checkpoint);
  const { concurrency, wait } = options;
  const lateness = new Lateness();
  let failures: number;
  try {
    try {
      failures = await exportChargers({
        client,
        kind,
        query,
        chargers,
        format,
        destination,
        progress,
        lateness,
        concurrency,
        wait,
        io,
      });
      // A file appears only if it is complete; a stream is to be well-formed in any case.
      const isComplete = failures === 0 || file === undefined;
      if (isComplete && chargers.some(({ status }) => status === "done")) await destination.finish();
    } finally {
      progress.stop();
      await destination.close();
    }
  } catch (error) {
    throw addAdvice(error, file, io);
  }
  if (!options.quiet && (failures === 0 || file === undefined)) {
    reportRows(checkpoint, file && options.output, io);
    const { until } = checkpoint.window;
    const late = lateness.describe(until === undefined ? 0 : io.now() - Date.parse(until));
    if (late !== undefined) say(io, late);
  }

  const missing = chargers.filter(({ status }) => status === "missing").length;
  const bad = idErrors.length + missing + failures;
  if (bad === 0) return;
  const all = idErrors.length + chargers.length;
  // A single charger's error has been printed.
  const error = new CommandError(EXIT.failed, all > 1 ? `${bad} of ${all} chargers could not be exported` : "");
  throw failures > 0 ? addAdvice(error, file, io) : error;
}

async function openDestination(
  { file, format }: Plan,
  checkpoint: Checkpoint,
  lock: Lock | undefined,
  { output }: ExportOptions,
  io: Io,
): Promise<Destination> {
  if (file !== undefined && lock) {
    return await FileDestination.open({
      output: file,
      format,
      checkpoint,
      lock,
      now: io.now,
      say: (line) => say(io, line),
    }).catch((error) => {
      throw toOutputError(error);
    });
  }
  if (output === undefined) return new StreamDestination(io.stdout, format);
  // Each write reports its own failure; an error event without a listener would end the process.
  return new StreamDestination(
    createWriteStream(output).on("error", () => {}),
    format,
  );
}

function toProgress({ rows, lastTimestamps, status }: Checkpoint["chargers"][number]) {
  return { rows, oldest: lastTimestamps.at(-1), isDone: status !== "open" };
}

function queryOf(field: string, { window, request: { expand } }: Checkpoint): object {
  return {
    ...(window.since !== undefined && { [`${field}__gte`]: window.since }),
    ...(window.until !== undefined && { [`${field}__lte`]: window.until }),
    ...(expand.length > 0 && { expand }),
  };
}

function reportRows({ chargers }: Checkpoint, output: string | undefined, io: Io): void {
  const done = chargers.filter(({ status }) => status === "done").length;
  const rows = chargers.reduce((sum, charger) => sum + charger.rows, 0);
  if (done === 0) return;
  if (rows === 0) say(io, "No logs in this window.");
  else if (output !== undefined) {
    say(io, `${formatCount(rows, "log")} of ${formatCount(done, "charger")} ${rows === 1 ? "is" : "are"} in ${output}`);
  }
}

/** The destination must be closed: only then it is known whether there is a checkpoint. */
function addAdvice(error: unknown, file: string | undefined, io: Io): unknown {
  if (file !== undefined) {
    const again = asksForWait(error) ? "run it again after that time, or with --wait" : "run it again";
    const advice = existsSync(pathOf(file)) ? `To resume: ${resumeLine(io)}` : `Nothing was written yet; ${again}.`;
    return new AdvisedError(toOutputError(error), advice);
  }
  if (!asksForWait(error)) return error;
  const cause = error instanceof RateLimitError ? "the rate limit" : "the provider";
  return new AdvisedError(
    error,
    `Use --output FILE for an export that can be resumed, or --wait to wait for ${cause}.`,
  );
}

/** Returns the command line that resumes the export, for a POSIX shell. */
export function resumeLine({ program, args }: Pick<Io, "program" | "args">): string {
  const [command = "", ...others] = args.filter((arg) => arg !== "--resume");
  // After a `--`, it would be taken for a charger.
  return `${program} ${[command, "--resume", ...others].map(quote).join(" ")}`;
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
