import { describe, expect, it } from "vitest";
import {
  AWAY,
  analyseEvening,
  CHARGING,
  command,
  EVENING_STATUS,
  eveningTimeline,
  status,
  stretch,
  WAITING,
} from "../../../../tests/support/evening.ts";
import type { StatusLog } from "../../../index.ts";
import { renderSvg } from "./svg.ts";

const svg = renderSvg(eveningTimeline());
const svgOf = (...logs: Parameters<typeof analyseEvening>) => renderSvg(eveningTimeline(analyseEvening(...logs)));

/** Returns the marks as their class, their title, and the start of what is drawn. */
function marksIn(text: string): readonly string[] {
  return [...text.matchAll(/<g class="mark ([\w ]+)"><title>(.*?)<\/title><(.*?)>/g)].map((match) =>
    match.slice(1).join(" | "),
  );
}

function legendIn(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/<text x="\d+" y="4">(.*?)<\/text>/g)].map(([, label]) => label);
}

it("the picture shows which charger, when and in which zone", () => {
  expect(svg).toContain('<text class="title" x="24" y="34">evse01HSH04KDEWF6Z4DB2J77J74K5</text>');
  expect(svg).toContain('y="54">Sat 31 Jan 2026 19:00 – Sun 1 Feb 2026 00:00 (Europe/Berlin, UTC+01:00)</text>');
});

it("has a mark with a title for each event, where the data says: five hours are the whole width", () => {
  expect(marksIn(svg)).toEqual([
    'session | Sat 31 Jan 20:00:00: Plugged in, 7.15 kWh; for 3 h, until 23:00:00; 1 command not followed in time | rect x="20%" width="60%" class="shade" y="36" height="184"',
    'charge | Sat 31 Jan 21:00:00: Charging, 7.15 kWh; for 1 h, until 22:00:00; up to 7.2 kW | rect x="40%" width="20%" class="band" y="254" height="24" rx="3"',
    'other | Sat 31 Jan 19:30:00: REFRESH_SCHEDULES, no target | svg x="10%" y="346" overflow="visible"',
    'stop | Sat 31 Jan 20:02:00: SCHEDULED_CHARGING, 0 A; already not charging | svg x="20.66667%" y="346" overflow="visible"',
    'start | Sat 31 Jan 20:57:00: SCHEDULED_CHARGING, 32 A; followed after 3 min | svg x="39%" y="346" overflow="visible"',
    'stop | Sat 31 Jan 21:59:00: STOP_CHARGE, 0 A; followed after 1 min | svg x="59.66667%" y="346" overflow="visible"',
    'start alert | Sat 31 Jan 22:32:00: START_CHARGE, 16 A; not followed within 10 min | svg x="70.66667%" y="322" overflow="visible"',
  ]);
  expect(svg.match(/class="bang"/g)).toHaveLength(2);
});

it("draws the rate in seconds from the left and watts from the top", () => {
  expect(svg).toContain('viewBox="0 0 18000 8000" preserveAspectRatio="none" data-top-watts="8000"');
  const line = "M0,8000L6900,8000L7200,800L10500,800L10800,8000L17700,8000";
  expect(svg).toContain(`<path class="line" vector-effect="non-scaling-stroke" d="${line}"></path>`);
});

it("labels the rate up to at least 4 kW, and below zero if energy was exported", () => {
  const labelsOf = (watts: number) =>
    [
      ...svgOf(stretch("18:00", "23:00", { ...WAITING, charge_rate_watts: watts })).matchAll(/class="tick".*?>(.*?)</g),
    ].map(([, label]) => label);
  expect(labelsOf(0)).toEqual(["0", "1", "2", "3", "4"]);
  expect(labelsOf(22_000)).toEqual(["0", "5", "10", "15", "20", "25"]);
  expect(labelsOf(-3000)).toEqual(["−4", "−2", "0", "2", "4"]);
});

