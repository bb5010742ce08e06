import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import {
  AWAY,
  analyseEvening,
  at,
  CHARGING,
  command,
  EVENING_STATUS,
  eveningTimeline,
  status,
  stretch,
  WAITING,
} from "../../../../tests/support/evening.ts";
import type { StatusLog } from "../../../index.ts";
import { createZone } from "../../shared/time-zones.ts";
import { renderText } from "./text.ts";

function linesAt(columns: number, timeline = eveningTimeline()): readonly string[] {
  return renderText(timeline, { columns, color: false }).split("\n");
}

/** Returns logs every five minutes from one time to another. */
function logsBetween(fromMs: number, untilMs: number, fields: Partial<StatusLog>): StatusLog[] {
  return Array.from({ length: (untilMs - fromMs) / 300_000 }, (_, index) => ({
    ...status("18:00", fields),
    sampled_at: new Date(fromMs + index * 300_000).toISOString(),
  }));
}

describe("the text", () => {
  it("fits a terminal of 80 columns", () => {
    expect(linesAt(80)).toEqual([
      "evse01HSH04KDEWF6Z4DB2J77J74K5",
      "Sat 31 Jan 2026 19:00 – Sun 1 Feb 2026 00:00",
      "Europe/Berlin, UTC+01:00",
      "",
      "Sessions  1         charging for 1 h",
      "Energy    7.15 kWh  by the meter",
      "Commands  5         1 not followed within 10 min",
      "Reports   60        about every 5 min",
      "",
      "            00    03    06    09    12    15    18    21",
      "Sat 31 Jan                                        ··──██──··",
      "                                                    ■▲ ■ !",
      "▁▄█ charging  ─ plugged in  · no car  ▲ told to charge  ■ told not to charge",
      "• told something else  ! not followed within 10 min",
      "",
      "Sat 31 Jan",
      "19:30:00   • REFRESH_SCHEDULES, no target",
      "20:00:00 ┌── Plugged in, 7.15 kWh; for 3 h, until 23:00:00; 1 command not",
      "         │   followed in time",
      "20:02:00 │ ■ SCHEDULED_CHARGING, 0 A; already not charging",
      "20:57:00 │ ▲ SCHEDULED_CHARGING, 32 A; followed after 3 min",
      "21:00:00 │ █ Charging, 7.15 kWh; for 1 h, until 22:00:00; up to 7.2 kW",
      "21:59:00 │ ■ STOP_CHARGE, 0 A; followed after 1 min",
      "22:32:00 │ ! START_CHARGE, 16 A; not followed within 10 min",
      "",
    ]);
  });

  it("fits 40 columns, breaking words if necessary, and no fewer", () => {
    const reason = "X".repeat(60) as "START_CHARGE";
    const timeline = eveningTimeline(analyseEvening(EVENING_STATUS, [command("18:00:00", { reason })]));
    const lines = linesAt(40, timeline);
    expect(lines.slice(10, 12)).toEqual(["            00    06    12    18", "Sat 31 Jan                     ·─█─·"]);
    expect(lines).toContain(`19:00:00   • ${"X".repeat(27)}`);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(linesAt(5, timeline)).toEqual(lines);
  });

  it("uses 200 columns for cells of ten minutes", () => {
    const [ruler, day, commands] = linesAt(200).slice(9, 12);
    expect(ruler?.indexOf("21")).toBe(12 + 21 * 6);
    expect(day?.slice(12 + 19 * 6)).toBe("······──────██████──────······");
    expect(commands?.slice(12 + 19 * 6)).toBe("      ■    ▲     ■   !");
  });

  it("does not let a reason control the terminal", () => {
    const reason = "\u001b[2J" as "START_CHARGE";
    const timeline = eveningTimeline(analyseEvening([], [command("18:00:00", { reason })]));
    expect(linesAt(80, timeline)).toContain("19:00:00   • \ufffd[2J, no target");
  });

  it("lists the events by the day of the time zone", () => {
    const lines = linesAt(80, eveningTimeline(undefined, createZone("Asia/Kolkata")));
    expect(lines.slice(10, 13)).toEqual([
      "Sat 31 Jan                                                 ·",
      "Sun 1 Feb   ·──██──··",
      "             ■▲ ■ !",
    ]);
    expect(lines.slice(16, 18)).toEqual(["Sun 1 Feb", "00:00:00   • REFRESH_SCHEDULES, no target"]);
  });

  it("shows what is unknown", () => {
    const logs = [
      ...stretch("18:00", "19:00", {}),
      ...stretch("19:00", "20:00", { ...CHARGING, charge_rate_watts: null }),
      ...stretch("21:00", "22:00", { ...WAITING, charge_rate_watts: null }),
    ];
    const lines = linesAt(200, eveningTimeline(analyseEvening(logs, [command("20:30:00", {})])));
    expect(lines.slice(4, 8)).toEqual([
      "Sessions  1        charging for 55 min",
      "Energy    unknown  no meter, no charge rate",
      "Commands  1        none with a target",
      "Reports   36       2 gaps, 2 h 10 min in total",
    ]);
    expect(lines[10]?.slice(12 + 19 * 6)).toBe("??????≈≈≈≈≈≈░░░░░░─────░░░░░░░");
    expect(lines.slice(14, -1)).toEqual([
      "19:00:00   ? Car unknown, 1 h; until 20:00:00; no report shows whether a car was plugged in",
      "20:00:00 ┌── Plugged in, energy unknown; for 2 h 55 min, until 22:55:00; its start was not reported; its end was not reported; no reports for 1 h of it",
      "20:00:00 │ █ Charging, energy unknown; for 55 min, until 20:55:00; its start was not reported; its end was not reported",
      "20:55:00 │ ░ No reports, 1 h 5 min; until 22:00:00",
      "21:30:00 │ • reason unknown, no target",
      "22:55:00   ░ No reports, 1 h 5 min; until Sun 1 Feb 00:00:00",
    ]);
  });

  it("shows what the window cuts, and what is an estimate", () => {
    const lines = linesAt(200, eveningTimeline(analyseEvening(stretch("18:00", "23:00", CHARGING))));
    expect(lines[5]).toBe("Energy    ≈ 35.4 kWh  estimated from the charge rate");
    const cut = "until Sun 1 Feb 00:00:00; began before the window; continues after the window";
    expect(lines.at(-3)).toBe(`19:00:00 ┌── Plugged in, ≈ 35.4 kWh; for 5 h, ${cut}; estimated from the charge rate`);
  });

  it("is short if nothing is known", () => {
    const analysis = analyseEvening([status("18:00:00")], [], { fromMs: at("18:00"), untilMs: at("18:00") });
    expect(linesAt(80, eveningTimeline(analysis)).slice(4)).toEqual([
      "Sessions  unknown  the reports do not show it",
      "Energy    unknown  the reports do not show it",
      "Commands  0        none sent",
      "Reports   1",
      "",
      "            00    03    06    09    12    15    18    21",
      "Sat 31 Jan",
      "",
      "Nothing is known about this time.",
      "",
    ]);
  });
});

