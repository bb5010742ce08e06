import { describe, expect, it } from "vitest";
import {
  AWAY,
  analyseEvening,
  at,
  BERLIN,
  CHARGING,
  command,
  EVENING_STATUS,
  eveningTimeline,
  status,
  stretch,
  WAITING,
} from "../../../../tests/support/evening.ts";
import type { StatusLog } from "../../../index.ts";
import { renderText } from "./text.ts";
import { createZone } from "../../shared/time-zones.ts";

function linesAt(columns: number, view = eveningTimeline()): readonly string[] {
  return renderText(view, { columns, color: false }).split("\n");
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
      "20:02:00 │ ■ SCHEDULED_CHARGING, 0 A; was not charging anyway",
      "20:57:00 │ ▲ SCHEDULED_CHARGING, 32 A; followed, seen after 3 min",
      "21:00:00 │ █ Charging, 7.15 kWh; for 1 h, until 22:00:00; up to 7.2 kW",
      "21:59:00 │ ■ STOP_CHARGE, 0 A; followed, seen after 1 min",
      "22:32:00 │ ! START_CHARGE, 16 A; not followed within 10 min",
      "",
    ]);
  });

  it("fits one of 40, and does not try to fit a narrower one", () => {
    expect(linesAt(40)).toEqual([
      "evse01HSH04KDEWF6Z4DB2J77J74K5",
      "Sat 31 Jan 2026 19:00 – Sun 1 Feb",
      "2026 00:00",
      "Europe/Berlin, UTC+01:00",
      "",
      "Sessions  1         charging for 1 h",
      "Energy    7.15 kWh  by the meter",
      "Commands  5         1 not followed",
      "                    within 10 min",
      "Reports   60        about every 5 min",
      "",
      "            00    06    12    18",
      "Sat 31 Jan                     ·─█─·",
      "                                ▲■!",
      "▁▄█ charging  ─ plugged in  · no car",
      "▲ told to charge  ■ told not to charge",
      "• told something else",
      "! not followed within 10 min",
      "",
      "Sat 31 Jan",
      "19:30:00   • REFRESH_SCHEDULES, no",
      "             target",
      "20:00:00 ┌── Plugged in, 7.15 kWh; for",
      "         │   3 h, until 23:00:00;",
      "         │   1 command not followed in",
      "         │   time",
      "20:02:00 │ ■ SCHEDULED_CHARGING, 0 A;",
      "         │   was not charging anyway",
      "20:57:00 │ ▲ SCHEDULED_CHARGING, 32 A;",
      "         │   followed, seen after 3 min",
      "21:00:00 │ █ Charging, 7.15 kWh; for",
      "         │   1 h, until 22:00:00; up to",
      "         │   7.2 kW",
      "21:59:00 │ ■ STOP_CHARGE, 0 A; followed,",
      "         │   seen after 1 min",
      "22:32:00 │ ! START_CHARGE, 16 A; not",
      "         │   followed within 10 min",
      "",
    ]);
    expect(linesAt(5)).toEqual(linesAt(40));
  });

  it("uses the breadth of one of 200: ten minutes a cell", () => {
    const [ruler, day, commands] = linesAt(200).slice(9, 12);
    expect(ruler?.indexOf("21")).toBe(12 + 21 * 6);
    expect(day?.slice(12 + 19 * 6)).toBe("······──────██████──────······");
    expect(commands?.slice(12 + 19 * 6)).toBe("      ■    ▲     ■   !");
  });

  it("breaks a word that no line can hold", () => {
    const reason = "X".repeat(60) as "START_CHARGE";
    const view = eveningTimeline(analyseEvening(EVENING_STATUS, [command("18:00:00", { reason })]));
    expect(linesAt(40, view).slice(16, 19)).toEqual([
      `19:00:00   • ${"X".repeat(27)}`,
      `             ${"X".repeat(27)}`,
      "             XXXXXX, no target",
    ]);
    for (const line of linesAt(40, view)) expect(line.length).toBeLessThanOrEqual(40);
  });

  it("does not let a reason steer the terminal", () => {
    const view = eveningTimeline(analyseEvening([], [command("18:00:00", { reason: "\u001b[2J" as "START_CHARGE" })]));
    expect(linesAt(80, view)).toContain("19:00:00   • \ufffd[2J, no target");
  });

  it("says on which day something happened, and on which it ended", () => {
    const view = eveningTimeline(undefined, createZone("Asia/Kolkata"));
    expect(linesAt(80, view).slice(9, 13)).toEqual([
      "            00    03    06    09    12    15    18    21",
      "Sat 31 Jan                                                 ·",
      "Sun 1 Feb   ·──██──··",
      "             ■▲ ■ !",
    ]);
    expect(linesAt(80, view).slice(16)).toEqual([
      "Sun 1 Feb",
      "00:00:00   • REFRESH_SCHEDULES, no target",
      "00:30:00 ┌── Plugged in, 7.15 kWh; for 3 h, until 03:30:00; 1 command not",
      "         │   followed in time",
      "00:32:00 │ ■ SCHEDULED_CHARGING, 0 A; was not charging anyway",
      "01:27:00 │ ▲ SCHEDULED_CHARGING, 32 A; followed, seen after 3 min",
      "01:30:00 │ █ Charging, 7.15 kWh; for 1 h, until 02:30:00; up to 7.2 kW",
      "02:29:00 │ ■ STOP_CHARGE, 0 A; followed, seen after 1 min",
      "03:02:00 │ ! START_CHARGE, 16 A; not followed within 10 min",
      "",
    ]);
  });

  it("tells of what is not known", () => {
    const logs = [
      ...stretch("18:00", "19:00", {}),
      ...stretch("19:00", "20:00", { ...CHARGING, charge_rate_watts: null }),
      ...stretch("21:00", "22:00", { ...WAITING, charge_rate_watts: null }),
    ];
    expect(linesAt(80, eveningTimeline(analyseEvening(logs, [command("20:30:00", {})])))).toEqual([
      "evse01HSH04KDEWF6Z4DB2J77J74K5",
      "Sat 31 Jan 2026 19:00 – Sun 1 Feb 2026 00:00",
      "Europe/Berlin, UTC+01:00",
      "",
      "Sessions  1        charging for 55 min",
      "Energy    unknown  no meter, no charge rate",
      "Commands  1        none to follow",
      "Reports   36       2 gaps, 2 h 10 min in all",
      "",
      "            00    03    06    09    12    15    18    21",
      "Sat 31 Jan                                        ??≈≈░░──░░",
      "▁▄█ charging  ≈ charging, rate not known  ─ plugged in  ? not known",
      "░ no reports  • told something else",
      "",
      "Sat 31 Jan",
      "19:00:00   ? Car unknown, 1 h; until 20:00:00; no report tells whether a car was",
      "             plugged in",
      "20:00:00 ┌── Plugged in, energy unknown; for 2 h 55 min, until 22:55:00; its",
      "         │   start was not reported; its end was not reported; no reports for",
      "         │   1 h 5 min of it",
      "20:00:00 │ █ Charging, energy unknown; for 55 min, until 20:55:00; its start was",
      "         │   not reported; its end was not reported",
      "20:55:00 │ ░ No reports, 1 h 5 min; until 22:00:00",
      "21:30:00 │ • reason unknown, no target",
      "22:55:00   ░ No reports, 1 h 5 min; until Sun 1 Feb 00:00:00",
      "",
    ]);
  });

  it("tells what the window cuts, and what is an estimate", () => {
    const lines = linesAt(200, eveningTimeline(analyseEvening(stretch("18:00", "23:00", CHARGING))));
    expect(lines.slice(4, 8)).toEqual([
      "Sessions  1           charging for 5 h",
      "Energy    ≈ 35.4 kWh  estimated from the charge rate",
      "Commands  0           none sent",
      "Reports   60          about every 5 min",
    ]);
    const cut = "until Sun 1 Feb 00:00:00; began before the window; goes on at the end of the window";
    expect(lines.slice(-3)).toEqual([
      `19:00:00 ┌── Plugged in, ≈ 35.4 kWh; for 5 h, ${cut}; estimated from the charge rate`,
      `19:00:00 │ █ Charging, ≈ 35.4 kWh; for 5 h, ${cut.replace("; began", "; up to 7.2 kW; began")}; estimated from the charge rate`,
      "",
    ]);
  });

  it("is short if nothing is known", () => {
    const view = eveningTimeline(analyseEvening([status("18:00:00")], [], { fromMs: at("18:00"), untilMs: at("18:00") }));
    expect(linesAt(80, view).slice(4)).toEqual([
      "Sessions  unknown  the reports don't tell",
      "Energy    unknown  the reports don't tell",
      "Commands  0        none sent",
      "Reports   1",
      "",
      "            00    03    06    09    12    15    18    21",
      "Sat 31 Jan",
      "",
      "Nothing is known of this time.",
      "",
    ]);
  });
});

