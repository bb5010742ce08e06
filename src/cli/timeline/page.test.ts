// How the page looks in a browser, and that it keeps to itself.

import { describe, expect, it } from "vitest";
import { describeInChromium } from "../../../tests/support/chromium.ts";
import { analyseEvening, command, EVENING_STATUS, eveningView } from "../../../tests/support/evening.ts";
import { contrastOf, IN_RATE, placeOf, pointAt, press, textsOf, tipOf } from "../../../tests/support/timeline-page.ts";
import { renderPage } from "./page.ts";
import { renderSvg } from "./svg.ts";

const evening = renderPage(eveningView());

describeInChromium("the page", (open) => {
  describe.for([360, 800, 1600])("at %d pixels", (width) => {
    it.for(["light", "dark"] as const)("fits, is true and can be read, %s", async (colorScheme) => {
      const page = await open(evening, { viewport: { width, height: 900 }, colorScheme });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await placeOf(page, ".session .band")).toEqual([0.2, 0.8]);
      expect(await placeOf(page, ".charge .band")).toEqual([0.4, 0.6]);
      // From the first report to the last, five minutes before the end.
      expect(await placeOf(page, ".line")).toEqual([0, 0.983]);
      const [left, right] = await placeOf(page, ".mark.alert .symbol");
      expect((left + right) / 2).toBeCloseTo(212 / 300, 2);
      const texts = [
        "h1",
        ".eyebrow",
        "header time",
        "dt",
        ".alert dd",
        "figcaption",
        "output",
        ".when",
        ".alert .note",
      ];
      for (const text of texts) expect(await contrastOf(page, text), text).toBeGreaterThan(4.5);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
        colorScheme === "light" ? "rgb(244, 246, 248)" : "rgb(14, 19, 24)",
      );
    });
  });

  describe("time", () => {
    it("is that of the reader", async () => {
      const page = await open(evening, { timezoneId: "Asia/Tokyo" });
      expect(await textsOf(page, "header time")).toEqual(["Sun 1 Feb 2026 03:00", "Sun 1 Feb 2026 08:00"]);
      expect(await textsOf(page, ".zone")).toEqual(["Asia/Tokyo, UTC+09:00"]);
      expect(await textsOf(page, "tbody .session td")).toEqual([
        "Sun 1 Feb 04:00:00",
        "Plugged in",
        "7.15 kWh",
        "for 3 h, until 07:00:00; 1 command not followed in time",
      ]);
      const hours = ["04:00", "04:30", "05:00", "05:30", "06:00", "06:30", "07:00", "07:30", "08:00"];
      expect(await textsOf(page, ".axis text")).toEqual(["Sun 1 Feb 03:00", ...hours]);
    });

    it("has both offsets if the clock is changed in between", async () => {
      const window = { fromMs: Date.parse("2026-03-28T12:00Z"), untilMs: Date.parse("2026-03-30T12:00Z") };
      const page = await open(renderPage(eveningView(analyseEvening([], [], window))));
      expect(await textsOf(page, ".zone")).toEqual(["Europe/Berlin, UTC+01:00, at the end UTC+02:00"]);
      expect(await textsOf(page, ".axis text")).toEqual([
        ...["15:00", "18:00", "21:00", "Sun 29 Mar", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"],
        ...["Mon 30 Mar", "06:00", "09:00", "12:00"],
      ]);
    });

    it.for([
      [30, ["3 Jan", "5 Jan", "7 Jan", "9 Jan"]],
      [900, ["Oct 2023", "Jan 2024", "Apr 2024", "Jul 2024"]],
    ] as const)("of %d days is told by days or months", async ([days, expected]) => {
      const untilMs = Date.UTC(2026, 0, 31);
      const window = { fromMs: untilMs - days * 86_400_000, untilMs };
      const page = await open(renderPage(eveningView(analyseEvening([], [], window))));
      expect((await textsOf(page, ".axis text")).slice(0, 4)).toEqual(expected);
    });
  });

  it("shows only what stands out, if asked to", async () => {
    const page = await open(evening);
    expect(await page.locator("tbody tr:visible").count()).toBe(7);
    await page.click(".only");
    expect(await page.locator("tbody tr:visible .what").allTextContents()).toEqual(["START_CHARGE"]);
  });

  it("marks the row of a gap as it does one that was not followed", async () => {
    const page = await open(renderPage(eveningView(analyseEvening(EVENING_STATUS.slice(0, 20)))));
    const colorOf = (selector: string) => page.locator(selector).evaluate((one) => getComputedStyle(one).color);
    expect(await colorOf("tr.gap .what")).toBe("rgb(201, 42, 33)");
    expect(await colorOf("tr.gap .note")).toBe("rgb(201, 42, 33)");
  });

  it("says UTC once to a reader there", async () => {
    const page = await open(evening, { timezoneId: "UTC" });
    expect(await textsOf(page, ".zone")).toEqual(["UTC"]);
  });

  it("can do without its script", async () => {
    const page = await open(evening, { javaScriptEnabled: false, timezoneId: "Asia/Tokyo" });
    expect(await textsOf(page, ".zone")).toEqual(["Europe/Berlin, UTC+01:00"]);
    expect(await page.locator(".tools").isVisible()).toBe(false);
    expect(await textsOf(page, ".axis text")).toEqual(["19:00", "20:00", "21:00", "22:00", "23:00"]);
    await page.locator(".plot .mark.alert .symbol").click();
    await page.waitForURL("**/#r6");
  });

  it("does not run what comes from outside", async () => {
    const reason = `<img src=/x onerror="document.title='hit'"><script>document.title='hit'</script>` as "START_CHARGE";
    const page = await open(renderPage(eveningView(analyseEvening(EVENING_STATUS, [command("18:00:00", { reason })]))));
    expect(await page.title()).toBe("evse01HSH04KDEWF6Z4DB2J77J74K5, Sat 31 Jan 2026 19:00 – Sun 1 Feb 2026 00:00");
    await press(page, "Tab", "Tab");
    expect(await tipOf(page)).toContain(`${reason}, no target`);
  });

  it("of nothing has nothing to go to", async () => {
    const view = eveningView(analyseEvening([]));
    const page = await open(renderPage({ ...view, rows: [] }));
    await press(page, "Tab", "Tab", "ArrowRight");
    await pointAt(page, 0.5, IN_RATE);
    expect(await tipOf(page)).toEqual(["Sat 31 Jan 21:30", "charge rate unknown"]);
  });
});

describeInChromium("the picture alone", (open) => {
  it.for([
    ["light", "rgb(255, 255, 255)"],
    ["dark", "rgb(22, 29, 37)"],
  ] as const)("is well-formed and has its marks where the data says, %s", async ([colorScheme, ground]) => {
    const page = await open(renderSvg(eveningView()), { colorScheme });
    const seen = await page.evaluate(() => {
      const boxOf = (name: string) => (document.querySelector(name) as Element).getBoundingClientRect();
      const band = boxOf(".session .band");
      const fill = getComputedStyle(document.querySelector(".ground") as Element).fill;
      return { root: document.documentElement.tagName, band: [band.left, band.right], fill };
    });
    // 1108 pixels between margins of 24, and 44 on the left for the measure of the rate.
    expect(seen).toEqual({
      root: "svg",
      band: [68 + 0.2 * 1108, 68 + 0.8 * 1108].map((x) => expect.closeTo(x, 1)),
      fill: ground,
    });
  });
});
