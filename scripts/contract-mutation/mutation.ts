// One small change of a parsed OpenAPI document: what it is called, and the document with it.

import type { Part } from "../../contract-tests/contract.ts";

/** What may change in a contract, in the order of the report. */
export const subjects = [
  "operations",
  "identifiers",
  "parameters",
  "serialization",
  "types",
  "nullability",
  "formats",
  "patterns",
  "bounds",
  "defaults",
  "enum members",
  "required",
  "properties",
  "references",
  "annotations",
  "responses",
  "headers",
  "media types",
  "examples",
  "samples",
  "security",
  "scopes",
  "grants",
  "servers",
] as const;

export type Subject = (typeof subjects)[number];
export type Verb = "remove" | "rename" | "change" | "loosen" | "tighten" | "add";

/** Where something stands in a document: the keys that lead to it. */
export type Path = readonly (string | number)[];

export interface Mutation {
  readonly subject: Subject;
  readonly verb: Verb;
  readonly path: Path;
  /** What stands at the path afterwards; undefined if nothing does. */
  readonly value: unknown;
  /** For readers: where it is, and how that looked before and after. */
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

/** A part of a document, and where it stands. */
export interface Site {
  readonly document: Part;
  readonly path: Path;
  readonly part: Part;
}

export function siteOf(document: Part, ...path: Path): Site {
  return { document, path, part: path.reduce((part: Part, key) => part?.[key], document) };
}

export function below({ document, path }: Site, ...keys: Path): Site {
  return siteOf(document, ...path, ...keys);
}

/** The members of an object or an array; none if there is neither. */
export function membersOf(site: Site): Site[] {
  const keys: Iterable<string | number> = Array.isArray(site.part) ? site.part.keys() : Object.keys(site.part ?? {});
  return Array.from(keys, (key) => below(site, key));
}

/** The last key on the way to a site. */
export function keyOf({ path }: Site): string {
  return String(path.at(-1));
}

/** Puts another value at a site, or with undefined none. */
export function change(subject: Subject, verb: Verb, { path, part }: Site, value: unknown): Mutation {
  return { subject, verb, path, value, place: placeOf(path), before: show(part), after: show(value) };
}

export function remove(subject: Subject, site: Site): Mutation {
  return change(subject, "remove", site, undefined);
}

/** Puts a member where there is none of that name. */
export function add(subject: Subject, whole: Site, key: string, value: unknown): Mutation {
  return change(subject, "add", below(whole, key), value);
}

/** Puts one more at the end of a list, which may be missing so far. */
export function append(subject: Subject, verb: Verb, list: Site, element: unknown): Mutation {
  return { ...change(subject, verb, list, [...(list.part ?? []), element]), before: "nothing", after: show(element) };
}

/** Gives a member another name. It keeps its place among its neighbours, for the first of some counts more than the rest. */
export function rename(subject: Subject, member: Site, name: string): Mutation {
  const whole = siteOf(member.document, ...member.path.slice(0, -1));
  const key = keyOf(member);
  const entries = Object.entries(whole.part).map(([old, value]) => [old === key ? name : old, value]);
  const renamed = change(subject, "rename", whole, Object.fromEntries(entries));
  return { ...renamed, before: key, after: name };
}

/** Sets flags that are not set. */
export function* annotations(site: Site, ...flags: string[]): Generator<Mutation> {
  for (const flag of flags) yield add("annotations", site, flag, true);
}

/** Leads a reference to the neighbour of the component that it names. */
export function retarget(subject: Subject, reference: Site): Mutation {
  const [, section, name] = /^#\/components\/(\w+)\/(.+)$/.exec(reference.part.$ref) ?? [];
  const names = Object.keys(reference.document.components[`${section}`]);
  const neighbour = names[(names.indexOf(`${name}`) + 1) % names.length];
  return change(subject, "change", reference, { ...reference.part, $ref: `#/components/${section}/${neighbour}` });
}

/** The document with a mutation. What it leaves alone is shared with the original, which stays as it was. */
export function mutate(document: Part, { path, value }: Pick<Mutation, "path" | "value">): Part {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const member = mutate(document?.[key], { path: rest, value });
  if (member === undefined) return without(document, key);
  return Array.isArray(document) ? document.with(Number(key), member) : { ...document, [key]: member };
}

/** What is unique to a mutation, in one line. */
export function titleOf({ place, before, after }: Mutation): string {
  return `${place}: ${shorten(before, 60)} → ${shorten(after, 60)}`;
}

/** The beginning and the end of a text that is too long. */
export function shorten(text: string, length: number): string {
  const end = Math.floor(length / 3);
  return text.length > length ? `${text.slice(0, length - end - 1)}…${text.slice(-end)}` : text;
}

function without(whole: Part, key: string | number): Part {
  if (Array.isArray(whole)) return whole.toSpliced(Number(key), 1);
  const { [key]: _, ...others } = whole;
  return others;
}

/** `get /evses/{evse_id}/status_logs responses.200`, `schemas.EVSE.properties.id`. */
function placeOf([root, ...path]: Path): string {
  if (root === "components") return path.join(".");
  if (root !== "paths" || path.length < 2) return [root, ...path].join(".");
  const [template, method, ...rest] = path;
  return `${method} ${template} ${rest.join(".")}`.trimEnd();
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  return JSON.stringify(value);
}
