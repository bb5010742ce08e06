// The boundaries of a parameter: values, or kinds of values, that some request has to send.

import type { Part } from "../contract.ts";

export interface Boundary {
  readonly name: string;
  /** Whether a request with these values reaches the boundary. A repeated parameter has several, an omitted one none. */
  readonly isAt: (values: readonly string[]) => boolean;
  /** The keyword that the values violate, for which the request has to be refused; undefined for good values. */
  readonly breaks?: string;
}

const isGiven: Boundary["isAt"] = (values) => values.length > 0;

export function boundariesOf({ in: place, required = false, schema }: Part): Boundary[] {
  const given = { name: "given", isAt: isGiven };
  const absent = { name: "omitted", isAt: (values: readonly string[]) => values.length === 0 };
  // A request without a path parameter is a request for another path.
  const presence = place === "path" ? [given] : [given, required ? { ...absent, breaks: "required" } : absent];
  return [...presence, ...boundariesOfSchema(schema)];
}

function boundariesOfSchema(schema: Part): Boundary[] {
  const { type, enum: members = [], minimum, maximum, pattern, format, items, default: _, ...others } = schema;
  const boundaries = members.map(exactly);
  if (members.length > 0) boundaries.push(breaking("enum", "not a member"));
  if (minimum !== undefined) boundaries.push(exactly(minimum), { ...exactly(minimum - 1), breaks: "minimum" });
  if (maximum !== undefined) boundaries.push(exactly(maximum), { ...exactly(maximum + 1), breaks: "maximum" });
  if (type === "integer" || type === "number") boundaries.push(breaking("type", `not ${type}`));
  if (format !== undefined) boundaries.push(breaking("format", `not ${format}`));
  if (pattern !== undefined) boundaries.push(...mismatches(pattern));
  if (items !== undefined) boundaries.push({ name: "several", isAt: hasSeveral }, ...boundariesOfSchema(items));
  // An unknown keyword is a boundary that no request reaches, so that someone adds it here.
  return [
    ...boundaries,
    ...Object.keys(others).map((keyword) => ({ name: `${keyword}, unknown`, isAt: () => false })),
  ];
}

function exactly(value: unknown): Boundary {
  return { name: String(value), isAt: (values) => values.includes(String(value)) };
}

function breaking(keyword: string, name: string): Boundary {
  return { name, isAt: isGiven, breaks: keyword };
}

function hasSeveral(values: readonly string[]): boolean {
  return values.length > 1;
}

/** An anchor works if a match is refused that has more before or after it. */
function mismatches(pattern: string): Boundary[] {
  const inner = pattern.replace(/^\^/, "").replace(/\$$/, "");
  const mismatch = (name: string, form: string): Boundary => {
    const expression = new RegExp(form, "s");
    return { name, isAt: (values) => values.some((value) => expression.test(value)), breaks: "pattern" };
  };
  return [
    mismatch("no match", `^(?!.*${inner})`),
    ...(pattern.startsWith("^") ? [mismatch("more before a match", `.${inner}`)] : []),
    ...(pattern.endsWith("$") ? [mismatch("more after a match", `${inner}.`)] : []),
  ];
}
