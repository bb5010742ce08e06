import { expect, it } from "vitest";
import {
  AWAY,
  analyseEvening,
  at,
  EVENING,
  EVENING_COMMANDS,
  EVENING_STATUS,
  EVSE,
  stretch,
  WAITING,
} from "../../../tests/support/evening.ts";
import { toRows } from "./rows.ts";

it("a session row has the timestamps of the first report with a car and of the first without", () => {
  const rows = toRows(EVSE, analyseEvening(EVENING_STATUS, EVENING_COMMANDS));
  expect(rows.sessions).toEqual([
    {
      evse_id: EVSE,
      plugged_in_at: "2026-01-31T19:00:00Z",
      unplugged_at: "2026-01-31T22:00:00Z",
      charging_seconds: 3600,
      energy_watt_hours: 7150,
      energy_source: "meter",
      energy_quality: "measured",
      exported_watt_hours: null,
      peak_watts: 7200,
      commands: 4,
      commands_not_followed: 1,
      silent_seconds: 0,
    },
  ]);
  expect(rows.charges).toMatchObject([
    { since: "2026-01-31T20:00:00.000Z", energy_watt_hours: 7150, peak_watts: 7200 },
  ]);
});

it("what lies outside the window, or was not reported, is null", () => {
  const window = { fromMs: at("19:30"), untilMs: at("21:30") };
  const [session] = toRows(EVSE, analyseEvening(EVENING_STATUS, [], window, EVENING)).sessions;
  expect(session).toMatchObject({ plugged_in_at: null, unplugged_at: null, energy_watt_hours: 7150 });

  const logs = [
    ...stretch("18:00", "19:00", AWAY),
    ...stretch("19:00", "20:00", { ...WAITING, charge_rate_watts: null }),
    ...stretch("21:00", "23:00", AWAY),
  ];
  expect(toRows(EVSE, analyseEvening(logs)).sessions[0]).toMatchObject({
    plugged_in_at: "2026-01-31T19:00:00Z",
    unplugged_at: "2026-01-31T21:00:00Z",
    energy_watt_hours: null,
    energy_source: null,
    energy_quality: null,
    peak_watts: null,
  });
});

it("an outcome row has the fields of the command, and its outcome", () => {
  const { outcomes } = toRows(EVSE, analyseEvening(EVENING_STATUS, EVENING_COMMANDS));
  expect(outcomes.map(({ outcome, after_seconds }) => [outcome, after_seconds])).toEqual([
    ["not_applicable", null],
    ["already", null],
    ["followed", 180],
    ["followed", 60],
    ["not_followed", null],
  ]);
  expect(outcomes[4]).toEqual({
    evse_id: EVSE,
    logged_at: "2026-01-31T21:32:00Z",
    reason: "START_CHARGE",
    max_load_target_milliamps: 16_000,
    is_enabled_target: null,
    internal_command_id: null,
    outcome: "not_followed",
    after_seconds: null,
  });
});

it("gaps and ignored values are listed", () => {
  const logs = [...stretch("18:00", "20:00", AWAY), ...stretch("21:00", "23:00", AWAY)];
  const text = "7200" as unknown as number;
  const rows = toRows(EVSE, analyseEvening([...logs, ...stretch("20:00", "20:05", { charge_rate_watts: text })]));
  expect(rows).toMatchObject({
    reports: 49,
    seconds_between_reports: { charging: 300, otherwise: 300 },
    gaps: [{ since: "2026-01-31T20:00:00.000Z", until: "2026-01-31T21:00:00.000Z", expected_seconds: 300 }],
    ignored_values: [{ field: "charge_rate_watts", example: '"7200"', count: 1 }],
  });
});