describe("a cell", () => {
  /** The cells of ten minutes from 19:00 (Berlin) on. */
  function cellsOf(logs: readonly StatusLog[]): string | undefined {
    return linesAt(200, eveningTimeline(analyseEvening(logs)))[10]?.slice(12 + 19 * 6);
  }

  it("shows the greatest rate in it, by eighths of the peak, and export as such", () => {
    const rates = [8000, 7001, 7000, 4000, 1000, 1, 0, -500];
    const logs = rates.flatMap((charge_rate_watts, place) =>
      [0, 5].map((minute) => {
        const stamp = new Date(at("19:00") + (place * 10 + minute) * 60_000).toISOString();
        return { ...status("18:00", CHARGING), sampled_at: stamp, charge_rate_watts };
      }),
    );
    expect(cellsOf([...stretch("18:00", "19:00", AWAY), ...logs])?.slice(6, 14)).toBe("██▇▄▁▁▁↓");
  });

  it("shows a charge that is shorter than it, and one that has no report in it", () => {
    const logs = [
      ...stretch("18:00", "19:00", WAITING),
      status("19:00:00", CHARGING),
      status("19:01:00", WAITING),
      ...stretch("19:05", "20:00", WAITING),
    ];
    expect(cellsOf(logs)?.slice(0, 12)).toBe("──────█────░");
    const quarters = Array.from({ length: 12 }, (_, place) => {
      const stamp = new Date(at("18:00") + place * 15 * 60_000).toISOString();
      return { ...status("18:00"), sampled_at: stamp, ...CHARGING, charge_rate_watts: place < 2 ? 7200 : 3600 };
    });
    expect(cellsOf(quarters)?.slice(0, 8)).toBe("███▄▄▄▄▄");
  });
});

