import { describe, expect, it } from "vitest";
import { AWAY, analyseEvening, CHARGING, command, EVENING_STATUS, stretch } from "../../../tests/support/evening.ts";
import { summarize } from "./summary.ts";

/** The facts as value and note, by their names. */
function told(...logs: Parameters<typeof analyseEvening>) {
  return Object.fromEntries(summarize(analyseEvening(...logs)).map(({ name, value, note }) => [name, [value, note]]));
}

describe("without reports", () => {
  it("sessions and energy are unknown, and not none", () => {
    expect(told([])).toEqual({
      Sessions: ["unknown", "no reports"],
      Energy: ["unknown", "no reports"],
      Commands: ["0", "none sent"],
      Reports: ["0", "1 gap of 5 h"],
    });
  });

  it("it is unknown whether a command was followed", () => {
    const start = command("19:00:00", { max_load_target_milliamps: 16_000 });
    expect(told([], [start])["Commands"]).toEqual(["1", "unknown whether followed"]);
  });
});

it("sessions are unknown if no report tells of a car, and none if there was none", () => {
  expect(told(stretch("18:00", "23:00", {}))).toMatchObject({
    Sessions: ["unknown", "the reports don't tell"],
    Energy: ["unknown", "the reports don't tell"],
  });
  expect(told(stretch("18:00", "23:00", AWAY))).toMatchObject({
    Sessions: ["0", "no charging seen"],
    Energy: ["none", "no session seen"],
  });
});

describe("commands", () => {
  it("without a target are none to follow", () => {
    expect(told(EVENING_STATUS, [command("19:00:00")])["Commands"]).toEqual(["1", "none to follow"]);
  });

  it("that were followed leave none that was not", () => {
    const start = command("19:57:00", { max_load_target_milliamps: 16_000 });
    expect(told(EVENING_STATUS, [start])["Commands"]).toEqual(["1", "0 not followed within 10 min"]);
  });
});

it("energy that was exported in part is no bound", () => {
  const logs = [
    ...stretch("18:00", "20:00", CHARGING),
    ...stretch("20:00", "22:00", { ...CHARGING, charge_rate_watts: -3000 }),
    ...stretch("22:00", "23:00", { ...CHARGING, charge_rate_watts: null }),
  ];
  expect(told(logs)["Energy"]).toEqual(["≈ 8.2 kWh", "of what is known, less what was exported"]);
});
