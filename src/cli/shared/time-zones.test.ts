import { describe, expect, it } from "vitest";
import { timeTicks } from "../timeline/svg/axis.ts";
import { formatZone } from "../timeline/timestamps.ts";
import { createZone } from "./time-zones.ts";

const MOMENT = Date.parse("2026-03-01T02:30:05.678Z");

describe("a zone", () => {
  it.for([
    ["UTC", "UTC+00:00", "Sun 1 Mar", "02:30:05"],
    ["Europe/Berlin", "UTC+01:00", "Sun 1 Mar", "03:30:05"],
    ["America/St_Johns", "UTC-03:30", "Sat 28 Feb", "23:00:05"],
    ["Asia/Kolkata", "UTC+05:30", "Sun 1 Mar", "08:00:05"],
  ] as const)("%s shows its own clock", ([name, offset, day, time]) => {
    const zone = createZone(name);
    expect([zone.name, zone.formatOffset(MOMENT), zone.formatDay(MOMENT), zone.formatTime(MOMENT)]).toEqual([name, offset, day, time]);
    expect(zone.year(MOMENT)).toBe(2026);
  });

  it("is that of the process by default", () => {
    expect(createZone().name).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  it("finds the moment of a time on its clock, on both sides of a change", () => {
    const zone = createZone("Europe/Berlin");
    const momentOf = (wall: string) => new Date(zone.fromWall(Date.parse(`${wall}Z`))).toISOString();
    expect(momentOf("2026-03-29T01:59")).toBe("2026-03-29T00:59:00.000Z");
    expect(momentOf("2026-03-29T03:00")).toBe("2026-03-29T01:00:00.000Z");
    expect(momentOf("2026-10-25T01:00")).toBe("2026-10-24T23:00:00.000Z");
    expect(momentOf("2026-10-25T04:00")).toBe("2026-10-25T03:00:00.000Z");
  });
});

it("UTC is not told twice", () => {
  const textOf = (name: string) => formatZone({ fromMs: MOMENT, untilMs: MOMENT }, createZone(name));
  expect(["UTC", "Etc/UTC", "Europe/London"].map(textOf)).toEqual(["UTC", "UTC", "Europe/London, UTC+00:00"]);
});

describe("timeTicks", () => {
  it("are round on the zone's clock, after it was put forward too", () => {
    const window = { fromMs: Date.parse("2026-03-28T12:00Z"), untilMs: Date.parse("2026-03-29T23:00Z") };
    const ticks = timeTicks(window, createZone("Europe/Berlin"), 6);
    expect(ticks.map(({ atMs, label }) => [new Date(atMs).toISOString().slice(5, 16), label])).toEqual([
      ["03-28T17:00", "18:00"],
      ["03-28T23:00", "Sun 29 Mar"],
      ["03-29T04:00", "06:00"],
      ["03-29T10:00", "12:00"],
      ["03-29T16:00", "18:00"],
      ["03-29T22:00", "Mon 30 Mar"],
    ]);
    expect(ticks.map(({ isMidnight }) => isMidnight)).toEqual([false, true, false, false, false, true]);
  });

  it("of a month are days without their names", () => {
    const window = { fromMs: Date.parse("2026-03-01T00:00Z"), untilMs: Date.parse("2026-03-31T00:00Z") };
    const labels = timeTicks(window, createZone("UTC"), 9).map(({ label }) => label);
    expect(labels.slice(0, 3)).toEqual(["2 Mar", "4 Mar", "6 Mar"]);
  });
});