it("a charge may have any number of reports in an hour", () => {
  const logs = Array.from({ length: 150_000 }, (_, place) => ({
    ...status("18:00", CHARGING),
    sampled_at: new Date(at("18:00") + place * 20).toISOString(),
  }));
  expect(linesAt(40, eveningTimeline(analyseEvening(logs)))[12]?.slice(12 + 19)).toBe("█░░░░");
});

describe("the day on which the clock is put forward or back", () => {
  it("leaves the hour out, or shows it in the cells of one", () => {
    const showDay = (from: string, until: string) => {
      const window = { fromMs: Date.parse(from), untilMs: Date.parse(until) };
      const logs = Array.from({ length: (window.untilMs - window.fromMs) / 300_000 }, (_, place) => ({
        ...status("18:00", AWAY),
        sampled_at: new Date(window.fromMs + place * 300_000).toISOString(),
      }));
      return linesAt(80, eveningTimeline(analyseEvening(logs, [], window), BERLIN))[10];
    };
    expect(showDay("2026-03-29T00:00+01:00", "2026-03-29T08:00+02:00")).toBe("Sun 29 Mar  ····  ··········");
    expect(showDay("2026-10-25T00:00+02:00", "2026-10-25T08:00+01:00")).toBe("Sun 25 Oct  ················");
  });
});

describe("colours", () => {
  const text = renderText(eveningTimeline(), { columns: 80, color: true });
  const ESC = "\u001b";

  it("mark what stands out, and change nothing else", () => {
    expect(text).toContain(`Commands  ${ESC}[1m5${ESC}[22m         ${ESC}[31m1 not followed within 10 min${ESC}[39m\n`);
    expect(text).toContain(`22:32:00 │ ${ESC}[31m!${ESC}[39m ${ESC}[31mSTART_CHARGE, 16 A; not followed within 10 min`);
    expect(text).toContain(
      `${ESC}[2m··${ESC}[22m${ESC}[34m──${ESC}[39m${ESC}[32m██${ESC}[39m${ESC}[34m──${ESC}[39m${ESC}[2m··${ESC}[22m\n`,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours are made of
    const plain = text.replace(/\u001b\[\d+m/g, "");
    expect(plain).toBe(renderText(eveningTimeline(), { columns: 80, color: false }));
  });
});
