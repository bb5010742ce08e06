// Whether a proxy that enforces the contract lets bodies through: each field of each schema with values that fit its line in
// the table of schemas and values that do not, absent, and beside a field that nobody knows yet.

import { describe, test } from "vitest";
import {
  getEvseCommandLog,
  getEvseStatusLog,
  listEvseCommandLogs,
  listEvseStatusLogs,
  type Operation,
} from "./operations.ts";
import { useProxy } from "./proxy.ts";
import { schemas } from "./schemas.ts";

const { allows, forbids } = useProxy();

const uri = "https://example.com/x";
const stamp = "2024-04-17T09:39:45.984584Z";
const ulid = "01HSH04KDEWF6Z4DB2J77J74K5";

type Json = Readonly<Record<string, unknown>>;

/** What is required of each resource, and nothing else. */
const statusLog: Json = { url: uri, sampled_at: stamp, logged_at: stamp, evse: uri };
const commandLog: Json = { url: uri, logged_at: stamp, evse: uri };
const evse: Json = { id: `evse${ulid}`, url: uri, cpid: "SHIR100001" };
const model: Json = { id: `emod${ulid}`, url: uri, name: "hearth-7" };
const make: Json = { id: `emak${ulid}`, url: uri, name: "shire" };
const user: Json = { id: `user${ulid}`, url: uri };
const problem: Json = { title: "Teapot", detail: "Short and stout." };

interface Place {
  readonly operation: Operation;
  readonly at: string;
  readonly least: Json;
  /** The body that holds the resource at that place. */
  readonly within: (resource: Json) => Json;
  readonly status?: number;
}

const withinEvse = (part: Json) => ({ ...statusLog, evse: { ...evse, ...part } });
const status = getEvseStatusLog;

const places: Readonly<Record<string, Place>> = {
  EVSEStatusLog: { operation: status, at: "body", least: statusLog, within: (log) => log },
  EVSECommandLog: { operation: getEvseCommandLog, at: "body", least: commandLog, within: (log) => log },
  EVSE: { operation: status, at: "body.evse", least: evse, within: (it) => ({ ...statusLog, evse: it }) },
  EVSEModel: { operation: status, at: "body.evse.model", least: model, within: (it) => withinEvse({ model: it }) },
  EVSEMake: {
    operation: status,
    at: "body.evse.model.make",
    least: make,
    within: (it) => withinEvse({ model: { ...model, make: it } }),
  },
  User: { operation: status, at: "body.evse.user", least: user, within: (it) => withinEvse({ user: it }) },
  Location: {
    operation: status,
    at: "body.evse.user.default_location",
    least: {},
    within: (it) => withinEvse({ user: { ...user, default_location: it } }),
  },
  Problem: { operation: status, at: "body", least: problem, within: (it) => it, status: 400 },
};

interface Values {
  readonly good: readonly unknown[];
  /** With the keyword that they break, at a place below the field if there is a dot. */
  readonly bad: readonly (readonly [unknown, string])[];
}

const NOT_TEXT = [
  [5, " type"],
  [true, " type"],
  [{}, " type"],
] as const;
const NO_NULL = [[null, " type"]] as const;
const uris = { good: [uri, "urn:x:y"], bad: [...NOT_TEXT, ["", " format"], ["/evses/x", " format"]] } as const;
const stamps = {
  good: [stamp, "2024-01-01T11:11:11.1111Z", "2024-04-17T11:39:45+02:00"],
  bad: [...NOT_TEXT, ["2024-04-17T09:39:45", " format"], ["2024-04-17", " format"], ["", " format"]],
} as const;
const links = {
  good: [[], [uri, uri]],
  bad: [...NO_NULL, [uri, " type"], [["x"], ".0 format"], [[null], ".0 type"]],
} as const;
const resource = {
  good: [uri],
  bad: [
    [5, " type"],
    [null, " type"],
    ["x", " format"],
    [{}, " required"],
  ],
} as const;

function id(prefix: string): Values {
  const bad = [
    `${prefix}${ulid}0`,
    `${prefix}${ulid.slice(1)}`,
    `${prefix}${ulid.toLowerCase()}`,
    ulid,
    `x${prefix}${ulid}`,
  ];
  return {
    good: [`${prefix}${ulid}`, `${prefix}ABCDEFGHIJKLMNOPQRSTUVWXYZ`],
    bad: [...NO_NULL, [5, " type"], ...bad.map((value) => [value, " pattern"] as const)],
  };
}

