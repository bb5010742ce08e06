// The options that several commands share, but for those of the connection.

import { InvalidArgumentError, Option } from "commander";
import { FORMATS } from "./formats/format.ts";
import { MOMENT_FORMS } from "./times.ts";

const EXPAND = ["evse", "evse.model", "evse.model.make", "evse.user"];

export const sinceOption = () => new Option("--since <when>", `only logs from then on: ${MOMENT_FORMS}`);

export const untilOption = () => new Option("--until <when>", "only logs up to then, likewise (default: now)");

export const expandOption = () =>
  new Option("--expand <path>", `put in what the log only names; may be repeated: ${EXPAND.join(", ")}`)
    .default([], "nothing")
    .argParser((path: string, before: readonly string[]) => {
      if (EXPAND.includes(path)) return [...before, path];
      throw new InvalidArgumentError(`It takes one of ${EXPAND.join(", ")}.`);
    });

export const formatOption = () =>
  new Option(
    "--format <name>",
    "the form of the output (default: what the name of --output says, else table on a terminal, else ndjson)",
  ).choices(FORMATS);

export const outputOption = () =>
  new Option(
    "-o, --output <file>",
    "write to this file, which appears once it is complete; .csv, .json, .ndjson and .jsonl say its form",
  );

export const concurrencyOption = () =>
  new Option("--concurrency <n>", "how many chargers at a time").default(4).argParser((text) => {
    if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
    throw new InvalidArgumentError("It takes a whole number from 1 to 999.");
  });
