// What the commands that serve something share: their port, and how they end.

import { InvalidArgumentError, Option } from "commander";
import type { Io } from "./io.ts";

export function portOption(port: number): Option {
  return new Option("--port <n>", "where to listen on this machine; 0 takes any that is free")
    .default(port)
    .argParser(wholeReader(0, 65_535));
}

/** Gives a reader of an option's value. */
export function wholeReader(least: number, most: number): (text: string) => number {
  return (text) => {
    if (/^-?\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };
}

/** Ends a command that was told to stop: SIGTERM is how a service is meant to end, Ctrl-C interrupts it. */
export function endAfter({ reason }: Io["signal"]): void {
  if ((reason as Error).message !== "SIGTERM") throw reason;
}
