// The edges of what a parameter takes: each is one value, or one kind of value, that some request has to carry.

import type { Part } from "../contract.ts";

export interface Boundary {
  readonly name: string;
  /** Whether a request was there, by its values: several of a repeated parameter, none of one that was left out. */
  readonly isAt: (values: readonly string[]) => boolean;
  /** The keyword that is broken there, and for which the request has to be refused; undefined where it is good. */
  readonly breaks?: string;
}

const isGiven: Boundary["isAt"] = (values) => values.length > 0;

export function boundariesOf({ in: place, required = false, schema }: Part): Boundary[] {
  const given = { name: "given", isAt: isGiven };
  const absent = { name: "left out", isAt: (values: readonly string[]) => values.length === 0 };
  // Without a part of its path, a request is one for another path.
  const presence = place === "path" ? [given] : [given, required ? { ...absent, breaks: "required" } : absent];
  return [...presence, ...boundariesOfSchema(schema)];
}

function boundariesOfSchema(schema: Part): Boundary[] {
  const { type, enum: members = [], minimum, maximum, pattern, format, items, default: _, ...others } = schema;
  const boundaries = members.map(exactly);
  if (members.length > 0) boundaries.push(breaking("enum", "no member"));
  if (minimum !== undefined) boundaries.push(exactly(minimum), { ...exactly(minimum - 1), breaks: "minimum" });
  if (maximum !== undefined) boundaries.push(exactly(maximum), { ...exactly(maximum + 1), breaks: "maximum" });
  if (type === "integer" || type === "number") boundaries.push(breaking("type", `no ${type}`));
  if (format !== undefined) boundaries.push(breaking("format", `no ${format}`));
  if (pattern !== undefined) boundaries.push(...misfits(pattern));
  if (items !== undefined) boundaries.push({ name: "several", isAt: hasSeveral }, ...boundariesOfSchema(items));
  // Better a boundary that no test can reach than one that nobody thinks of.
  return [
    ...boundaries,
    ...Object.keys(others).map((keyword) => ({ name: `${keyword}, not known`, isAt: () => false })),
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

/** An anchor holds if a value is refused that would fit but for what stands beyond it. */
function misfits(pattern: string): Boundary[] {
  const fit = pattern.replace(/^\^/, "").replace(/\$$/, "");
  const misfit = (name: string, form: string): Boundary => {
    const misfitting = new RegExp(form, "s");
    return { name, isAt: (values) => values.some((value) => misfitting.test(value)), breaks: "pattern" };
  };
  return [
    misfit("no fit", `^(?!.*${fit})`),
    ...(pattern.startsWith("^") ? [misfit("more before a fit", `.${fit}`)] : []),
    ...(pattern.endsWith("$") ? [misfit("more after a fit", `${fit}.`)] : []),
  ];
}
