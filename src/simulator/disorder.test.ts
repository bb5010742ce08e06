// Each kind of disorder by itself, and all of them against what really happened.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVSE_ID } from "../../tests/support/rows.ts";
import { NOW, STATUS_LOGS, startTrial } from "../../tests/support/trial.ts";
import type { StatusLog } from "../types.ts";
import type { SimulatorDisorder, SimulatorOptions, SimulatorTruth } from "./index.ts";
import { parseTimestamp } from "./microseconds.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Log = Omit<StatusLog, "url" | "evse">;

/** Creates a month of one charger. */
function start(disorder: SimulatorDisorder, options: SimulatorOptions = {}) {
  const trial = startTrial({ disorder, to: NOW, seed: 3, ...options });
  const { statusLogs, sessions } = trial.simulator.truth(EVSE_ID) as { statusLogs: Log[] } & SimulatorTruth;
  const bySampledAt = [...statusLogs].sort((a, b) => microseconds(a.sampled_at) - microseconds(b.sampled_at));
  return { ...trial, logs: statusLogs, bySampledAt, sessions };
}

const microseconds = (timestamp: string) => parseTimestamp(timestamp) as number;
const lateMs = (log: Log) => (microseconds(log.logged_at) - microseconds(log.sampled_at)) / 1000;
const without = (logs: readonly Log[], ...names: (keyof Log)[]) =>
  logs.map((log) => Object.fromEntries(Object.entries(log).filter(([name]) => !names.includes(name as keyof Log))));
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
/** Returns how much the meter rises or falls from each log to the next. */
function meterSteps(logs: readonly Log[]): number[] {
  const readings = logs.flatMap(({ meter_reading_watt_hours }) => meter_reading_watt_hours ?? []);
  return readings.slice(1).map((reading, index) => reading - (readings[index] as number));
}
const undisturbed = start({});

describe("lateUploads", () => {
  const { logs, bySampledAt, clock, read } = start({ lateUploads: 0.5 });
  const late = logs.filter((log) => lateMs(log) > MINUTE_MS);

  test("change nothing but logged_at, by minutes to days", () => {
    expect(without(bySampledAt, "logged_at")).toEqual(without(undisturbed.bySampledAt, "logged_at"));
    const delays = late.map(lateMs);
    expect(Math.min(...delays)).toBeLessThan(HOUR_MS);
    expect(Math.max(...delays)).toBeGreaterThan(DAY_MS);
    expect(Math.max(...delays)).toBeLessThan(4 * DAY_MS + MINUTE_MS);
  });

  test("appear at logged_at, behind newer logs", async () => {
    const [log] = late.filter((log) => lateMs(log) > 2 * HOUR_MS);
    const around = `${STATUS_LOGS}?page_size=3&sampled_at__lte=${log?.sampled_at}`;
    const loggedMs = Math.ceil(microseconds(log?.logged_at as string) / 1000);
    clock.now = loggedMs - 1;
    const before = await read<Log[]>(around);
    const [newest] = await read<Log[]>(STATUS_LOGS);
    clock.now = loggedMs;
    const after = await read<Log[]>(around);

    expect(after).toEqual([expect.objectContaining(log as object), ...before.slice(0, 2)]);
    expect(before[0]?.sampled_at).not.toBe(log?.sampled_at);
    expect(newest && newest.sampled_at > (log?.sampled_at as string)).toBe(true);
  });
});

test("clockSkew changes only sampled_at, to an hour or a year ahead or half an hour behind", async () => {
  const { logs, read } = start({ clockSkew: 1 });
  const shifts = logs.map((log, index) => {
    const right = undisturbed.logs[index] as Log;
    return Math.round((microseconds(log.sampled_at) - microseconds(right.sampled_at)) / 1000 / MINUTE_MS);
  });
  const [newest] = await read<Log[]>(STATUS_LOGS);

  expect(without(logs, "sampled_at")).toEqual(without(undisturbed.logs, "sampled_at"));
  expect(new Set(shifts)).toEqual(new Set([0, 60, -30, 365 * 24 * 60]));
  expect(newest?.sampled_at.slice(0, 4)).toBe("2025");
});

