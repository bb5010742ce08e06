// Checks of what a simulator is made from. Each throws an error that says what it got and what it takes.

import { InvalidArgumentError } from "../errors.ts";
import { checkObject } from "../validate.ts";

/** Stands in for what may be a secret, or hold one. */
export const NOT_SHOWN = "(not shown)";

/** @param got see {@link describe} */
export function check(isGood: boolean, option: string, got: string, takes: string): asserts isGood {
  if (!isGood) throw new InvalidArgumentError(`${option}: got ${got}; it takes ${takes}`, { argument: option });
}

export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return Object(value) === value ? `an object of type ${value?.constructor?.name}` : String(value);
}

export function checkOneOf(option: string, value: unknown, choices: readonly unknown[]): void {
  check(choices.includes(value), option, describe(value), `one of ${choices.map(describe).join(", ")}`);
}

/** An object with no other members than these: a slip of the pen must not go unnoticed. */
export function checkMembers(option: string, value: unknown, names: readonly string[]): void {
  checkObject(option, value);
  for (const name of Object.keys(value as object)) {
    check(names.includes(name), option, `the unknown ${describe(name)}`, names.join(", "));
  }
}