const values: Readonly<Record<string, Values>> = {
  string: { good: ["", "x", "ü".repeat(2000)], bad: [...NOT_TEXT, ...NO_NULL] },
  "string|null": { good: [null, "", "x", "ü".repeat(2000)], bad: NOT_TEXT },
  "string uri": { good: uris.good, bad: [...uris.bad, ...NO_NULL] },
  "string|null uri": { good: [null, ...uris.good], bad: uris.bad },
  "string date-time": { good: stamps.good, bad: [...stamps.bad, ...NO_NULL] },
  "string|null date-time": { good: [null, ...stamps.good], bad: stamps.bad },
  "string|null uuid": {
    good: [null, "d4e5f6a7-b8c9-0123-def0-123456789abc"],
    bad: [...NOT_TEXT, ["d4e5f6a7", " format"], ["d4e5f6a7-b8c9-0123-def0-123456789abg", " format"]],
  },
  "string|null /^[A-Z]{2}$/": {
    good: [null, "GB", "AZ"],
    bad: [
      [5, " type"],
      ["gb", " pattern"],
      ["G", " pattern"],
      ["GBR", " pattern"],
      ["", " pattern"],
    ],
  },
  "string /^evse[A-Z0-9]{26}$/": id("evse"),
  "string /^emod[A-Z0-9]{26}$/": id("emod"),
  "string /^emak[A-Z0-9]{26}$/": id("emak"),
  "string /^user[A-Z0-9]{26}$/": id("user"),
  boolean: { good: [true, false], bad: [...NO_NULL, ["true", " type"], [1, " type"]] },
  "boolean|null": {
    good: [null, true, false],
    bad: [
      ["true", " type"],
      [1, " type"],
    ],
  },
  number: { good: [400, 0.5, -1], bad: [...NO_NULL, ["400", " type"]] },
  "integer|null": {
    good: [null, 0, -2147483649, 2147483648],
    bad: [
      ["7180", " type"],
      [0.5, " type"],
      [true, " type"],
    ],
  },
  "array [string uri]": links,
  "string uri or EVSE": { ...resource, good: [uri, evse] },
  "string uri or EVSEModel": { ...resource, good: [uri, model] },
  "string uri or EVSEMake": { ...resource, good: [uri, make] },
  "string uri or User": { ...resource, good: [uri, user] },
  Location: { good: [{}], bad: [...NO_NULL, [uri, " type"]] },
  "object|null {latitude!: number double, longitude!: number double}": {
    good: [null, { latitude: 52.0936, longitude: -2.0795 }, { latitude: 0, longitude: 0, altitude: 12 }],
    bad: [
      [uri, " type"],
      [{ latitude: 1 }, " required"],
      [{ longitude: 1 }, " required"],
      [{ latitude: "52", longitude: 1 }, ".latitude type"],
      [{ latitude: null, longitude: 1 }, ".latitude type"],
      [{ latitude: 1, longitude: "-2" }, ".longitude type"],
      [{ latitude: 1, longitude: null }, ".longitude type"],
    ],
  },
  "object {*: array [string]}": {
    good: [{}, { page_size: [] }, { page_size: ["too small", "odd"], expand: ["unknown"] }],
    bad: [
      ...NO_NULL,
      [["x"], " type"],
      [{ page_size: "x" }, ".page_size type"],
      [{ page_size: null }, ".page_size type"],
      [{ page_size: [5] }, ".page_size.0 type"],
      [{ page_size: [null] }, ".page_size.0 type"],
    ],
  },
};

/** The values for a line. Where it lists its members, these are the good ones. */
function valuesFor(line: string): Values {
  const members = / of (.*), null$/.exec(line)?.[1]?.split(", ");
  if (!members) return values[line] ?? { good: [], bad: [] };
  return {
    good: [null, ...members],
    bad: [
      ["SOMETHING_NEW", " enum"],
      ["", " enum"],
      [5, " type"],
      [`${members[0]}x`, " enum"],
    ],
  };
}

const headers = { "EvEnergy-Version": "2", "X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "987" };

function reply(place: Place, content: Json) {
  const type = place.status ? "application/problem+json" : "application/json";
  const sent = { ...headers, "Content-Type": type };
  return { status: place.status ?? 200, headers: sent, body: place.within(content) };
}

describe.each(Object.entries(places))("%s", (name, place) => {
  const { required = [], fields = {} } = schemas[name] ?? {};
  const { operation, at, least } = place;

  test("passes with what is required of it and nothing else", () => allows(operation, reply(place, least)));

  test("passes with a field that nobody knows yet", () =>
    allows(operation, reply(place, { ...least, brand_new: [1] })));

  test.for(Object.entries(fields))("%s may be %s", async ([field, line], { expect }) => {
    const { good, bad } = valuesFor(line);
    expect(good).not.toEqual([]);
    for (const value of good) await allows(operation, reply(place, { ...least, [field]: value }));
    for (const [value, keyword] of bad) {
      await forbids(operation, reply(place, { ...least, [field]: value }), `response.${at}.${field}${keyword}`);
    }
  });

  test.for(required)("%s may not be absent", (field) => {
    const { [field]: _, ...others } = least;
    return forbids(operation, reply(place, others), `response.${at} required`);
  });
});

describe.each([
  { operation: listEvseStatusLogs, log: statusLog },
  { operation: listEvseCommandLogs, log: commandLog },
])("$operation.id", ({ operation, log }) => {
  const page = (body: unknown) => ({
    status: 200,
    headers: { ...headers, "Content-Type": "application/json", Link: "<about:blank>; rel=next" },
    body,
  });
  const { url: _, ...nameless } = log;

  test("passes as an array of any length", async () => {
    for (const length of [0, 1, 101]) await allows(operation, page(Array(length).fill(log)));
  });

  test("is an array of logs and of nothing else", async () => {
    await forbids(operation, page(log), "response.body type");
    await forbids(operation, page(null), "response.body type");
    await forbids(operation, page([log, nameless]), "response.body.1 required");
    await forbids(operation, page([null]), "response.body.0 type");
    await forbids(operation, page(Array(100).fill(nameless)), "response.body.0 required");
  });
});
