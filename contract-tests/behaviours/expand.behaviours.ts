// `expand` replaces URLs by resources along its paths, and nowhere else.

import { expect } from "vitest";
import { type Behaviour, callsOf, ofBoth, type Row, readPage } from "./behaviour.ts";

const places = ["evse", "evse.model", "evse.model.make", "evse.user"];

/** Returns whether there is a URL or a resource at each place. */
function contentsOf(log: Row | undefined): Record<string, string> {
  const kinds = places.map((place) => {
    const value = place.split(".").reduce<unknown>((parent, name) => (parent as Row | undefined)?.[name], log);
    const kind = typeof value === "string" && URL.canParse(value) ? "URL" : typeof value;
    return [place, kind === "object" ? "resource" : kind];
  });
  return Object.fromEntries(kinds.filter(([, kind]) => kind !== "undefined"));
}

const cases = [
  { expand: [], contents: { evse: "URL" } },
  { expand: ["evse"], contents: { evse: "resource", "evse.model": "URL", "evse.user": "URL" } },
  {
    expand: ["evse.model"],
    contents: { evse: "resource", "evse.model": "resource", "evse.model.make": "URL", "evse.user": "URL" },
  },
  {
    expand: ["evse.model.make"],
    contents: { evse: "resource", "evse.model": "resource", "evse.model.make": "resource", "evse.user": "URL" },
  },
  { expand: ["evse.user"], contents: { evse: "resource", "evse.model": "URL", "evse.user": "resource" } },
  {
    expand: ["evse.user", "evse.model"],
    contents: { evse: "resource", "evse.model": "resource", "evse.model.make": "URL", "evse.user": "resource" },
  },
  {
    expand: ["evse.model.make", "evse.user"],
    contents: { evse: "resource", "evse.model": "resource", "evse.model.make": "resource", "evse.user": "resource" },
  },
];

export const expand: Behaviour[] = [
  ...ofBoth("page", "without expand, the EVSE is a URL with its id", async ({ client, evseId }, family) => {
    const { items } = await readPage(callsOf(client(), family).list(evseId, { page_size: 1 }));

    expect(contentsOf(items[0])).toEqual({ evse: "URL" });
    expect(items[0]?.["evse"]).toContain(`/${evseId}`);
  }),

  ...ofBoth("rows", "expand embeds the EVSE and its related resources", async ({ client, evseId }, family) => {
    const query = { expand: ["evse.model.make", "evse.user"], page_size: 1 };
    const { items } = await readPage(callsOf(client(), family).list(evseId, query));

    expect(contentsOf(items[0])).toEqual({
      evse: "resource",
      "evse.model": "resource",
      "evse.model.make": "resource",
      "evse.user": "resource",
    });
  }),

  ...cases.flatMap(({ expand, contents }) =>
    ofBoth("control", `expand=[${expand}] applies to every page and to a single log`, async (provider, family) => {
      const { client, evseId } = provider;
      const calls = callsOf(client(), family);
      const listed = await calls.list(evseId, { expand, page_size: 1 }, { maxItems: 2 }).toArray();
      const got = await calls.get(evseId, String(listed[0]?.[family.timestamp]), { expand });

      expect([...listed, got].map(contentsOf)).toEqual([contents, contents, contents]);
      expect(got).toEqual(listed[0]);
    }),
  ),
];
