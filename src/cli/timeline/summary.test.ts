import { expect, it } from "vitest";
import { AWAY, analyseEvening, CHARGING, command, EVENING_STATUS, stretch } from "../../../tests/support/evening.ts";
import { summarize } from "./summary.ts";

/** Returns value and note of each item, by its name. */
function summaryOf(...logs: Parameters<typeof analyseEvening>) {
  return Object.fromEntries(summarize(analyseEvening(...logs)).map(({ name, value, note }) => [name, [value, note]]));
}

const START = { max_load_target_milliamps: 16_000 };

it("sessions and energy are unknown without reports, or if none mentions a car; none if there was no car", () => {
  expect(summaryOf([])).toMatchObject({ Sessions: ["unknown", "no reports"], Energy: ["unknown", "no reports"] });
  expect(summaryOf(stretch("18:00", "23:00", {}))).toMatchObject({
    Sessions: ["unknown", "the reports do not show it"],
    Energy: ["unknown", "the reports do not show it"],
  });
  expect(summaryOf(stretch("18:00", "23:00", AWAY))).toMatchObject({
    Sessions: ["0", "no charging"],
    Energy: ["none", "no session"],
  });
});

it("commands are counted by what is known about their outcomes", () => {
  const noteOf = (...logs: Parameters<typeof analyseEvening>) => summaryOf(...logs)["Commands"];
  expect(noteOf([], [])).toEqual(["0", "none sent"]);
  expect(noteOf([], [command("19:00:00", START)])).toEqual(["1", "unknown whether followed"]);
  expect(noteOf(EVENING_STATUS, [command("19:00:00")])).toEqual(["1", "none with a target"]);
  expect(noteOf(EVENING_STATUS, [command("19:57:00", START)])).toEqual(["1", "0 not followed within 10 min"]);
});

it("energy that was partly exported is not a lower bound", () => {
  const logs = [
    ...stretch("18:00", "20:00", CHARGING),
    ...stretch("20:00", "22:00", { ...CHARGING, charge_rate_watts: -3000 }),
    ...stretch("22:00", "23:00", { ...CHARGING, charge_rate_watts: null }),
  ];
  expect(summaryOf(logs)["Energy"]).toEqual(["≈ 8.2 kWh", "the known part, minus what was exported"]);
});
