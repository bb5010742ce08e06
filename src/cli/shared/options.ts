// Options that several commands share, except those of the connection.

import { InvalidArgumentError, Option } from "commander";
import type { Expand } from "../../index.ts";
import { FORMATS } from "./formats/formats.ts";
import { TIMESTAMP_FORMATS } from "./timestamps.ts";
import { integerParser } from "./units.ts";

const EXPAND: readonly string[] = ["evse", "evse.model", "evse.model.make", "evse.user"] satisfies Expand[];

/** For examples in help texts. */
export const EXAMPLE_EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";

export const sinceOption = () => new Option("--since <time>", `only logs since this time: ${TIMESTAMP_FORMATS}`);

export const untilOption = () =>
  new Option("--until <time>", "only logs until this time, or before this day (default: no limit)");

export const expandOption = () =>
  new Option("--expand <path>", `embed related resources; can be repeated: ${EXPAND.join(", ")}`)
    .default([], "none")
    .argParser((path: string, previous: readonly string[]) => {
      if (EXPAND.includes(path)) return [...previous, path];
      throw new InvalidArgumentError(`It must be one of ${EXPAND.join(", ")}.`);
    });

export const formatOption = () =>
  new Option(
    "--format <name>",
    "output format (default: by the extension of --output, otherwise table on a terminal, ndjson elsewhere)",
  ).choices(FORMATS);

export const outputOption = () =>
  new Option(
    "-o, --output <file>",
    "write to this file when the export is complete; the extension .csv, .json, .ndjson or .jsonl selects the format",
  );

export const waitOption = () =>
  new Option("--wait", "wait for the rate limit, however long that takes (default: at most one minute)");

export const concurrencyOption = () =>
  new Option("--concurrency <n>", "how many chargers to export at a time").default(4).argParser(integerParser(1, 999));
