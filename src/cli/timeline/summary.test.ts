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

it("exported energy and ignored values are shown if there are any", () => {
  const text = "7200" as unknown as number;
  const logs = [
    ...stretch("18:00", "20:00", CHARGING),
    ...stretch("20:00", "22:00", { ...CHARGING, charge_rate_watts: -3000 }),
    ...stretch("22:00", "23:00", { ...CHARGING, charge_rate_watts: text }),
  ];
  expect(summaryOf(logs)).toMatchObject({
    Energy: ["≥ 14.1 kWh", "at least; part of the time is unknown"],
    Exported: ["≈ 5.9 kWh", "out of the car"],
    "Ignored values": ["12", 'charge_rate_watts, such as "7200"'],
  });
  expect(Object.keys(summaryOf())).toEqual(["Sessions", "Energy", "Commands", "Reports"]);
});

it("suspect energy shows both figures", () => {
  const stuck = EVENING_STATUS.map((log) => ({ ...log, meter_reading_watt_hours: 1000 }));
  expect(summaryOf(stuck)["Energy"]).toEqual([
    "≈ 7.2 kWh",
    "suspect: 0.0 kWh by the meter, 7.2 kWh by the charge rate",
  ]);
});
