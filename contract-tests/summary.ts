// Puts parts of the contract in one line each, to be compared with literals. Prose aside nothing is left out: a keyword that
// these functions do not know shows up as JSON.

import type { Part } from "./contract.ts";

const PROSE = ["description", "summary"];

/** `string|null uri`, `integer 1.. ..100 =25`, `string uri or EVSE`, `array [string]`, `object {name!: string, *: number}`. */
export function summarizeSchema(schema: Part): string {
  const { type, format, pattern, minimum, maximum, items, oneOf, $ref, ...others } = schema ?? {};
  const {
    enum: members,
    default: value,
    examples,
    properties,
    required = [],
    additionalProperties,
    ...unknown
  } = others;
  const names = new Set<string>([...Object.keys(properties ?? {}), ...required]);
  const fields = [...names].map(
    (name) => `${name}${required.includes(name) ? "!" : ""}: ${summarizeSchema(properties?.[name])}`,
  );
  if (additionalProperties !== undefined) fields.push(`*: ${summarizeSchema(additionalProperties)}`);
  return words(
    $ref && nameOf($ref),
    oneOf?.map(summarizeSchema).join(" or "),
    [type].flat().join("|"),
    format,
    pattern && `/${pattern}/`,
    minimum !== undefined && `${minimum}..`,
    maximum !== undefined && `..${maximum}`,
    members && `of ${members.map(summarizeMember).join(", ")}`,
    items && `[${summarizeSchema(items)}]`,
    fields.length > 0 && `{${fields.join(", ")}}`,
    value !== undefined && `=${JSON.stringify(value)}`,
    examples && `such as ${examples.map((sample: unknown) => JSON.stringify(sample)).join(" or ")}`,
    rest(unknown),
  );
}

/** `query page_size: integer 1.. ..100 =25 such as 100`; a `!` stands after what is required. */
export function summarizeParameter({ name, in: place, required, schema, example, ...others }: Part): string {
  return words(
    `${place} ${name}${required ? "!" : ""}: ${summarizeSchema(schema)}`,
    example !== undefined && `such as ${JSON.stringify(example)}`,
    rest(others),
  );
}

/** `Retry-After!: number =3600 such as 42`. */
export function summarizeHeader(name: string, { required, schema, example, examples, ...others }: Part): string {
  return words(
    `${name}${required ? "!" : ""}: ${summarizeSchema(schema)}`,
    example !== undefined && `such as ${JSON.stringify(example)}`,
    examples && `such as one of ${Object.keys(examples).join(", ")}`,
    rest(others),
  );
}

/** The parts that references within the document lead to, and all others as they are. */
export function resolve(document: Part, part: Part): Part {
  if (part?.$ref === undefined) return part;
  const path = part.$ref.replace(/^#\//, "").split("/");
  return path.reduce((at: Part, key: string) => at?.[key], document);
}

/** Words as they are, the rest as JSON: null is not "null", nor 2 "2". */
function summarizeMember(member: unknown): string {
  return typeof member === "string" && /^(?!null$)[a-z]/i.test(member) ? member : JSON.stringify(member);
}

function nameOf(ref: string): string {
  return ref.replace("#/components/schemas/", "");
}

function rest(unknown: object): string | false {
  const left = Object.entries(unknown).filter(([key]) => !PROSE.includes(key));
  return left.length > 0 && JSON.stringify(Object.fromEntries(left));
}

function words(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
