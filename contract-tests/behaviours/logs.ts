// Single logs: the same as in the list, whole, told apart to the microsecond, and not there before they are logged.

import { expect } from "vitest";
import { NotFoundError } from "../../src/index.ts";
import { type Behaviour, callsOf, ofBoth, readPage, statusLogs } from "./behaviour.ts";
import { between, inAnotherZone, laterBy, microseconds, stampsOf } from "./stamps.ts";

const fields = {
  statusLogs: [
    "cable_current_rating_milliamps",
    "charge_rate_watts",
    "control_pilot_status",
    "evse",
    "export_power_watts",
    "inlet_power_watts",
    "is_charging",
    "is_enabled",
    "is_plugged_in",
    "logged_at",
    "max_current_rating_milliamps",
    "meter_reading_watt_hours",
    "mode",
    "sampled_at",
    "signal_strength_rssi_dbm",
    "state_of_charge_percentage",
    "url",
    "voltage_millivolts",
  ],
  commandLogs: [
    "always_enabled",
    "evse",
    "internal_command_id",
    "is_enabled_target",
    "logged_at",
    "max_load_target_milliamps",
    "reason",
    "url",
  ],
};

export const logs: Behaviour[] = [
  ...ofBoth("page", "a log that is got by its stamp is the one of the list", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { items } = await readPage(calls.list(evseId, { page_size: 1 }));
    const [stamp = ""] = stampsOf(items, family);

    expect(await calls.get(evseId, stamp)).toEqual(items[0]);
  }),

  {
    title: "statusLogs: there is no log of the moment when 1970 began",
    needs: "rows",
    family: statusLogs,
    async run({ client, evseId }) {
      const log = client().statusLogs.get(evseId, "1970-01-01T00:00:00Z");

      await expect(log).rejects.toBeInstanceOf(NotFoundError);
    },
  },

  ...ofBoth("control", "a log is found by its moment, and not a microsecond beside", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { items } = await readPage(calls.list(evseId, { page_size: 1 }));
    const [stamp = ""] = stampsOf(items, family);

    expect(await calls.get(evseId, inAnotherZone(stamp))).toEqual(items[0]);
    await expect(calls.get(evseId, laterBy(-1, stamp))).rejects.toBeInstanceOf(NotFoundError);
    await expect(calls.get(evseId, laterBy(1, stamp))).rejects.toBeInstanceOf(NotFoundError);
  }),

  ...ofBoth("control", "a log has every field of the contract, and no other", async ({ client, evseId }, family) => {
    const { items } = await readPage(callsOf(client(), family).list(evseId, { page_size: 10 }));

    const names = items.map((log) => Object.keys(log).sort());
    expect(names).toEqual(Array(10).fill(fields[family.name]));
  }),

  ...ofBoth("control", "two logs within one millisecond stay two", async (provider, family) => {
    provider.restart({ from: "2024-03-01T00:00:00Z", sampleIntervalSeconds: 3600 });
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { items: rows } = await readPage(calls.list(evseId));
    const moments = stampsOf(rows, family).map(microseconds);
    const place = moments.findIndex((moment, index) => moment - (moments[index + 1] ?? 0) < 1000);
    const pair = rows.slice(place, place + 2);
    const [later = "", earlier = ""] = stampsOf(pair, family);

    expect(pair).toHaveLength(2);
    expect([await calls.get(evseId, later), await calls.get(evseId, earlier)]).toEqual(pair);
    expect(await calls.list(evseId, between(family, later, later)).toArray()).toEqual(pair.slice(0, 1));
    expect(await calls.list(evseId, { ...between(family, earlier, later), page_size: 1 }).toArray()).toEqual(pair);
  }),

  ...ofBoth("control", "a log is there from the moment when it was logged", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { items } = await readPage(calls.list(evseId, { page_size: 1 }));
    const [stamp = ""] = stampsOf(items, family);
    const loggedAtMs = Math.ceil(microseconds(String(items[0]?.["logged_at"])) / 1000);

    provider.nowMs = loggedAtMs;
    expect(await calls.get(evseId, stamp)).toEqual(items[0]);
    provider.nowMs = loggedAtMs - 1;
    await expect(calls.get(evseId, stamp)).rejects.toBeInstanceOf(NotFoundError);
  }),
];
