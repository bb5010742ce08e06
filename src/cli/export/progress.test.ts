import { stripVTControlCharacters } from "node:util";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { NOW, Screen } from "../../../tests/support/cli.ts";
import { type Place, startOf } from "./places.ts";
import { barProgress, lineProgress } from "./progress.ts";

const DAY_MS = 86_400_000;
const window = { since: new Date(NOW - 10 * DAY_MS).toISOString(), until: new Date(NOW).toISOString() };
const daysAgo = (days: number) => new Date(NOW - days * DAY_MS).toISOString();
const rateLimit = { limit: 1000, remaining: 876 };

describe("the bar", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    return () => vi.useRealTimers();
  });

  function start({
    columns = 120,
    places = [startOf("A"), startOf("B")],
    bounds = window as Partial<typeof window>,
  } = {}) {
    const stderr = new Screen(columns);
    const progress = barProgress({ stderr, now: () => Date.now() }, places, {
      since: bounds.since,
      until: window.until,
    });
    const page = (index: number, days: number, rows = 100) =>
      progress.page(index, { rows, oldest: daysAgo(days), rateLimit });
    /** What stands on the line a second later. */
    const line = () => {
      vi.advanceTimersByTime(1000);
      return stripVTControlCharacters(stderr.text.slice(stderr.text.lastIndexOf("\u001b[1G")));
    };
    return { stderr, progress, places, page, line };
  }

  it("is as long as the share of the time that is done, as a mean of the chargers", () => {
    const { progress, page, line } = start();
    expect(line()).toBe("[                        ] 0 %  0 rows  0 pages");
    page(0, 5);
    expect(line()).toBe("[======                  ] 25 %  100 rows  3 s left  876 requests left  1 page");
    page(1, 7.5);
    expect(line()).toBe("[===============         ] 62 %  200 rows  2 s left  876 requests left  2 pages");
    progress.stop();
  });

  it("goes on where a resumed export was, and is full for a charger that has ended", () => {
    const half: Place = { ...startOf("A"), rows: 1234, stamps: [daysAgo(4), daysAgo(5)] };
    const { progress, places, page, line } = start({ places: [half, { ...startOf("B"), state: "missing" }] });
    expect(line()).toBe("[==================      ] 75 %  1,234 rows  0 pages");
    (places[0] as Place).state = "done";
    page(0, 6, 1);
    expect(line()).toMatch(/^\[={24}\] 100 % {2}1,235 rows/);
    progress.stop();
  });

  it("stays within its bounds, and bears pages without logs and without a rate limit", () => {
    const { progress, page, line } = start({ places: [startOf("A")] });
    page(0, 99);
    expect(line()).toContain("100 %");
    page(0, -99);
    expect(line()).toContain("0 %");
    progress.page(0, { rows: 0, oldest: undefined, rateLimit: undefined });
    expect(line()).toContain("876 requests left");
    progress.stop();
  });

  it("ends now where the window ends later", () => {
    const bounds = { since: window.since, until: daysAgo(-90) };
    const stderr = new Screen(120);
    const progress = barProgress({ stderr, now: () => NOW }, [startOf("A")], bounds);
    progress.page(0, { rows: 1, oldest: daysAgo(5), rateLimit });
    vi.advanceTimersByTime(1000);
    expect(stderr.text).toContain("50 %");
    progress.stop();
  });

  it("only counts where nobody knows how far back the logs go", () => {
    const { progress, page, line } = start({ bounds: {} });
    page(0, 5);
    expect(line()).toBe("100 rows  876 requests left  1 page");
    progress.stop();
  });

  it("counts down while it waits, first of all and without a bar, so that it is seen on a narrow terminal", () => {
    const { progress, page, line } = start({ columns: 40 });
    page(0, 5);
    progress.wait(NOW + 3_600_000);
    expect(line()).toBe("rate limit, on in 59:59  25 %  100 rows");
    expect(line()).toBe("rate limit, on in 59:58  25 %  100 rows");
    // Another one who waits less does not shorten it.
    progress.wait(NOW + 10_000);
    expect(line()).toBe("rate limit, on in 59:57  25 %  100 rows");
    vi.setSystemTime(NOW + 3_600_000);
    expect(line()).not.toContain("rate limit");
    progress.stop();
  });

  it("leaves out what does not fit", () => {
    const { progress, page, line } = start({ columns: 40 });
    line();
    page(0, 5);
    expect(line()).toBe("[==        ] 25 %  100 rows  3 s left");
    progress.stop();
  });

  it("makes way for a line, and goes on below it", () => {
    const { stderr, progress, line } = start();
    line();
    progress.say("error: something");
    expect(stderr.text.endsWith("\u001b[1G\u001b[2Kerror: something\n")).toBe(true);
    expect(line()).toBe("[                        ] 0 %  0 rows  0 pages");
    progress.stop();
  });

  it("leaves an empty line behind, and no timer", () => {
    const { stderr, progress } = start();
    progress.stop();
    expect(stderr.text.endsWith("\u001b[1G\u001b[2K")).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("without a terminal", () => {
  it("a long wait is told once, and lines are lines", () => {
    const stderr = new Screen();
    let now = NOW;
    const progress = lineProgress({ stderr, now: () => now }, {});
    progress.page(0, { rows: 1, oldest: undefined, rateLimit });
    progress.wait(NOW + 60_000);
    progress.wait(NOW + 120_000);
    progress.wait(NOW + 120_001);
    progress.say("error: something");
    now = NOW + 120_000;
    progress.wait(NOW + 240_000);
    progress.stop();
    expect(stderr.text.split("\n")).toEqual([
      expect.stringMatching(/^The rate limit is used up; waiting until \d\d:02 \S+ \(in 2 min\)\.$/),
      "error: something",
      expect.stringMatching(/^The rate limit is used up; waiting until \d\d:04 \S+ \(in 2 min\)\.$/),
      "",
    ]);
  });

  it("nothing but errors is said with --quiet", () => {
    const stderr = new Screen();
    const progress = lineProgress({ stderr, now: () => NOW }, { quiet: true });
    progress.wait(NOW + 120_000);
    progress.say("error: something");
    expect(stderr.text).toBe("error: something\n");
  });
});
