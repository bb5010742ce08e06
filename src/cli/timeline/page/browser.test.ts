// What only a browser can show of the page.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInChromium } from "../../../../tests/support/chromium.ts";
import {
  AWAY,
  analyseEvening,
  CHARGING,
  command,
  EVENING_STATUS,
  eveningTimeline,
  stretch,
} from "../../../../tests/support/evening.ts";
import {
  contrastOf,
  edgesOf,
  focusedRow,
  IN_ALERTS,
  IN_CAR,
  IN_COMMANDS,
  IN_RATE,
  pointAt,
  press,
  textsOf,
  tipOf,
} from "../../../../tests/support/timeline-page.ts";
import { renderSvg } from "../svg/svg.ts";
import { renderPage } from "./page.ts";

const evening = renderPage(eveningTimeline());
const START = { reason: "START_CHARGE", max_load_target_milliamps: 16_000 } as const;
/** Three commands that are not followed within four minutes, another after an hour, and two without a target. */
const dense = renderPage(
  eveningTimeline(
    analyseEvening(EVENING_STATUS, [
      ...["19:10:00", "19:12:00", "19:14:00", "21:10:00"].map((time) => command(time, START)),
      ...["20:30:00", "20:33:00"].map((time) => command(time, { reason: "REFRESH_SCHEDULES" })),
    ]),
  ),
);
const until = Date.parse("2026-02-04T18:00:00Z");
/** The evening, and a command every two hours on the days after it. */
const days = renderPage(
  eveningTimeline(
    analyseEvening(
      EVENING_STATUS,
      Array.from({ length: 48 }, (_, index) => ({
        ...command("18:00:00", { reason: "REFRESH_SCHEDULES" }),
        logged_at: new Date(until - (index + 0.5) * 7_200_000).toISOString(),
      })),
      { fromMs: Date.parse("2026-01-31T18:00:00Z"), untilMs: until },
    ),
  ),
);

const plotWidth = (page: Page) => page.locator(".plot").evaluate((plot) => plot.getBoundingClientRect().width);