describe("what is unknown", () => {
  it("is a break in the line, and hatched where no report came", () => {
    const text = svgOf([
      ...stretch("18:00", "20:00", AWAY),
      status("20:00:00", {}),
      ...stretch("20:05", "21:00", AWAY),
      ...stretch("22:00", "23:00", AWAY),
    ]);
    expect(text).toContain('d="M0,4000L6900,4000M7500,4000L10500,4000M14400,4000L17700,4000"');
    expect(marksIn(text)).toEqual([
      'gap alert | Sat 31 Jan 21:55:00: No reports, 1 h 5 min; until 23:00:00 | rect x="58.33333%" width="21.66667%" class="hatch" y="36" height="248"',
    ]);
  });

  it("has no labels if the rate is never known", () => {
    const text = svgOf(stretch("18:00", "23:00", { is_plugged_in: true }));
    expect(text).toContain(">Charge rate: unknown</text>");
    expect(text).not.toContain('class="tick"');
  });

  it("is an outline for the car, whose absence is a line", () => {
    const laneOf = (fields: Partial<StatusLog>) => {
      const text = svgOf([...stretch("18:00", "20:00", WAITING), ...stretch("20:00", "23:00", fields)]);
      const [, ...outline] = /x="([\d.]+)%" width="([\d.]+)%" class="outline" y="\d+" height="(\d+)"/.exec(text) ?? [];
      const [, ...absence] = /<line class="absence" x1="(.*?)%" x2="(.*?)%"/.exec(text) ?? [];
      return [outline, absence, legendIn(text)];
    };
    expect(laneOf(AWAY)).toEqual([[], ["40", "100"], ["plugged in", "no car"]]);
    const legend = ["plugged in", "unknown", "no line: rate unknown"];
    expect(laneOf({})).toEqual([["38.33333", "61.66667", "10"], [], legend]);
    // As high as a charge.
    expect(laneOf({ is_plugged_in: true })).toEqual([["38.33333", "61.66667", "24"], [], legend]);
  });
});

it("the legend has each sign that is drawn, and no others", () => {
  expect(legendIn(svg)).toEqual([
    ...["plugged in", "charging", "no car", "told to charge", "told not to charge", "told something else"],
    "not followed within 10 min",
  ]);
  expect(legendIn(svgOf([]))).toEqual(["no reports"]);
});

it("commands that would overlap are one badge, which describes each of them", () => {
  const commands = ["19:10:00", "19:11:00", "19:12:00"].map((time) =>
    command(time, { max_load_target_milliamps: 16_000 }),
  );
  const text = svgOf(EVENING_STATUS, [...commands, command("19:11:30"), command("19:13:00")]);
  const badges = [
    ...text.matchAll(/<g class="several" .*?><title>(.*?)<\/title><g class="(.*?)">.*?<text.*?>(.*?)<\/text>/gs),
  ];
  expect(badges.map(([, title = "", ...rest]) => [title.split("\n").length, title.split("\n")[0], ...rest])).toEqual([
    [3, "2 commands", "badge", "2"],
    [4, "3 commands", "badge alert", "!3"],
  ]);
  expect(legendIn(text)).toContain("several commands");
});

it("ids and reasons are not interpreted as markup", () => {
  const hostile = `</title><script>alert(1)</script>"'` as "START_CHARGE";
  const timeline = eveningTimeline(analyseEvening(EVENING_STATUS, [command("20:00:00", { reason: hostile })]));
  const text = renderSvg({ ...timeline, evseId: hostile });
  expect(text).not.toContain("<script");
  expect(text).toContain("&#60;script&#62;alert(1)");
});

it("what begins or ends with the window is at its edge", () => {
  const text = svgOf(stretch("18:00", "23:00", CHARGING), [command("18:00:00"), command("23:00:00")]);
  expect(marksIn(text).map((mark) => mark.split(" | ")[2]?.split(" y=")[0])).toEqual([
    ...[
      'rect x="0%" width="100%" class="shade"',
      'rect x="0%" width="100%" class="band"',
      'svg x="0%"',
      'svg x="100%"',
    ],
  ]);
});