describe("a cell", () => {
  /** Returns the cells of ten minutes from 19:00 (Berlin) on. */
  function cellsOf(logs: readonly StatusLog[]): string | undefined {
    const lines = linesAt(200, eveningTimeline(analyseEvening(logs)));
    return lines.find((line) => line.startsWith("Sat 31 Jan  "))?.slice(12 + 19 * 6);
  }

  it("shows the highest rate in it, in eighths of the peak, and export", () => {
    const rates = [8000, 7001, 7000, 4000, 1000, 1, 0, -500];
    const logs = rates.flatMap((charge_rate_watts, index) => {
      const fromMs = at("19:00") + index * 600_000;
      return logsBetween(fromMs, fromMs + 600_000, { ...CHARGING, charge_rate_watts });
    });
    expect(cellsOf([...stretch("18:00", "19:00", AWAY), ...logs])?.slice(6, 14)).toBe("██▇▄▁▁▁↓");
  });

  it("shows a charge that is shorter than it, and one without a report in it", () => {
    const short = [
      ...stretch("18:00", "19:00", WAITING),
      status("19:00:00", CHARGING),
      status("19:01:00", WAITING),
      ...stretch("19:05", "20:00", WAITING),
    ];
    expect(cellsOf(short)?.slice(0, 12)).toBe("──────█────░");
    const everyQuarter = stretch("18:00", "23:00", CHARGING).filter((_, index) => index % 3 === 0);
    expect(cellsOf(everyQuarter)?.slice(0, 8)).toBe("████████");
  });
});

describe("a day on which the clock changes", () => {
  it.for([
    ["Europe/Berlin", "2026-03-28T23:00Z", "2026-03-29T06:00Z", ["Sun 29 Mar  ····  ··········"]],
    ["Europe/Berlin", "2026-10-24T22:00Z", "2026-10-25T07:00Z", ["Sun 25 Oct  ················"]],
    // Charging for the hour before the clock is put back.
    ["Europe/London", "2026-10-25T00:00Z", "2026-10-25T01:00Z", ["Sun 25 Oct    █"]],
    // There is no midnight.
    [
      "America/Santiago",
      "2026-09-06T03:00Z",
      "2026-09-06T06:00Z",
      [`Sat 5 Sep${" ".repeat(49)}··`, "Sun 6 Sep     ····"],
    ],
  ] as const)("in %s from %s to %s has its hours in their columns", ([zone, from, until, expected]) => {
    const [fromMs, untilMs] = [Date.parse(from), Date.parse(until)];
    const logs = logsBetween(fromMs, untilMs, zone === "Europe/London" ? CHARGING : AWAY);
    const lines = linesAt(80, eveningTimeline(analyseEvening(logs, [], { fromMs, untilMs }), createZone(zone)));
    expect(lines.slice(10, 10 + expected.length)).toEqual(expected);
  });
});

it("any number of reports fits a charge and a cell", () => {
  const logs = Array.from({ length: 150_000 }, (_, index) => ({
    ...status("18:00", CHARGING),
    sampled_at: new Date(at("18:00") + index * 20).toISOString(),
  }));
  expect(linesAt(40, eveningTimeline(analyseEvening(logs)))[12]?.slice(12 + 19)).toBe("█░░░░");
});

it("colours mark what needs attention, and change nothing else", () => {
  const ESC = "\u001b";
  const text = renderText(eveningTimeline(), { columns: 80, color: true });
  expect(text).toContain(`Commands  ${ESC}[1m5${ESC}[22m         ${ESC}[31m1 not followed within 10 min${ESC}[39m\n`);
  expect(text).toContain(`${ESC}[2m··${ESC}[22m${ESC}[34m──${ESC}[39m${ESC}[32m██${ESC}[39m`);
  expect(stripVTControlCharacters(text)).toBe(renderText(eveningTimeline(), { columns: 80, color: false }));
});
