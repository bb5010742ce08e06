// Decides what `status` or `commands` exports, and where, before anything is requested.

import { baseUrlOf, type ConnectionOptions } from "../shared/connection.ts";
import { readEnv } from "../shared/credentials.ts";
import { UsageError } from "../shared/errors.ts";
import { readEvseIds } from "../shared/evse-ids.ts";
import { checkOutput, isDevice, resolveLinks } from "../shared/files.ts";
import type { Format } from "../shared/formats/format.ts";
import { createFormat, type FormatName, selectFormat } from "../shared/formats/formats.ts";
import { columnsOf, hasColors, type Io, say } from "../shared/io.ts";
import type { KindName } from "../shared/log-kinds.ts";
import { parseWindow, type Window, type WindowOptions } from "../shared/timestamps.ts";
import type { Request } from "./checkpoint.ts";

/** As commander parses them. */
export interface ExportOptions extends ConnectionOptions, WindowOptions {
  readonly evses?: string;
  readonly expand: readonly string[];
  readonly format?: FormatName;
  readonly output?: string;
  readonly concurrency: number;
  readonly resume?: boolean;
  readonly wait?: boolean;
}

export interface Plan {
  readonly request: Request;
  readonly window: Window;
  readonly format: Format;
  /** The file that is replaced at the end; undefined if the output is a stream or a device. */
  readonly file: string | undefined;
  /** One message for each invalid id. */
  readonly idErrors: readonly string[];
}

/** @throws {UsageError} */
export async function createPlan(
  command: KindName,
  args: readonly string[],
  options: ExportOptions,
  io: Io,
): Promise<Plan> {
  const { output, expand, since, until } = options;
  const { ids: evses, errors: idErrors } = await readEvseIds(args, options.evses, io);
  if (output !== undefined) checkOutput(output);
  const file = output === undefined || isDevice(output) ? undefined : resolveLinks(output);
  if (options.resume && file === undefined) throw new UsageError("--resume needs --output FILE");
  const formatName = selectFormat(options, io.stdout);
  if (formatName === "table" && expand.length > 0 && !options.quiet) {
    say(io, "A table does not show resources embedded by --expand; use another --format.");
  }
  const format = createFormat(formatName, command, {
    columns: columnsOf(io.stdout, io.env),
    colors: output === undefined && hasColors(io.stdout, io.env, options),
  });
  const baseUrl = baseUrlOf(options, readEnv(io.env, options.envFile));
  const request = { command, evses, since, until, expand, format: formatName, baseUrl };
  return { request, window: parseWindow(options, io.now()), format, file, idErrors };
}