describe("rows that are sent again", () => {
  test.for(["repeatedRows", "changedRows"] as const)(
    "%s replace the earlier row from their logged_at on",
    async (kind) => {
      const { logs, clock, read } = start({ [kind]: 0.1 });
      const versions = Map.groupBy(logs, ({ sampled_at }) => sampled_at).values();
      const [first, second] = [...versions].find(({ length }) => length === 2) as [Log, Log];
      clock.now = Math.ceil(microseconds(second.logged_at) / 1000);
      const after = await read<Log>(`${STATUS_LOGS}/${second.sampled_at}`);
      clock.now -= 1;
      const before = await read<Log>(`${STATUS_LOGS}/${second.sampled_at}`);

      expect([before, after]).toEqual([expect.objectContaining(first), expect.objectContaining(second)]);
      expect(second.logged_at > first.logged_at).toBe(true);
      const isSame = second.meter_reading_watt_hours === first.meter_reading_watt_hours;
      expect(isSame).toBe(kind === "repeatedRows");
    },
  );
});

describe("the meter", () => {
  const energyWh = sum(meterSteps(undisturbed.bySampledAt));

  test("restarts at 0, mostly during a charge, and its rises add up to the energy", () => {
    const { bySampledAt } = start({ meterResets: 0.2 });
    const steps = meterSteps(bySampledAt);
    const rises = sum(steps.filter((step) => step > 0));

    expect(steps.filter((step) => step < 0).length).toBeGreaterThan(2);
    const isResetWhileCharging = bySampledAt.some((log, index) => {
      const previous = bySampledAt[index - 1];
      const [before, after] = [previous?.meter_reading_watt_hours ?? 0, log.meter_reading_watt_hours ?? Infinity];
      return previous?.is_charging && log.is_charging && after < before;
    });
    expect(isResetWhileCharging).toBe(true);
    // Some energy flows between the last reading before a reset and the first one after it.
    expect(rises).toBeLessThanOrEqual(energyWh);
    expect(rises).toBeGreaterThan(0.96 * energyWh);
  });

  test("drops to 0 in single logs", () => {
    const { bySampledAt } = start({ meterDropouts: 0.01 });
    const zeros = bySampledAt.filter((log) => log.meter_reading_watt_hours === 0);

    expect(zeros.length).toBeGreaterThan(20);
    expect(without(bySampledAt, "meter_reading_watt_hours")).toEqual(
      without(undisturbed.bySampledAt, "meter_reading_watt_hours"),
    );
    expect(sum(meterSteps(bySampledAt.filter((log) => !zeros.includes(log))))).toBe(energyWh);
  });

  test("sticks at one value during a charge, and then shows the whole rise", () => {
    const { bySampledAt } = start({ stuckMeters: 0.5 });
    const steps = meterSteps(bySampledAt.filter((log) => log.is_charging));

    expect(steps.filter((step) => step === 0).length).toBeGreaterThan(100);
    expect(Math.max(...steps)).toBeGreaterThan(5_000);
    expect(sum(meterSteps(bySampledAt))).toBe(energyWh);
  });

  test("is refreshed once an hour", () => {
    const { bySampledAt } = start({ hourlyMeters: true });
    const hours = Map.groupBy(bySampledAt, ({ sampled_at }) => sampled_at.slice(0, 13));

    expect([...hours.values()].flatMap((logs) => meterSteps(logs)).filter((step) => step !== 0)).toEqual([]);
    expect(sum(meterSteps(bySampledAt))).toBe(energyWh);
  });
});

test("v2g sessions discharge before they charge, and charge as much as without", () => {
  const { bySampledAt, sessions } = start({ v2g: true, adaptiveSampling: true }, { seed: 2 });
  const discharging = bySampledAt.filter(({ mode }) => mode === "Discharge");
  const exportedWh = sum(discharging.map(({ export_power_watts }) => ((export_power_watts ?? 0) * 30) / 3600));
  const trueWh = sum(sessions.map(({ exported_watt_hours }) => exported_watt_hours));

  expect(
    new Set(
      discharging.map(({ is_charging, charge_rate_watts }) => `${is_charging ?? false} ${charge_rate_watts ?? 0}`),
    ),
  ).toEqual(new Set(["false 0"]));
  const percents = discharging.flatMap(({ state_of_charge_percentage }) => state_of_charge_percentage ?? []);
  const isFalling = percents.slice(1).filter((percent, index) => percent < (percents[index] as number));

  expect(isFalling.length).toBeGreaterThan(10);
  expect(trueWh).toBeGreaterThan(5_000);
  expect(exportedWh / trueWh).toBeGreaterThan(0.95);
  expect(exportedWh / trueWh).toBeLessThan(1.05);
  expect(sessions.map(({ energy_watt_hours }) => energy_watt_hours)).toEqual(
    start({}, { seed: 2 }).sessions.map(({ energy_watt_hours }) => energy_watt_hours),
  );
});

