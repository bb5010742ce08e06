import { expect, it } from "vitest";
import type { Log } from "../shared/log-kinds.ts";
import { jsonLine, textLine } from "./lines.ts";

const timestamp = "2026-01-31T12:00:05.984584Z";
const statusLine = (log: Log, time = timestamp) => textLine({ kind: "status", timestamp: time, log }, false);
const commandLine = (log: Log) => textLine({ kind: "command", timestamp, log }, false);

it("a line for programs is JSON with the log as the API returns it", () => {
  const log = { sampled_at: timestamp, is_charging: null, new_field: [1] };
  expect(jsonLine({ kind: "status", timestamp, log })).toBe(`${JSON.stringify({ kind: "status", log })}\n`);
});

it.each([
  [
    {
      is_plugged_in: true,
      is_charging: true,
      charge_rate_watts: 7260,
      meter_reading_watt_hours: 1_234_560,
      mode: "Charge",
    },
    "plugged in, charging, 7.3 kW, meter 1,234.56 kWh, mode Charge",
  ],
  [{ is_plugged_in: false, is_charging: false, charge_rate_watts: 0, mode: null }, "unplugged, not charging, 0 W"],
  [{ is_plugged_in: null, charge_rate_watts: "7200" }, "no known values"],
])("a line for people shows the known values of a status log: %j", (log, text) => {
  expect(statusLine(log)).toBe(`2026-01-31 12:00:05Z  status   ${text}\n`);
});

it.each([
  [
    { reason: "SOLAR", max_load_target_milliamps: 16_500, is_enabled_target: true, always_enabled: true },
    "SOLAR, at most 16.5 A, free vend on, always in free vend",
  ],
  [{ is_enabled_target: false, always_enabled: false }, "free vend off"],
])("a line for people shows the known values of a command log: %j", (log, text) => {
  expect(commandLine(log)).toBe(`2026-01-31 12:00:05Z  command  ${text}\n`);
});

it("a line for people can't control the terminal, and has colours if wanted", () => {
  expect(statusLine({ mode: "a\u001b[2J" }, "soon\n")).toBe("soon\ufffd  status   mode a\ufffd[2J\n");
  expect(textLine({ kind: "status", timestamp, log: {} }, true)).toBe(
    "\u001b[2m2026-01-31 12:00:05Z\u001b[22m  status   no known values\n",
  );
});
