// Checks of options that only the simulator needs, in addition to those of the client.

import { InvalidArgumentError } from "../errors.ts";
import { check, checkObject } from "../validate.ts";

export function checkOneOf(argument: string, value: unknown, choices: readonly unknown[]): void {
  check(
    choices.includes(value),
    argument,
    value,
    `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
  );
}

/** Throws if an object has any other members than these. */
export function checkMembers(argument: string, value: unknown, names: readonly string[]): void {
  checkObject(argument, value);
  const unknown = Object.keys(value as object).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const message = `${argument} has the unknown member ${JSON.stringify(unknown)}; it can have ${names.join(", ")}`;
  throw new InvalidArgumentError(message, { argument });
}
