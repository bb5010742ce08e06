import { describe, expect, it } from "vitest";
import { Screen } from "../../../../tests/support/cli.ts";
import { createFormat, type FormatName, formatNameOf } from "./format.ts";

const look = { columns: 80, colors: false };
const log = { url: "https://api.example/x", logged_at: "2026-01-31T12:00:00.000001Z", evse: "https://api.example/e" };

/** What two chargers give: two pages of the first, one of the second. */
function write(name: FormatName): string {
  const format = createFormat(name, "commands", look);
  const { head, betweenPages, betweenChargers, foot } = format;
  const first =
    format.section("A") + format.page([{ n: 1 }, { n: 2 }], "A") + betweenPages + format.page([{ n: 3 }], "A");
  return head + first + betweenChargers + format.section("B") + format.page([{ n: 4 }], "B") + foot;
}

describe("ndjson", () => {
  it("is a log a line, as it came", () => {
    expect(write("ndjson")).toBe('{"n":1}\n{"n":2}\n{"n":3}\n{"n":4}\n');
  });

  it("keeps the order of fields, unknown ones, and line breaks within a line", () => {
    const { page } = createFormat("ndjson", "status", look);
    expect(page([{ z: null, new_field: { deep: [1] }, mode: "a\nb" }], "A")).toBe(
      '{"z":null,"new_field":{"deep":[1]},"mode":"a\\nb"}\n',
    );
  });
});

describe("json", () => {
  it("is one array, with a log a line", () => {
    expect(write("json")).toBe('[\n{"n":1},\n{"n":2},\n{"n":3},\n{"n":4}\n]\n');
  });

  it("is an array without any logs too", () => {
    const { head, foot } = createFormat("json", "status", look);
    expect(JSON.parse(head + foot)).toEqual([]);
  });
});

describe("csv", () => {
  const { head, page } = createFormat("csv", "commands", look);
  const HEAD =
    "evse_id,url,logged_at,evse,max_load_target_milliamps,is_enabled_target,always_enabled,reason,internal_command_id,other\n";

  it("begins with the charger's id and the names of the fields, in the contract's order", () => {
    expect(head).toBe(HEAD);
    expect(createFormat("csv", "status", look).head).toBe(
      "evse_id,url,sampled_at,logged_at,evse,is_plugged_in,is_charging,is_enabled,charge_rate_watts,export_power_watts," +
        "inlet_power_watts,meter_reading_watt_hours,voltage_millivolts,cable_current_rating_milliamps," +
        "max_current_rating_milliamps,signal_strength_rssi_dbm,state_of_charge_percentage,control_pilot_status,mode,other\n",
    );
  });

  it("has the head once, and the id of its charger in each row", () => {
    const row = (text: string) => text.replace(/(.),(\d)/, '$1,,,,,,,,,"{""n"":$2}"\n');
    expect(write("csv")).toBe(`${HEAD}${["A,1", "A,2", "A,3", "B,4"].map(row).join("")}`);
  });

  it("writes values as they are, and leaves null and absent ones empty", () => {
    const full = { ...log, max_load_target_milliamps: 0, is_enabled_target: false, always_enabled: null };
    expect(page([full], "A")).toBe(
      "A,https://api.example/x,2026-01-31T12:00:00.000001Z,https://api.example/e,0,false,,,,\n",
    );
  });

  it("writes what is nested, and what it does not know, as JSON", () => {
    const nested = { ...log, evse: { id: "e", location: { latitude: 1.5 } }, new_field: null, newer: [1] };
    expect(page([nested], "A")).toBe(
      'A,https://api.example/x,2026-01-31T12:00:00.000001Z,"{""id"":""e"",""location"":{""latitude"":1.5}}",,,,,,' +
        '"{""new_field"":null,""newer"":[1]}"\n',
    );
  });

  it.each([
    ["a comma", "a,b", '"a,b"'],
    ["quotes", 'a"b', '"a""b"'],
    ["a line break", "a\nb", '"a\nb"'],
    ["a carriage return", "a\rb", '"a\rb"'],
    ["blanks", " a ", " a "],
    ["what a spreadsheet takes for a formula", "=1+1", "=1+1"],
  ])("quotes %s where it must", (_, reason, cell) => {
    expect(page([{ reason }], "A")).toBe(`A,,,,,,,${cell},,\n`);
  });
});

describe("the form", () => {
  const [terminal, pipe] = [new Screen(80), new Screen()];
  it.each([
    ["a table on a terminal", {}, terminal, "table"],
    ["ndjson in a pipe", {}, pipe, "ndjson"],
    ["what was asked for", { format: "json" }, terminal, "json"],
    ["what the file's name says: .csv", { output: "a/week.csv" }, terminal, "csv"],
    ["what the file's name says: .json", { output: "week.json" }, pipe, "json"],
    ["what the file's name says: .ndjson", { output: "week.ndjson" }, pipe, "ndjson"],
    ["what the file's name says: .jsonl", { output: "week.jsonl" }, pipe, "ndjson"],
    ["what the file's name says, in capitals too", { output: "WEEK.CSV" }, pipe, "csv"],
    ["ndjson in a file whose name says nothing", { output: "week.out" }, terminal, "ndjson"],
    ["what was asked for, whatever the file's name says", { format: "table", output: "week.csv" }, pipe, "table"],
  ] as const)("is %s", (_, options, output, expected) => {
    expect(formatNameOf(options, output)).toBe(expected);
  });
});
