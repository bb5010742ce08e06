import { describe, expect, it } from "vitest";
import { Screen } from "../../../../tests/support/cli.ts";
import { createFormat, type FormatName, selectFormat } from "./formats.ts";

const display = { columns: 80, colors: false };
const log = { url: "https://api.example/x", logged_at: "2026-01-31T12:00:00.000001Z", evse: "https://api.example/e" };
const HEAD =
  "evse_id,url,logged_at,evse,max_load_target_milliamps,is_enabled_target,always_enabled,reason,internal_command_id,other\n";

/** Two pages of one charger, and one of another. */
function write(name: FormatName): string {
  const format = createFormat(name, "commands", display);
  const { head, betweenPages, betweenChargers, foot } = format;
  const first =
    format.section("A") + format.page([{ n: 1 }, { n: 2 }], "A") + betweenPages + format.page([{ n: 3 }], "A");
  return head + first + betweenChargers + format.section("B") + format.page([{ n: 4 }], "B") + foot;
}

it("ndjson has one log per line, as the API returns it", () => {
  expect(write("ndjson")).toBe('{"n":1}\n{"n":2}\n{"n":3}\n{"n":4}\n');
  const { page } = createFormat("ndjson", "status", display);
  expect(page([{ z: null, new_field: { deep: [1] }, mode: "a\nb" }], "A")).toBe(
    '{"z":null,"new_field":{"deep":[1]},"mode":"a\\nb"}\n',
  );
});

it("json is one array, without logs too", () => {
  expect(write("json")).toBe('[\n{"n":1},\n{"n":2},\n{"n":3},\n{"n":4}\n]\n');
  const { head, foot } = createFormat("json", "status", display);
  expect(JSON.parse(head + foot)).toEqual([]);
});

describe("csv", () => {
  const { page } = createFormat("csv", "commands", display);

  it("has one header, and the charger's id in each row", () => {
    const row = (id: string, n: number) => `${id},,,,,,,,,"{""n"":${n}}"\n`;
    expect(write("csv")).toBe(`${HEAD}${row("A", 1)}${row("A", 2)}${row("A", 3)}${row("B", 4)}`);
    expect(createFormat("csv", "status", display).head).toBe(
      "evse_id,url,sampled_at,logged_at,evse,is_plugged_in,is_charging,is_enabled,charge_rate_watts,export_power_watts," +
        "inlet_power_watts,meter_reading_watt_hours,voltage_millivolts,cable_current_rating_milliamps," +
        "max_current_rating_milliamps,signal_strength_rssi_dbm,state_of_charge_percentage,control_pilot_status,mode,other\n",
    );
  });

  it("leaves null and missing values empty", () => {
    const values = { ...log, max_load_target_milliamps: 0, is_enabled_target: false, always_enabled: null };
    expect(page([values], "A")).toBe(
      "A,https://api.example/x,2026-01-31T12:00:00.000001Z,https://api.example/e,0,false,,,,\n",
    );
  });

  it("writes nested values and unknown fields as JSON", () => {
    const nested = { ...log, evse: { id: "e", location: { latitude: 1.5 } }, new_field: null, newer: [1] };
    expect(page([nested], "A")).toBe(
      'A,https://api.example/x,2026-01-31T12:00:00.000001Z,"{""id"":""e"",""location"":{""latitude"":1.5}}",,,,,,' +
        '"{""new_field"":null,""newer"":[1]}"\n',
    );
  });

  it("quotes commas, quotes and line breaks", () => {
    const cells = ["a,b", 'a"b', "a\nb", " a "].map((reason) => page([{ reason }], "A").split(",,,,,,,")[1]);
    expect(cells).toEqual(['"a,b",,\n', '"a""b",,\n', '"a\nb",,\n', " a ,,\n"]);
  });
});

it.each([
  [{}, 80, "table"],
  [{}, 0, "ndjson"],
  [{ format: "json" }, 80, "json"],
  [{ output: "a/WEEK.CSV" }, 80, "csv"],
  [{ output: "week.json" }, 0, "json"],
  [{ output: "week.jsonl" }, 0, "ndjson"],
  [{ output: "week.out" }, 80, "ndjson"],
  [{ format: "table", output: "week.csv" }, 0, "table"],
] as const)("%j in %i columns selects %s", (options, columns, expected) => {
  expect(selectFormat(options, new Screen(columns))).toBe(expected);
});