describeInChromium("the page", (open) => {
  it("fits any screen, in light and dark, with its marks where the data says", async () => {
    const page = await open(evening);
    for (const width of [360, 800, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await edgesOf(page, ".session .band")).toEqual([0.2, 0.8]);
      expect(await edgesOf(page, ".charge .band")).toEqual([0.4, 0.6]);
      // From the first report to the last, five minutes before the end.
      expect(await edgesOf(page, ".line")).toEqual([0, 0.983]);
      const [left, right] = await edgesOf(page, ".mark.alert .symbol");
      expect((left + right) / 2).toBeCloseTo(212 / 300, 2);
    }
    const texts = ["h1", ".eyebrow", "header time", "dt", ".alert dd", "figcaption", "output", ".when", ".alert .note"];
    for (const [colorScheme, background] of [
      ["light", "rgb(244, 246, 248)"],
      ["dark", "rgb(14, 19, 24)"],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      for (const text of texts) expect(await contrastOf(page, text), text).toBeGreaterThan(4.5);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(background);
    }
  });

  it("is one tab stop, with arrow keys from mark to mark, tips, and Enter to the row", async () => {
    const page = await open(evening);
    // The first enabled button zooms in.
    await press(page, "Tab", "Tab");
    const rows = [await focusedRow(page)];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home"]) {
      await press(page, key);
      rows.push(await focusedRow(page));
    }
    expect(rows).toEqual(["#r0", "#r1", "#r2", "#r1", "#r6", "#r6", "#r0"]);
    await press(page, "ArrowRight");
    expect(await tipOf(page)).toEqual([
      "Sat 31 Jan 20:00:00",
      "Plugged in, 7.15 kWh",
      "for 3 h, until 23:00:00; 1 command not followed in time",
    ]);
    const { stroke } = await page.locator(".plot .session .band").evaluate((band) => ({ ...getComputedStyle(band) }));
    expect(stroke).toBe("rgb(27, 37, 49)");
    await press(page, "Escape");
    expect(await tipOf(page)).toBe(undefined);
    await press(page, "Tab");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
    await press(page, "Shift+Tab", "End", "Enter");
    await page.waitForURL("**/#r6");
  });

  it("shows what the pointer is at, and the charge rate only where it is known", async () => {
    const logs = [
      ...stretch("18:00", "20:00", AWAY),
      ...stretch("20:00", "21:00", CHARGING),
      ...stretch("21:00", "23:00", { ...AWAY, charge_rate_watts: null }),
    ];
    const page = await open(renderPage(eveningTimeline(analyseEvening(logs, [command("22:30:00", START)]))));
    await pointAt(page, 0.5, IN_CAR);
    expect((await tipOf(page))?.[2]).toContain("for 1 h, until 22:00:00; up to 7.2 kW");
    await pointAt(page, 0.9, IN_COMMANDS);
    expect(await tipOf(page)).toEqual(["Sat 31 Jan 23:30:00", "START_CHARGE, 16 A", "no car was plugged in"]);
    await pointAt(page, 0.5, IN_RATE);
    expect(await tipOf(page)).toEqual(["Sat 31 Jan 21:30", "7.20 kW"]);
    await pointAt(page, 0.8, IN_RATE);
    expect(await tipOf(page)).toEqual(["Sat 31 Jan 23:00", "charge rate unknown"]);
    await page.mouse.move(5, 5);
    expect(await tipOf(page)).toBe(undefined);
  });

  it("zooms around the chosen mark, and pinching around the pointer", async () => {
    const page = await open(evening);
    const whole = await plotWidth(page);
    const positionOf = async (selector: string) => (await page.locator(`.plot ${selector}`).boundingBox())?.x as number;
    await press(page, "Tab", "Tab", "End");
    const before = await positionOf(".mark.alert .symbol");
    await press(page, "+");
    expect((await plotWidth(page)) / whole).toBeCloseTo(2, 3);
    expect(await positionOf(".mark.alert .symbol")).toBeCloseTo(before, -1);
    expect(await textsOf(page, ".axis text")).toContain("22:15");
    await page.click(".in");
    // Down to two hours of five.
    expect((await plotWidth(page)) / whole).toBeCloseTo(2.5, 3);
    expect(await page.locator(".in").isDisabled()).toBe(true);
    await press(page, "Tab", "Home");
    const [left = 0] = await edgesOf(page, ".mark.other .symbol");
    expect(left).toBeGreaterThan(0);
    await page.click(".reset");
    expect(await textsOf(page, "output")).toEqual(["Sat 31 Jan 19:00 – Sun 1 Feb 00:00"]);
    await pointAt(page, 0.4, IN_CAR);
    const charge = await positionOf(".charge .band");
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await page.waitForFunction(() => (document.querySelector(".plot") as SVGElement).style.width === "200%");
    expect(await positionOf(".charge .band")).toBeCloseTo(charge, -1);
  });

  it("draws commands that would overlap as badges, until there is room", async () => {
    const page = await open(dense, { viewport: { width: 360, height: 900 }, hasTouch: true });
    const signs = page.locator(".plot .mark:is(.start, .stop, .other):not(.inside)");
    expect(await textsOf(page, ".badges text")).toEqual(["2", "!3"]);
    expect(await signs.count()).toBe(1);
    await pointAt(page, 72 / 300, IN_ALERTS);
    expect(await tipOf(page)).toEqual([
      "Sat 31 Jan 20:10 – 20:14",
      "3 commands not followed",
      "told 3 to charge; click to zoom in",
    ]);
    await press(page, "Tab", "Tab", "ArrowRight", "ArrowRight");
    expect((await tipOf(page))?.[0]).toBe("Sat 31 Jan 20:12:00");
    expect(await page.locator(".inside:focus").evaluate((mark) => getComputedStyle(mark).opacity)).toBe("1");
    await pointAt(page, 151.5 / 300, IN_COMMANDS);
    await page.mouse.down();
    await page.mouse.up();
    expect(await textsOf(page, "output")).toEqual(["Sat 31 Jan 20:31 – 22:31"]);
    await page.setViewportSize({ width: 1600, height: 900 });
    await page.waitForFunction(() => document.querySelectorAll(".several").length === 0);
    expect(await signs.count()).toBe(6);
    expect(await page.locator(".about-badges").isVisible()).toBe(false);
    await page.click(".reset");
    const box = (await page.locator(".plot .charge .band").boundingBox()) as { x: number; y: number };
    await page.touchscreen.tap(box.x + 5, box.y + 5);
    expect(await tipOf(page)).toContain("Charging, 7.15 kWh");
    expect(new URL(page.url()).hash).toBe("");
  });

  it("folds the days of a long table, and unfolds what to look at or is linked to", async () => {
    const page = await open(days);
    expect(await textsOf(page, ".day[open]")).toEqual([]);
    expect((await textsOf(page, "summary")).slice(0, 2)).toEqual([
      "Sat 31 Jan5 events1 to look at",
      "Sun 1 Feb12 events",
    ]);
    await page.click(".only");
    expect(await textsOf(page, ".day:visible summary b")).toEqual(["Sat 31 Jan"]);
    expect(await textsOf(page, "tr:visible .what")).toEqual(["No reports"]);
    await press(page, "Shift+Tab", "End");
    const row = await focusedRow(page);
    await press(page, "Enter");
    await page.waitForURL(`**/${row}`);
    expect(await page.locator(String(row)).isVisible()).toBe(true);
    expect(await page.locator(".scroll").ariaSnapshot()).toContain('link "Sat 31 Jan 20:00:00 Plugged in 7.15 kWh');
  });

  it("shows the time zone of the reader, with the days of that zone", async () => {
    const page = await open(days, { timezoneId: "Asia/Tokyo" });
    expect(await textsOf(page, "header time")).toEqual(["Sun 1 Feb 2026 03:00", "Thu 5 Feb 2026 03:00"]);
    expect(await textsOf(page, ".zone")).toEqual(["Asia/Tokyo, UTC+09:00"]);
    expect(await textsOf(page, "summary b")).toEqual(["Sun 1 Feb", "Mon 2 Feb", "Tue 3 Feb", "Wed 4 Feb", "Thu 5 Feb"]);
    expect(await textsOf(page, "tbody .session td")).toEqual([
      "Sun 1 Feb 04:00:00",
      "Plugged in",
      "7.15 kWh",
      "for 3 h, until 07:00:00",
    ]);
    expect(await textsOf(page, ".axis .midnight text")).toEqual(["Mon 2 Feb", "Tue 3 Feb", "Wed 4 Feb"]);
  });

  it("works without its script", async () => {
    const page = await open(evening, { javaScriptEnabled: false, timezoneId: "Asia/Tokyo" });
    expect(await textsOf(page, ".zone")).toEqual(["Europe/Berlin, UTC+01:00"]);
    expect(await page.locator(".tools").isVisible()).toBe(false);
    expect(await textsOf(page, ".axis text")).toEqual(["Sat 31 Jan 19:00", "22:00", "23:00"]);
    await page.locator(".plot .mark.alert .symbol").click();
    await page.waitForURL("**/#r6");
  });
});

describeInChromium("the SVG", (open) => {
  it("is well-formed, and has its marks where the data says, in light and dark", async () => {
    const page = await open(renderSvg(eveningTimeline()));
    const { left, right } = await page
      .locator(".mark.session .band")
      .evaluate((band) => band.getBoundingClientRect().toJSON());
    // 1108 pixels between margins of 24, and 44 on the left for the labels of the rate.
    expect([left, right]).toEqual([68 + 0.2 * 1108, 68 + 0.8 * 1108].map((x) => expect.closeTo(x, 1)));
    for (const [colorScheme, fill] of [
      ["light", "rgb(255, 255, 255)"],
      ["dark", "rgb(22, 29, 37)"],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.locator(".ground").evaluate((ground) => getComputedStyle(ground).fill)).toBe(fill);
    }
  });
});
