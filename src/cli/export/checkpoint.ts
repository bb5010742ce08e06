// The small file beside the output from which a stopped export goes on.

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { CommandError, EXIT, UsageError, whyUnreadable } from "../shared/failures.ts";
import type { Window } from "../shared/times.ts";
import { type Place, startOf } from "./places.ts";

/** What was asked for, as it was typed. A checkpoint fits the same request alone. */
export interface Request {
  readonly command: string;
  readonly evses: readonly string[];
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly expand: readonly string[];
  readonly format: string;
  readonly baseUrl: string;
}

export interface Checkpoint {
  readonly version: 1;
  readonly request: Request;
  /** As it was when the export began: `7d` means something else by now. */
  readonly window: Window;
  readonly places: readonly Place[];
  /** Whether the first part is the whole by now, and lacks but its name. */
  isWhole?: boolean;
}

const NAMES: Readonly<Record<keyof Request, string>> = {
  command: "the command",
  evses: "the chargers",
  since: "--since",
  until: "--until",
  expand: "--expand",
  format: "--format",
  baseUrl: "--base-url",
};

export function begin(request: Request, window: Window): Checkpoint {
  return { version: 1, request, window, places: request.evses.map(startOf) };
}

export function pathOf(output: string): string {
  return `${output}.checkpoint.json`;
}

/** Where the logs of the charger of that index are until they are put together. */
export function partOf(output: string, index: number): string {
  return `${output}.part${index + 1}`;
}

/** Whether the output has its name, so that only what lies beside it is to be cleared away. */
export function isOver(output: string, { isWhole = false }: Checkpoint): boolean {
  return isWhole && !existsSync(partOf(output, 0)) && existsSync(output);
}

/** Takes away what lies beside the output. */
export function clear(output: string, { places }: Checkpoint): void {
  for (const path of [...places.keys()].map((index) => partOf(output, index))) rmSync(path, { force: true });
  // Last, for it knows of the others.
  rmSync(pathOf(output), { force: true });
}

/**
 * Gives where to begin: at the checkpoint of the output, if there is one and it is asked for.
 *
 * @throws {UsageError} if there is one that was not asked for, or one of another request, or none beside a whole output
 */
export function findCheckpoint(
  output: string,
  request: Request,
  window: Window,
  isResumed: boolean | undefined,
): Checkpoint {
  const path = pathOf(output);
  const text = readIfPresent(path);
  if (text === undefined) {
    // Whoever always says --resume may begin with it.
    if (!isResumed || !existsSync(output)) return begin(request, window);
    const advice = "leave --resume away to begin anew and replace it";
    throw new UsageError(`there is no stopped export to ${output}, which is there already; ${advice}`);
  }
  const checkpoint = parse(text);
  if (!isResumed) {
    if (checkpoint?.version === 1 && isOver(output, checkpoint)) {
      clear(output, checkpoint);
      return begin(request, window);
    }
    throw new UsageError(`an export to ${output} was stopped; go on with --resume, or delete ${path} to begin anew`);
  }
  if (checkpoint?.version !== 1) throw new UsageError(`${path} can't be read; delete it to begin anew`);
  const changed = (Object.keys(NAMES) as (keyof Request)[]).filter(
    (name) => JSON.stringify(request[name]) !== JSON.stringify(checkpoint.request[name]),
  );
  if (changed.length === 0) return checkpoint;
  const what = changed.map((name) => `${NAMES[name]}${was(checkpoint.request[name])}`).join(", ");
  throw new UsageError(`--resume takes the same options as before: ${what}; or delete ${path} to begin anew`);
}

function was(value: Request[keyof Request]): string {
  if (value === undefined || value.length === 0) return " (not given then)";
  return typeof value === "string"
    ? ` (${value} then)`
    : value.length > 4
      ? " (others then)"
      : ` (${value.join(" ")} then)`;
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CommandError(EXIT.failed, whyUnreadable(path, error as Error), { cause: error });
  }
}

function parse(text: string): Checkpoint | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Beside and renamed, so that there is always a whole one. At once, so that nothing changes while it is written. */
export function saveCheckpoint(output: string, checkpoint: Checkpoint): void {
  const path = pathOf(output);
  writeFileSync(`${path}.part`, JSON.stringify(checkpoint));
  renameSync(`${path}.part`, path);
}
