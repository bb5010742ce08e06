// The file beside the output from which a stopped export resumes.

import { existsSync, readFileSync, rmSync } from "node:fs";
import { CommandError, describeReadError, EXIT, UsageError } from "../shared/errors.ts";
import { fingerprintOf, replaceFile } from "../shared/files.ts";
import type { Window } from "../shared/timestamps.ts";

/** What was asked for, as typed. A checkpoint is valid for the same request only. */
export interface Request {
  readonly command: string;
  readonly evses: readonly string[];
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly expand: readonly string[];
  readonly format: string;
  readonly baseUrl: string;
}

/** How far the export of a charger has come. */
export interface ChargerState {
  readonly evse: string;
  /** `missing`: the API does not know the charger. */
  status: "open" | "done" | "missing";
  /** The query of the next page; undefined for the first one. */
  next?: string | undefined;
  rows: number;
  /** The length of its part up to the last complete page. */
  bytes: number;
  /** The digest of its part up to there. */
  digest?: string | undefined;
  /** The timestamps of the last page with logs. The next page repeats some of them if logs have been added meanwhile. */
  lastTimestamps: readonly string[];
}

export interface Checkpoint {
  readonly version: 2;
  readonly request: Request;
  /** As computed when the export began: `7d` means another time by now. */
  readonly window: Window;
  readonly chargers: readonly ChargerState[];
  /** The file that the export replaces, as it was at the beginning. */
  readonly replaces: string | undefined;
  /** Whether the first part is complete, and only has to be renamed. */
  isComplete?: boolean;
}

const OPTIONS: Readonly<Record<keyof Request, string>> = {
  command: "the command",
  evses: "the chargers",
  since: "--since",
  until: "--until",
  expand: "--expand",
  format: "--format",
  baseUrl: "--base-url",
};

export function startCheckpoint(request: Request, window: Window, output?: string): Checkpoint {
  const replaces = output === undefined ? undefined : fingerprintOf(output);
  return { version: 2, request, window, chargers: request.evses.map(startCharger), replaces };
}

export function startCharger(evse: string): ChargerState {
  return { evse, status: "open", next: undefined, rows: 0, bytes: 0, digest: undefined, lastTimestamps: [] };
}

export function pathOf(output: string): string {
  return `${output}.checkpoint.json`;
}

/** Returns where the logs of the charger at this index are kept until the export is complete. */
export function partOf(output: string, index: number): string {
  return `${output}.part${index + 1}`;
}

/** Whether the output is complete and in place, so that only the files beside it have to be removed. */
export function isInPlace(output: string, { isComplete = false }: Checkpoint): boolean {
  return isComplete && !existsSync(partOf(output, 0)) && existsSync(output);
}

/** Removes the files beside the output. */
export function removeParts(output: string, { chargers }: Checkpoint): void {
  for (const path of [...chargers.keys()].map((index) => partOf(output, index))) rmSync(path, { force: true });
  // Last, because it lists the others.
  rmSync(pathOf(output), { force: true });
}

/**
 * Returns the checkpoint of a stopped export with `--resume`, or a new one.
 *
 * @throws {UsageError} if there is one without `--resume`, or one of another request, or none beside a complete output
 */
export function loadCheckpoint(
  output: string,
  request: Request,
  window: Window,
  isResumed: boolean | undefined,
): Checkpoint {
  const path = pathOf(output);
  const text = readIfPresent(path);
  if (text === undefined) {
    // A first run may always pass --resume.
    if (!isResumed || !existsSync(output)) return startCheckpoint(request, window, output);
    const advice = "omit --resume to start again and replace it";
    throw new UsageError(`${output} already exists, and there is no interrupted export to resume; ${advice}`);
  }
  const checkpoint = parse(text, path);
  if (!isResumed) {
    if (isInPlace(output, checkpoint)) {
      removeParts(output, checkpoint);
      return startCheckpoint(request, window, output);
    }
    throw new UsageError(
      `an export to ${output} was interrupted; resume it with --resume, or delete ${path} to start again`,
    );
  }
  const changed = (Object.keys(OPTIONS) as (keyof Request)[]).filter(
    (name) => JSON.stringify(request[name]) !== JSON.stringify(checkpoint.request[name]),
  );
  if (changed.length === 0) return checkpoint;
  const differences = changed.map((name) => `${OPTIONS[name]} (${describe(checkpoint.request[name])})`).join(", ");
  throw new UsageError(`--resume needs the same options as before: ${differences}; or delete ${path} to start again`);
}

function describe(value: Request[keyof Request]): string {
  if (value === undefined || value.length === 0) return "before: not given";
  if (typeof value === "string") return `before: ${value}`;
  return value.length > 4 ? "before: others" : `before: ${value.join(" ")}`;
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CommandError(EXIT.failed, describeReadError(path, error as Error), { cause: error });
  }
}

function parse(text: string, path: string): Checkpoint {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {}
  if (isCheckpoint(value)) return value;
  throw new UsageError(`${path} is damaged, or from another version; delete it to start again`);
}

function isCheckpoint(value: unknown): value is Checkpoint {
  const { version, request, window, chargers } = Object(value) as Checkpoint;
  return version === 2 && Array.isArray(request?.evses) && window instanceof Object && areChargers(chargers, request);
}

function areChargers(chargers: unknown, { evses }: Request): boolean {
  const isCharger = ({ evse, status, rows, bytes, lastTimestamps }: ChargerState, index: number) =>
    evse === evses[index] &&
    ["open", "done", "missing"].includes(status) &&
    Number.isSafeInteger(rows) &&
    Number.isSafeInteger(bytes) &&
    Array.isArray(lastTimestamps);
  return Array.isArray(chargers) && chargers.length === evses.length && chargers.map(Object).every(isCharger);
}

/** Synchronous, so that nothing changes while it is written. */
export function saveCheckpoint(output: string, checkpoint: Checkpoint): void {
  replaceFile(pathOf(output), JSON.stringify(checkpoint));
}
