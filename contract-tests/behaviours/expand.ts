// What `expand` turns from a URL into a resource: what its paths end at and lead through, and nothing else.

import { expect } from "vitest";
import { type Behaviour, callsOf, ofBoth, type Row, readPage } from "./behaviour.ts";

const places = ["evse", "evse.model", "evse.model.make", "evse.user"];

/** What stands at each of the places that there are. */
function contentsOf(log: Row | undefined): Record<string, string> {
  const contents = places.map((place) => {
    const value = place.split(".").reduce<unknown>((parent, name) => (parent as Row | undefined)?.[name], log);
    const kind = typeof value === "string" && URL.canParse(value) ? "URL" : typeof value;
    return [place, kind === "object" ? "resource" : kind];
  });
  return Object.fromEntries(contents.filter(([, kind]) => kind !== "undefined"));
}

const cases = [
  { expand: [], gives: { evse: "URL" } },
  { expand: ["evse"], gives: { evse: "resource", "evse.model": "URL", "evse.user": "URL" } },
  {
    expand: ["evse.model"],
    gives: { evse: "resource", "evse.model": "resource", "evse.model.make": "URL", "evse.user": "URL" },
  },
  {
    expand: ["evse.model.make"],
    gives: { evse: "resource", "evse.model": "resource", "evse.model.make": "resource", "evse.user": "URL" },
  },
  { expand: ["evse.user"], gives: { evse: "resource", "evse.model": "URL", "evse.user": "resource" } },
  {
    expand: ["evse.user", "evse.model"],
    gives: { evse: "resource", "evse.model": "resource", "evse.model.make": "URL", "evse.user": "resource" },
  },
  {
    expand: ["evse.model.make", "evse.user"],
    gives: { evse: "resource", "evse.model": "resource", "evse.model.make": "resource", "evse.user": "resource" },
  },
];

export const expand: Behaviour[] = [
  ...ofBoth("page", "without expand the EVSE is a URL that has its id", async ({ client, evseId }, family) => {
    const { items } = await readPage(callsOf(client(), family).list(evseId, { page_size: 1 }));

    expect(contentsOf(items[0])).toEqual({ evse: "URL" });
    expect(items[0]?.["evse"]).toContain(`/${evseId}`);
  }),

  ...ofBoth("rows", "expand brings in the EVSE, and all that it leads to", async ({ client, evseId }, family) => {
    const query = { expand: ["evse.model.make", "evse.user"], page_size: 1 };
    const { items } = await readPage(callsOf(client(), family).list(evseId, query));

    expect(contentsOf(items[0])).toEqual({
      evse: "resource",
      "evse.model": "resource",
      "evse.model.make": "resource",
      "evse.user": "resource",
    });
  }),

  ...cases.flatMap(({ expand, gives }) =>
    ofBoth("control", `expand=[${expand}] on each page and in a single log`, async (provider, family) => {
      const { client, evseId } = provider;
      const calls = callsOf(client(), family);
      const listed = await calls.list(evseId, { expand, page_size: 1 }, { maxItems: 2 }).toArray();
      const got = await calls.get(evseId, String(listed[0]?.[family.stamp]), { expand });

      expect([...listed, got].map(contentsOf)).toEqual([gives, gives, gives]);
      expect(got).toEqual(listed[0]);
    }),
  ),
];
