// Checks of options that only the simulator needs, in addition to those of the client.

import { check, checkObject } from "../validate.ts";

export function checkOneOf(argument: string, value: unknown, choices: readonly unknown[]): void {
  check(
    choices.includes(value),
    argument,
    value,
    `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
  );
}

/** Checks that an object has no members but these. */
export function checkMembers(argument: string, value: unknown, names: readonly string[]): void {
  checkObject(argument, value);
  for (const name of Object.keys(value as object)) check(names.includes(name), argument, name, names.join(", "));
}
