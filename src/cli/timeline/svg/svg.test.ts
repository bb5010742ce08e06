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

/** Marks as their class, title and what is drawn. */
function marksIn(text: string) {
  return [...text.matchAll(/<g class="mark ([\w ]+)"><title>(.*?)<\/title>(.*?)<\/g>/g)].map(
    ([, name, title, drawn = ""]) => ({ name, title, drawn }),
  );
}

function drawnOf(text: string, name: string) {
  return marksIn(text)
    .filter((mark) => mark.name === name)
    .map(({ drawn }) => drawn);
}

/** The texts below the picture. */
function legendIn(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/<text x="\d+" y="4">(.*?)<\/text>/g)].map(([, label]) => label);
}

describe("the picture", () => {
  it("says which charger, when and in which zone", () => {
    expect(svg).toContain('<text class="title" x="24" y="34">evse01HSH04KDEWF6Z4DB2J77J74K5</text>');
    expect(svg).toContain('y="54">Sat 31 Jan 2026 19:00 – Sun 1 Feb 2026 00:00 (Europe/Berlin, UTC+01:00)</text>');
  });

  it("has a mark for each thing that happened, and says what it is", () => {
    expect(marksIn(svg).map(({ name, title }) => [name, title])).toEqual([
      ["session", "Sat 31 Jan 20:00:00: Plugged in, 7.15 kWh; for 3 h, until 23:00:00; 1 command not followed in time"],
      ["charge", "Sat 31 Jan 21:00:00: Charging, 7.15 kWh; for 1 h, until 22:00:00; up to 7.2 kW"],
      ["other", "Sat 31 Jan 19:30:00: REFRESH_SCHEDULES, no target"],
      ["stop", "Sat 31 Jan 20:02:00: SCHEDULED_CHARGING, 0 A; was not charging anyway"],
      ["start", "Sat 31 Jan 20:57:00: SCHEDULED_CHARGING, 32 A; followed, seen after 3 min"],
      ["stop", "Sat 31 Jan 21:59:00: STOP_CHARGE, 0 A; followed, seen after 1 min"],
      ["start alert", "Sat 31 Jan 22:32:00: START_CHARGE, 16 A; not followed within 10 min"],
    ]);
  });

  it("has them where the data says: five hours are the whole width", () => {
    expect(drawnOf(svg, "session")[0]).toMatch(
      /^<rect x="20%" width="60%" class="shade" .*<rect x="20%" width="60%" class="band" /,
    );
    expect(drawnOf(svg, "charge")[0]).toMatch(/^<rect x="40%" width="20%" class="band" /);
    // 212 minutes of 300.
    expect(drawnOf(svg, "start alert")[0]).toMatch(/^<svg x="70.66667%" /);
    expect(drawnOf(svg, "other")[0]).toMatch(/^<svg x="10%" /);
  });

  it("draws the rate in seconds from the left and watts from the top", () => {
    expect(svg).toContain('viewBox="0 0 18000 8000" preserveAspectRatio="none" data-top-watts="8000"');
    const line = "M0,8000L6900,8000L7200,800L10500,800L10800,8000L17700,8000";
    expect(svg).toContain(`<path class="line" vector-effect="non-scaling-stroke" d="${line}"></path>`);
  });

  it("writes times of the zone at the axis, but none that would be cut off", () => {
    const ticks = [...svg.matchAll(/<g class="(hour|midnight)"><line x1="([\d.]+)%".*?<\/line>(.*?)<\/g>/g)];
    const labels = ticks.map(([, kind, x, label = ""]) => [kind, x, label.replace(/<.*?>/g, "")]);
    expect(labels.filter((_, place) => place % 2 === 0)).toEqual([
      ["hour", "0", "19:00"],
      ["hour", "20", "20:00"],
      ["hour", "40", "21:00"],
      ["hour", "60", "22:00"],
      ["hour", "80", "23:00"],
      ["midnight", "100", ""],
    ]);
  });

  it("has colours for both themes", () => {
    expect(svg).toContain(".chart .ground { fill: #ffffff; }");
    expect(svg).toMatch(/@media \(prefers-color-scheme: dark\) \{[^@]*\.chart \.ground \{ fill: #161d25; \}/);
  });
});

describe("what is not known", () => {
  it("is a gap in the line, and hatched where no report came", () => {
    const logs = [
      ...stretch("18:00", "20:00", AWAY),
      status("20:00:00", {}),
      ...stretch("20:05", "21:00", AWAY),
      ...stretch("22:00", "23:00", AWAY),
    ];
    const text = renderSvg(eveningTimeline(analyseEvening(logs)));
    expect(text).toContain('d="M0,4000L6900,4000M7500,4000L10500,4000M14400,4000L17700,4000"');
    // From 20:55 to 22:00.
    expect(marksIn(text).map(({ name, title, drawn }) => [name, title, drawn.slice(0, 50)])).toEqual([
      [
        "gap alert",
        "Sat 31 Jan 21:55:00: No reports, 1 h 5 min; until 23:00:00",
        '<rect x="58.33333%" width="21.66667%" class="hatch',
      ],
    ]);
  });

  it("has no measure if the rate is never known", () => {
    const text = renderSvg(eveningTimeline(analyseEvening(stretch("18:00", "23:00", { is_plugged_in: true }))));
    expect(text).toContain(">Charge rate: not known</text>");
    expect(text).not.toContain('class="tick"');
    expect(text).toContain('<path class="line" vector-effect="non-scaling-stroke" d=""></path>');
  });
});

describe("the car", () => {
  const lane = (fields: Partial<StatusLog>) => {
    const logs = [...stretch("18:00", "20:00", WAITING), ...stretch("20:00", "23:00", fields)];
    const text = renderSvg(eveningTimeline(analyseEvening(logs)));
    const absences = [...text.matchAll(/<line class="absence" x1="(.*?)%" x2="(.*?)%"/g)].map(([, ...ends]) => ends);
    const unknowns = [
      ...text.matchAll(/<rect x="([\d.]+)%" width="([\d.]+)%" class="outline" y="\d+" height="(\d+)"/g),
    ];
    return { absences, unknowns: unknowns.map(([, ...place]) => place), legend: legendIn(text) };
  };

  it("that is not there is a line, and one that is not known of an outline", () => {
    expect(lane(AWAY)).toMatchObject({ absences: [["40", "100"]], unknowns: [] });
    expect(lane({ ...AWAY, is_plugged_in: null })).toMatchObject({
      absences: [],
      unknowns: [["38.33333", "61.66667", "10"]],
    });
    // As high as a charge.
    expect(lane({ ...WAITING, is_charging: null })).toMatchObject({
      absences: [],
      unknowns: [["38.33333", "61.66667", "24"]],
    });
  });

  it("is explained by the legend as far as it is drawn", () => {
    expect(lane(AWAY).legend).toEqual(["plugged in", "no car"]);
    expect(lane({}).legend).toEqual(["plugged in", "not known", "no line: rate not known"]);
  });
});

describe("the legend", () => {
  it("has each sign that is drawn", () => {
    expect(legendIn(svg)).toEqual([
      ...["plugged in", "charging", "no car", "told to charge", "told not to charge", "told something else"],
      "not followed within 10 min",
    ]);
    expect(legendIn(renderSvg(eveningTimeline(analyseEvening([]))))).toEqual(["no reports"]);
  });

  it("shows commands to charge and not to charge that were not followed", () => {
    const signsFor = (...targets: readonly number[]) => {
      const logs = [...stretch("18:00", "20:00", WAITING), ...stretch("20:00", "23:00", CHARGING)];
      const commands = targets.map((milliamps, place) =>
        command(`${place === 0 ? 19 : 21}:00:00`, { max_load_target_milliamps: milliamps }),
      );
      const text = renderSvg(eveningTimeline(analyseEvening(logs, commands)));
      const [legend = ""] = text.match(/<g class="alert"[^>]*><path class="symbol".*?>not followed within/) ?? [];
      return legend.match(/class="bang"/g)?.length;
    };
    expect(signsFor(16_000)).toBe(1);
    expect(signsFor(16_000, 0)).toBe(2);
  });
});

describe("commands", () => {
  it("that were not followed are drawn last, in a row of their own, with another sign", () => {
    const drawn = drawnOf(svg, "start alert")[0];
    expect(drawn).toMatch(/^<svg x="70.66667%" y="322" .*class="casing".*class="stem".*class="symbol".*class="bang"/);
    expect(drawnOf(svg, "start")[0]).toMatch(/^<svg x="39%" y="346" /);
    expect(drawnOf(svg, "start")[0]).not.toContain("bang");
    expect(marksIn(svg).at(-1)?.name).toBe("start alert");
  });

  it("too close to tell apart are one badge, which tells of all, those not followed apart", () => {
    const told = ["19:10:00", "19:11:00", "19:12:00"].map((time) =>
      command(time, { max_load_target_milliamps: 16_000 }),
    );
    const text = renderSvg(
      eveningTimeline(analyseEvening(EVENING_STATUS, [...told, command("19:11:30"), command("19:13:00")])),
    );
    const badges = [
      ...text.matchAll(/<g class="several" .*?><title>(.*?)<\/title><g class="(.*?)">.*?<text.*?>(.*?)<\/text>/gs),
    ];
    expect(badges.map(([, title = "", ...rest]) => [title.split("\n").length, title.split("\n")[0], ...rest])).toEqual([
      [3, "2 commands", "badge", "2"],
      [4, "3 commands", "badge alert", "!3"],
    ]);
    expect(legendIn(text)).toContain("several commands");
  });
});

describe("the measure of the rate", () => {
  function labelsOf(watts: number): readonly (string | undefined)[] {
    const text = renderSvg(
      eveningTimeline(analyseEvening(stretch("18:00", "23:00", { ...WAITING, charge_rate_watts: watts }))),
    );
    return [...text.matchAll(/<text class="tick".*?>(.*?)<\/text>/g)].map(([, label]) => label);
  }

  it("reaches 4 kW at least, and below zero if the rate does", () => {
    expect(labelsOf(0)).toEqual(["0", "1", "2", "3", "4"]);
    expect(labelsOf(22_000)).toEqual(["0", "5", "10", "15", "20", "25"]);
    expect(labelsOf(-3000)).toEqual(["−4", "−2", "0", "2", "4"]);
  });
});

it("what comes from outside stays text", () => {
  const hostile = `</title><script>alert(1)</script>"'` as "START_CHARGE";
  const view = eveningTimeline(analyseEvening(EVENING_STATUS, [command("20:00:00", { reason: hostile })]));
  const text = renderSvg({ ...view, evseId: hostile });
  expect(text).not.toContain("<script");
  expect(text).toContain("&#60;script&#62;alert(1)");
});

it("what begins with the window or ends with it is at its edge", () => {
  const timeline = analyseEvening(stretch("18:00", "23:00", CHARGING), [command("18:00:00"), command("23:00:00")]);
  const [first, last] = drawnOf(renderSvg(eveningTimeline(timeline)), "other");
  expect(first).toMatch(/^<svg x="0%" /);
  expect(last).toMatch(/^<svg x="100%" /);
});
