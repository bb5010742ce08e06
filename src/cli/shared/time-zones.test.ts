import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createZone } from "./time-zones.ts";

const TIME = Date.parse("2026-03-01T02:30:05.678Z");

describe("a time zone", () => {
  it.for([
    ["UTC", "UTC+00:00", "Sun 1 Mar", "02:30:05"],
    ["Europe/Berlin", "UTC+01:00", "Sun 1 Mar", "03:30:05"],
    ["America/St_Johns", "UTC-03:30", "Sat 28 Feb", "23:00:05"],
    ["Pacific/Chatham", "UTC+13:45", "Sun 1 Mar", "16:15:05"],
  ] as const)("%s has its own clock", ([name, offset, day, time]) => {
    const zone = createZone(name);
    const shown = [zone.formatOffset(TIME), zone.formatDay(TIME), zone.year(TIME), zone.formatTime(TIME)];
    expect(shown).toEqual([offset, day, 2026, time]);
  });

  it.for([
    // Put forward at 02:00.
    ["Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59"],
    ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30"],
    ["Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"],
    // Put back at 02:00: the first of two.
    ["Europe/London", "2026-10-25T01:00", "2026-10-25T00:00"],
    ["Europe/London", "2026-10-25T02:00", "2026-10-25T02:00"],
    // Put forward at midnight.
    ["America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00"],
    ["Atlantic/Azores", "2026-03-29T00:00", "2026-03-29T01:00"],
  ] as const)("%s shows %s at %sZ", ([name, wall, utc]) => {
    expect(new Date(createZone(name).fromWall(Date.parse(`${wall}Z`))).toISOString().slice(0, 16)).toBe(utc);
  });

  it("is that of the process by default, also if it has no name, as for TZ=:/etc/localtime", () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("TZ", "Europe/Berlin");
    expect(createZone().name).toBe("Europe/Berlin");
    for (const nameless of ["", ":/etc/localtime"]) {
      vi.stubEnv("TZ", nameless);
      const zone = createZone();
      expect(zone.name).toBe("local time");
      expect(zone.offsetMs(TIME)).toBe(-60_000 * new Date(TIME).getTimezoneOffset());
    }
  });
});