test("adaptiveSampling reports every 30 seconds while charging, and every hour otherwise", () => {
  const { bySampledAt } = start({ adaptiveSampling: true });
  const gaps = bySampledAt.slice(1).map((log, index) => {
    const previous = bySampledAt[index] as Log;
    const seconds = (microseconds(log.sampled_at) - microseconds(previous.sampled_at)) / 1_000_000;
    return {
      seconds,
      isCharging: log.is_charging && previous.is_charging,
      isIdle: !log.is_charging && !previous.is_charging,
    };
  });
  const median = (list: typeof gaps) => list.map(({ seconds }) => seconds).sort((a, b) => a - b)[list.length >> 1] ?? 0;

  expect(median(gaps.filter(({ isCharging }) => isCharging))).toBe(30);
  expect(median(gaps.filter(({ isIdle }) => isIdle)) / 3600).toBeCloseTo(1, 1);
});

test("refusedCursors are refused with 400 once they are an hour old", async () => {
  const { client, clock } = start({ refusedCursors: true });
  const [page] = await Array.fromAsync(client().statusLogs.list(EVSE_ID, {}, { maxItems: 100 }).pages());
  const resume = () => client().statusLogs.list(EVSE_ID, {}, { from: page?.next, maxItems: 1 }).toArray();
  clock.now += HOUR_MS;
  await expect(resume()).resolves.toHaveLength(1);
  clock.now += 1;

  await expect(resume()).rejects.toMatchObject({
    status: 400,
    problem: { field_errors: { page_after: expect.any(Array) } },
  });
});

test("missingPages are 404 for some requests with a cursor, and not for the next one", async () => {
  const { get, read } = start({ missingPages: 0.3 });
  const [log] = await read<Log[]>(STATUS_LOGS);
  const statuses = [];
  for (let count = 0; count < 30; count++) {
    expect((await get(STATUS_LOGS)).status).toBe(200);
    statuses.push((await get(`${STATUS_LOGS}?page_after=${log?.sampled_at}`)).status);
  }

  expect(new Set(statuses)).toEqual(new Set([200, 404]));
  expect(statuses.join(" ")).toContain("404 200");
});

test("at any time, a list contains exactly the true logs recorded so far, each key in its latest version", async () => {
  const everything: SimulatorDisorder = {
    lateUploads: 0.5,
    clockSkew: 0.5,
    repeatedRows: 0.1,
    changedRows: 0.1,
    meterResets: 0.5,
    meterDropouts: 0.1,
    stuckMeters: 0.5,
    hourlyMeters: 0.5,
    v2g: 0.5,
    adaptiveSampling: 0.5,
  };
  const cases = fc.record({ seed: fc.nat(), hours: fc.nat(24 * 6), sampleIntervalSeconds: fc.constantFrom(300, 900) });
  await fc.assert(
    fc.asyncProperty(cases, async ({ hours, ...options }) => {
      const { logs, clock, client } = start(everything, { from: NOW - 5 * DAY_MS, ...options });
      clock.now = NOW - 5 * DAY_MS + hours * HOUR_MS;
      const versions = logs.filter(({ logged_at }) => microseconds(logged_at) <= clock.now * 1000);
      const latest = [...new Map(versions.map((log) => [log.sampled_at, log])).values()];
      const expected = latest.sort((a, b) => microseconds(b.sampled_at) - microseconds(a.sampled_at));
      const listed = await client().statusLogs.list(EVSE_ID).toArray();
      expect(listed.map(({ url, evse, ...log }) => log)).toEqual(expected);
    }),
    { seed: 20240417, numRuns: 15 },
  );
});
