import { describe, expect, it } from "vitest";
import { createFormat } from "./formats.ts";
import { fieldTable } from "./table.ts";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const statusLog = {
  url: "https://api.example/x",
  sampled_at: "2026-01-31T12:00:00.000001Z",
  logged_at: "2026-01-31T12:00:02.5Z",
  evse: "https://api.example/e",
  is_plugged_in: true,
  is_charging: true,
  is_enabled: false,
  charge_rate_watts: 7180,
  export_power_watts: 0,
  inlet_power_watts: null,
  meter_reading_watt_hours: 1482310,
  voltage_millivolts: 239400,
  cable_current_rating_milliamps: 32000,
  max_current_rating_milliamps: 32000,
  signal_strength_rssi_dbm: -61,
  control_pilot_status: "C",
  mode: "Charge",
};
const commandLog = {
  logged_at: "2026-01-31T13:00:00+01:00",
  reason: "SOLAR_CHARGE_NIGHTTIME_CHARGE_RATE",
  max_load_target_milliamps: 32000,
  is_enabled_target: true,
  always_enabled: null,
  internal_command_id: "d4e5f6a7-b8c9-0123-def0-123456789abc",
};

function show(kind: "status" | "commands", columns: number, log: object, colors = false): string[] {
  const { section, page } = createFormat("table", kind, { columns, colors });
  return `${section(EVSE)}${page([log as Record<string, unknown>], EVSE)}`.split("\n");
}

describe("a table of status logs", () => {
  it("has the most important columns in 40 columns", () => {
    expect(show("status", 40, statusLog)).toEqual([
      EVSE,
      "sampled at (UTC)     charging  rate W",
      "2026-01-31 12:00:00  yes         7180",
      "",
    ]);
  });

  it("has the columns that fit 80", () => {
    expect(show("status", 80, statusLog)).toEqual([
      EVSE,
      "sampled at (UTC)     charging  rate W  plugged   meter Wh  mode        pilot",
      "2026-01-31 12:00:00  yes         7180  yes        1482310  Charge      C",
      "",
    ]);
  });

  it("has all columns in 200, and exact timestamps; unknown values are not 0", () => {
    expect(show("status", 200, statusLog)).toEqual([
      EVSE,
      "sampled at                   charging  rate W  plugged   meter Wh  mode        pilot  enabled  voltage mV  max mA  cable mA  inlet W  export W  soc %  rssi dBm  logged at",
      "2026-01-31T12:00:00.000001Z  yes         7180  yes        1482310  Charge      C      no           239400   32000     32000        -         0      -       -61  2026-01-31T12:00:02.5Z",
      "",
    ]);
  });

  it("has at least one column", () => {
    expect(show("status", 10, statusLog)).toEqual([EVSE, "sampled at (UTC)", "2026-01-31 12:00:00", ""]);
  });
});

describe("a table of command logs", () => {
  it("cuts long values, and shows timestamps in UTC", () => {
    expect(show("commands", 40, commandLog)).toEqual([
      EVSE,
      "logged at (UTC)      reason",
      "2026-01-31 12:00:00  SOLAR_CHARGE_NIGHT…",
      "",
    ]);
  });

  it("has all columns in 200", () => {
    expect(show("commands", 200, commandLog)).toEqual([
      EVSE,
      "logged at                    reason                              load mA  enabled  always  command",
      "2026-01-31T13:00:00+01:00    SOLAR_CHARGE_NIGHTTIME_CHARGE_RATE    32000  yes      -       d4e5f6a7-b8c9-0123-def0-123456789abc",
      "",
    ]);
  });

  it("can't control the terminal, and shows an invalid timestamp as it is", () => {
    const odd = { logged_at: "soon\u001b[2J", reason: "A\nB\u009bC" };
    expect(show("commands", 40, odd)[2]).toBe("soon\ufffd[2J             A\ufffdB\ufffdC");
  });
});

it("an empty line separates two chargers", () => {
  expect(createFormat("table", "status", { columns: 80, colors: false }).betweenChargers).toBe("\n");
});

it("headings have colours", () => {
  const [name, titles, row] = show("commands", 40, commandLog, true);
  expect(name).toBe(`\u001b[1m${EVSE}\u001b[22m`);
  expect(titles).toBe("\u001b[2mlogged at (UTC)      reason\u001b[22m");
  expect(row).toBe("2026-01-31 12:00:00  SOLAR_CHARGE_NIGHT…");
});

describe("one log", () => {
  const log = { logged_at: "2026-01-31T12:00:00Z", evse: { id: "e" }, always_enabled: null };

  it("has a line for each field, those of embedded resources included", () => {
    expect(fieldTable(log, { columns: 80, colors: false })).toBe(
      "logged_at       2026-01-31T12:00:00Z\nevse.id         e\nalways_enabled  -",
    );
  });

  it("has colours", () => {
    expect(fieldTable({ a: 1 }, { columns: 80, colors: true })).toBe("\u001b[2ma\u001b[22m  1");
  });

  it("flattens nested objects, but not arrays", () => {
    const deep = { evse: { model: { make: { name: "A" }, tags: ["b", 1], none: {} } } };
    expect(fieldTable(deep, { columns: 80, colors: false })).toBe(
      'evse.model.make.name  A\nevse.model.tags       ["b",1]\nevse.model.none       {}',
    );
  });

  it("wraps long values", () => {
    expect(fieldTable({ a: "x".repeat(40) }, { columns: 31, colors: false })).toBe(
      `a  ${"x".repeat(28)}\n   ${"x".repeat(12)}`,
    );
  });

  it("has values below their names on a narrow terminal", () => {
    const narrow = { sampled_at: "2026-01-31T12:00:00.123456Z", url: "x".repeat(40) };
    expect(fieldTable(narrow, { columns: 39, colors: false })).toBe(
      `sampled_at\n  2026-01-31T12:00:00.123456Z\nurl\n  ${"x".repeat(37)}\n  xxx`,
    );
  });
});
