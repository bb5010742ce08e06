// What really happened at a charger, whatever its logs say.

import { formatTimestamp } from "../microseconds.ts";
import { type ChargerSettings, createCharger } from "./charger.ts";
import { periodOf } from "./periods.ts";
import { createPlanner, deliveredWh, exportedWh } from "./plan.ts";
import { createTraits } from "./traits.ts";

/** What really happened at a charger from `from` to `to`, or until now. Compare it with what your program reports. */
export interface SimulatorTruth {
  /**
   * Every status log that the API returns sooner or later, sorted by `logged_at`, which is when it appears. A row that is
   * sent again is listed with each `logged_at`; the later one replaces the earlier one.
   */
  readonly statusLogs: readonly SimulatedStatusLog[];
  /** The sessions that start and end within the time, with the energy that really flowed. */
  readonly sessions: readonly SimulatedSession[];
}

/** A status log as the API returns it, without `url` and `evse`. */
export interface SimulatedStatusLog {
  readonly sampled_at: string;
  readonly logged_at: string;
  readonly [field: string]: unknown;
}

/** A plug-in session. */
export interface SimulatedSession {
  readonly plugged_in_at: string;
  readonly unplugged_at: string;
  /** Delivered to the car. */
  readonly energy_watt_hours: number;
  /** Discharged by the car. */
  readonly exported_watt_hours: number;
}

/** @internal */
export function readTruth(evseId: string, settings: ChargerSettings, nowUs: number): SimulatorTruth {
  const { seed, fromUs, disorder } = settings;
  const toUs = Math.min(settings.toUs, nowUs);
  const { status } = createCharger(evseId, { ...settings, toUs });
  const entries = [...status.ascending({ fromUs: -Infinity, toUs: Infinity, nowUs: Infinity })];
  const versions = entries.flatMap((entry) => [entry.earlier ?? [], entry].flat());
  const planOf = createPlanner(createTraits(seed, evseId, disorder), disorder);
  const sessions: SimulatedSession[] = [];
  for (let period = periodOf(fromUs); period <= periodOf(toUs); period++) {
    const plan = planOf(period);
    if (!plan.session) continue;
    const { pluggedUs, unpluggedUs } = plan.session;
    if (pluggedUs < fromUs || unpluggedUs > toUs) continue;
    sessions.push({
      plugged_in_at: formatTimestamp(pluggedUs),
      unplugged_at: formatTimestamp(unpluggedUs),
      energy_watt_hours: deliveredWh(plan, unpluggedUs),
      exported_watt_hours: exportedWh(plan, unpluggedUs),
    });
  }
  const logs = versions.sort((a, b) => a.loggedUs - b.loggedUs).map(({ fields }) => fields);
  return { statusLogs: logs as unknown as SimulatedStatusLog[], sessions };
}
