// Random requests: values within the bounds of each parameter, and values just outside of them.

import fc from "fast-check";
import type { Operation, Parameters } from "../operations.ts";

interface Values {
  readonly in: "path" | "query" | "headers";
  readonly good: fc.Arbitrary<unknown>;
  /** Undefined if any value is good. */
  readonly bad?: fc.Arbitrary<unknown>;
}

export interface RandomRequest {
  readonly parameters: Parameters;
  /** Whether all values are good. */
  readonly isGood: boolean;
  /** Whether all values other than headers are good. A typed call has no argument for a header. */
  readonly hasGoodArguments: boolean;
}

const text = (from: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...from), minLength, maxLength });

function join(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => values.join(""));
}

/** One of several values, separated by spaces. */
function oneOf(values: string): fc.Arbitrary<string> {
  return fc.constantFrom(...values.split(" "));
}

/** Inserts a bad character into a text, or replaces one by it. */
function corrupted(good: fc.Arbitrary<string>, characters: string): fc.Arbitrary<string> {
  return fc
    .tuple(good, fc.nat({ max: 100 }), fc.boolean(), fc.constantFrom(...characters))
    .map(([value, position, isReplaced, character]) => {
      const at = position % (value.length + 1);
      return value.slice(0, at) + character + value.slice(at + (isReplaced ? 1 : 0));
    });
}

const upperCaseAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const evseId = text(upperCaseAndDigits, 26).map((ulid) => `evse${ulid}`);
const badEvseId = fc.oneof(
  text(upperCaseAndDigits, 0, 25).map((tooShort) => `evse${tooShort}`),
  text(upperCaseAndDigits, 27, 60).map((tooLong) => `evse${tooLong}`),
  join(fc.constantFrom("", "EVSE", "Evse", "user", "emod", "evs"), text(upperCaseAndDigits, 26)),
  join(oneOf("e evse x - / .."), evseId),
  join(evseId, oneOf("0 x - / \n")),
  corrupted(evseId, "abcxyz_-. /\\%?#&+:;,'\"\n\t\0éß€"),
);

const upTo = (max: number) => fc.nat({ max }).map((number) => String(number).padStart(2, "0"));
const seconds = fc
  .date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, "2024-04-17T09:39:45".length));
const fraction = fc.oneof(fc.constant(""), join(fc.constant("."), text("0123456789", 1, 9)));
const zone = fc.oneof(fc.constant("Z"), join(fc.constantFrom("+", "-"), upTo(23), fc.constant(":"), upTo(59)));
const timestamp = join(seconds, fraction, zone);

const badDate = oneOf(
  "2024-00-17 2024-13-17 2024-04-00 2024-04-31 2023-02-29 1900-02-29 2024-02-30 2024-12-32 " +
    "24-04-17 12024-04-17 2024-4-17 2024-04-7 2024-04 2024-108 2024/04/17 17-04-2024",
);
const badTime = oneOf(
  "24:00:00 25:39:45 09:60:45 09:39:60 09:39:61 9:39:45 09:9:45 09:39:5 09:39 093945 " +
    "09:39:45. 09:39:45,984584 09:39:45.98.45 -9:39:45",
);
const badZone = fc.oneof(fc.constant(""), oneOf("ZZ UTC + +2 +2:00 +02:0 +02:60 +25:00 02:00 +02:00:00"));
/**
 * Without what Prism accepts and the client does not: a lower-case `t` or `z`, white space instead of the `T`, the second
 * 60 at 23:59, and the zones `+02`, `+0200` and `+24:00`.
 */
const badTimestamp = fc.oneof(
  join(badDate, fc.constant("T09:39:45"), zone),
  join(fc.constant("2024-04-17T"), badTime, zone),
  join(seconds, fraction, badZone),
  corrupted(timestamp, "abcxyABCXY_!/%&#é€"),
  seconds.map((date) => date.slice(0, 10)),
  fc.integer().map(String),
);

/** Without an `e`, so that no word is an `expand` path. */
const word = text("abcdfghijklmnopqrstuvwxyzABCDFGHIJKLMNOPQRSTUVWXYZ", 1, 12);
const fractional = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(0.5, 0.25, 0.001))
  .map(([whole, part]) => whole + part);
