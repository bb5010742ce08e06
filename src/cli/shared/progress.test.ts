import { stripVTControlCharacters } from "node:util";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { NOW, Screen } from "../../../tests/support/cli.ts";
import { barProgress, type ChargerProgress, lineProgress } from "./progress.ts";

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW - days * DAY_MS).toISOString();
const rateLimit = { limit: 1000, remaining: 876 };

describe("the bar", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    return () => vi.useRealTimers();
  });

  /** The window is the last ten days. */
  function start(columns = 120, chargers: ChargerProgress[] = [{}, {}], since: string | undefined = daysAgo(10)) {
    const stderr = new Screen(columns);
    const progress = barProgress({ stderr, now: () => Date.now() }, chargers, { since, until: daysAgo(0) });
    const page = (index: number, days: number) => progress.page(index, { rows: 100, oldest: daysAgo(days), rateLimit });
    /** Returns what the line shows a second later. */
    const line = () => {
      vi.advanceTimersByTime(1000);
      return stripVTControlCharacters(stderr.text.slice(stderr.text.lastIndexOf("\u001b[1G")));
    };
    return { stderr, progress, page, line };
  }

  it("shows the share of the window that is done, the mean of all chargers", () => {
    const { progress, page, line } = start();
    expect(line()).toBe("[                        ] 0 %  0 rows  0 pages");
    page(0, 5);
    expect(line()).toBe("[======                  ] 25 %  100 rows  3 s left  876 requests left  1 page");
    page(1, 7.5);
    expect(line()).toBe("[===============         ] 62 %  200 rows  2 s left  876 requests left  2 pages");
    progress.end(1);
    page(0, 99);
    expect(line()).toMatch(/^\[={24}\] 100 % {2}300 rows/);
    progress.stop();
  });

  it("begins where a resumed export was", () => {
    const { progress, line } = start(120, [{ rows: 1234, oldest: daysAgo(5) }, { isDone: true }]);
    expect(line()).toBe("[==================      ] 75 %  1,234 rows  0 pages");
    progress.stop();
  });

  it("survives pages without logs and without a rate limit", () => {
    const { progress, page, line } = start(120, [{}]);
    page(0, -99);
    progress.page(0, { rows: 0, oldest: undefined, rateLimit: undefined });
    expect(line()).toBe("[                        ] 0 %  100 rows  876 requests left  2 pages");
    progress.stop();
  });

  it("only counts without a start of the window", () => {
    const stderr = new Screen(120);
    const progress = barProgress({ stderr, now: () => NOW }, [{}], { since: undefined, until: daysAgo(0) });
    progress.page(0, { rows: 100, oldest: daysAgo(5), rateLimit });
    vi.advanceTimersByTime(1000);
    expect(stderr.text).toContain("\u001b[1G100 rows  876 requests left  1 page");
    progress.stop();
  });

  it("counts down while it waits, and omits what does not fit", () => {
    const { progress, page, line } = start(45);
    line();
    page(0, 5);
    expect(line()).toBe("[==        ] 25 %  100 rows  3 s left");
    progress.wait(NOW + 3_600_000);
    expect(line()).toBe("rate limited, resuming in 59:57  25 %");
    // A shorter wait of another charger does not replace it.
    progress.wait(NOW + 10_000);
    expect(line()).toBe("rate limited, resuming in 59:56  25 %");
    vi.setSystemTime(NOW + 3_600_000);
    expect(line()).not.toContain("rate limit");
    progress.stop();
  });

  it("prints lines above it, and leaves an empty line and no timer", () => {
    const { stderr, progress, line } = start();
    line();
    progress.say("error: something");
    expect(stderr.text.endsWith("\u001b[1G\u001b[2Kerror: something\n")).toBe(true);
    expect(line()).toBe("[                        ] 0 %  0 rows  0 pages");
    progress.stop();
    expect(stderr.text.endsWith("\u001b[1G\u001b[2K")).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("without a terminal", () => {
  it("a wait of more than a minute is reported once", () => {
    const stderr = new Screen();
    let now = NOW;
    const progress = lineProgress({ stderr, now: () => now }, {});
    progress.wait(NOW + 60_000);
    progress.wait(NOW + 120_000);
    progress.wait(NOW + 120_001);
    progress.say("error: something");
    now = NOW + 120_000;
    progress.wait(NOW + 240_000);
    expect(stderr.text).toMatch(
      /^Rate limit reached; waiting until \S+ \S+ \(in 2 min\)\.\nerror: something\nRate limit .* \(in 2 min\)\.\n$/,
    );
  });

  it("--quiet prints only errors", () => {
    const stderr = new Screen();
    const progress = lineProgress({ stderr, now: () => NOW }, { quiet: true });
    progress.wait(NOW + 120_000);
    progress.say("error: something");
    expect(stderr.text).toBe("error: something\n");
  });
});
