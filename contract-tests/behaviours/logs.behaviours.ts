// Single logs: identical to those of the list, complete, identified to the microsecond, and visible once they are logged.

import { expect } from "vitest";
import { NotFoundError } from "../../src/index.ts";
import { resources } from "../proxy/fields.ts";
import { type Behaviour, callsOf, ofBoth, readPage, statusLogs } from "./behaviour.ts";
import { between, inAnotherZone, laterBy, microseconds, timestampsOf } from "./timestamps.ts";

const resourceOf = { statusLogs: resources.EVSEStatusLog, commandLogs: resources.EVSECommandLog };

export const logs: Behaviour[] = [
  ...ofBoth("page", "get returns the same log as the list", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { items } = await readPage(calls.list(evseId, { page_size: 1 }));
    const [timestamp = ""] = timestampsOf(items, family);

    expect(await calls.get(evseId, timestamp)).toEqual(items[0]);
  }),

  {
    title: "statusLogs: get of an unknown timestamp fails with 404",
    needs: "rows",
    family: statusLogs,
    async run({ client, evseId }) {
      const log = client().statusLogs.get(evseId, "1970-01-01T00:00:00Z");

      await expect(log).rejects.toBeInstanceOf(NotFoundError);
    },
  },

  ...ofBoth("control", "get matches the timestamp to the microsecond, in any time zone", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { items } = await readPage(calls.list(evseId, { page_size: 1 }));
    const [timestamp = ""] = timestampsOf(items, family);

    expect(await calls.get(evseId, inAnotherZone(timestamp))).toEqual(items[0]);
    await expect(calls.get(evseId, laterBy(-1, timestamp))).rejects.toBeInstanceOf(NotFoundError);
    await expect(calls.get(evseId, laterBy(1, timestamp))).rejects.toBeInstanceOf(NotFoundError);
  }),

  ...ofBoth("control", "a log has all fields of the contract and no others", async ({ client, evseId }, family) => {
    const { items } = await readPage(callsOf(client(), family).list(evseId, { page_size: 10 }));

    const names = items.map((log) => Object.keys(log).sort());
    expect(names).toEqual(Array(10).fill(Object.keys(resourceOf[family.name].fields).sort()));
  }),

  ...ofBoth("control", "two logs within one millisecond are separate", async (provider, family) => {
    provider.restart({ from: "2024-03-01T00:00:00Z", sampleIntervalSeconds: 3600 });
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { items: rows } = await readPage(calls.list(evseId));
    const times = timestampsOf(rows, family).map(microseconds);
    const place = times.findIndex((time, index) => time - (times[index + 1] ?? 0) < 1000);
    const pair = rows.slice(place, place + 2);
    const [later = "", earlier = ""] = timestampsOf(pair, family);

    expect(pair).toHaveLength(2);
    expect([await calls.get(evseId, later), await calls.get(evseId, earlier)]).toEqual(pair);
    expect(await calls.list(evseId, between(family, later, later)).toArray()).toEqual(pair.slice(0, 1));
    expect(await calls.list(evseId, { ...between(family, earlier, later), page_size: 1 }).toArray()).toEqual(pair);
  }),

  ...ofBoth("control", "a log is visible from its logged_at on", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { items } = await readPage(calls.list(evseId, { page_size: 1 }));
    const [timestamp = ""] = timestampsOf(items, family);
    const loggedAtMs = Math.ceil(microseconds(String(items[0]?.["logged_at"])) / 1000);

    provider.nowMs = loggedAtMs;
    expect(await calls.get(evseId, timestamp)).toEqual(items[0]);
    provider.nowMs = loggedAtMs - 1;
    await expect(calls.get(evseId, timestamp)).rejects.toBeInstanceOf(NotFoundError);
  }),
];