const pageSize = fc.oneof(fc.constantFrom(1, 100), fc.integer({ min: 1, max: 100 }));
/** Without what Prism accepts as an integer because JavaScript does: an empty text, `1e1`, `5.0`, `+5`. */
const badPageSize = fc.oneof(
  fc.integer({ min: -3, max: 0 }),
  fc.integer({ min: 101, max: 104 }),
  fc.integer({ max: 0 }),
  fc.integer({ min: 101 }),
  fractional,
  word,
);

const expansions = ["evse", "evse.model", "evse.model.make", "evse.user"];
const expand = fc.array(fc.constantFrom(...expansions), { maxLength: 5 });
const plausiblePath = oneOf("user model evse.make evse.location evse.model.make.evse_models EVSE evse,evse.user evse.");
const badPath = fc.oneof(
  { weight: 3, arbitrary: plausiblePath },
  { weight: 1, arbitrary: corrupted(fc.constantFrom(...expansions), "xyz_-,/ é") },
  { weight: 1, arbitrary: word },
);
const badExpand = fc.tuple(expand, badPath, fc.nat({ max: 5 })).map(([good, bad, at]) => good.toSpliced(at, 0, bad));

const cursor: Values = { in: "query", good: fc.string({ unit: "grapheme", maxLength: 60 }) };
const bound: Values = { in: "query", good: timestamp, bad: badTimestamp };
const badVersion = fc.oneof(fc.constantFrom(-2, 0, 1, 3, 20, 22), fc.integer({ min: 3 }), fractional, word);

const common: Readonly<Record<string, Values>> = {
  evse_id: { in: "path", good: evseId, bad: badEvseId },
  expand: { in: "query", good: expand, bad: badExpand },
  "EvEnergy-Version": { in: "headers", good: fc.constant("2"), bad: badVersion.map(String) },
};
const ofLists: Readonly<Record<string, Values>> = {
  ...common,
  page_size: { in: "query", good: pageSize, bad: badPageSize },
  page_after: cursor,
  page_before: cursor,
};

const valuesOf: Readonly<Record<Operation["id"], Readonly<Record<string, Values>>>> = {
  listEvseStatusLogs: { ...ofLists, sampled_at__gte: bound, sampled_at__lte: bound },
  getEvseStatusLog: { ...common, sampled_at: { in: "path", good: timestamp, bad: badTimestamp } },
  listEvseCommandLogs: { ...ofLists, logged_at__gte: bound, logged_at__lte: bound },
  getEvseCommandLog: { ...common, logged_at: { in: "path", good: timestamp, bad: badTimestamp } },
};

/** An argument of a request. */
interface Argument {
  readonly place: Values["in"];
  readonly name: string;
  readonly value: unknown;
  readonly isGood: boolean;
}

/** Requests with any combination of parameters. About half of them have only good values. */
export function requestTo({ id }: Operation): fc.Arbitrary<RandomRequest> {
  const all = Object.entries(valuesOf[id]).map(([name, { in: place, good, bad }]) => {
    const goodArgument = good.map((value): Argument => ({ place, name, value, isGood: true }));
    const badArgument = bad?.map((value): Argument => ({ place, name, value, isGood: false }));
    return fc.option(
      badArgument
        ? fc.oneof({ weight: 5, arbitrary: goodArgument }, { weight: 1, arbitrary: badArgument })
        : goodArgument,
    );
  });
  return fc.tuple(...all).map((given) => compose(given.filter((argument) => argument !== null)));
}

function compose(args: readonly Argument[]): RandomRequest {
  const at = (wanted: Argument["place"]) =>
    Object.fromEntries(args.filter(({ place }) => place === wanted).map(({ name, value }) => [name, value as string]));
  return {
    parameters: { path: at("path"), query: at("query"), headers: at("headers") },
    isGood: args.every(({ isGood }) => isGood),
    hasGoodArguments: args.every(({ place, isGood }) => place === "headers" || isGood),
  };
}
