// The days of the page's table, in a browser.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInChromium } from "../../../tests/support/chromium.ts";
import { analyseEvening, command, EVENING_STATUS, eveningView } from "../../../tests/support/evening.ts";
import { focusedRow, press, textsOf } from "../../../tests/support/timeline-page.ts";
import { renderPage } from "./page.ts";

const DAY_MS = 86_400_000;

/** The evening, and ten commands on each of the four days after it. */
const until = Date.parse("2026-02-04T18:00:00Z");
const many = Array.from({ length: 40 }, (_, place) => ({
  ...command("18:00:00", { reason: "REFRESH_SCHEDULES" }),
  logged_at: new Date(until - 4 * DAY_MS + (place + 0.5) * (DAY_MS / 10)).toISOString(),
}));
const days = renderPage(
  eveningView(
    analyseEvening(
      EVENING_STATUS,
      [...many, command("21:32:00", { reason: "START_CHARGE", max_load_target_milliamps: 1 })],
      {
        fromMs: Date.parse("2026-01-31T18:00:00Z"),
        untilMs: until,
      },
    ),
  ),
);

async function openDays(page: Page): Promise<readonly string[]> {
  return await textsOf(page, ".day[open] summary b");
}

describeInChromium("the days of the table", (open) => {
  it("are open if there are few rows, and folded if there are many", async () => {
    expect(await openDays(await open(renderPage(eveningView())))).toEqual(["Sat 31 Jan"]);
    const page = await open(days, { viewport: { width: 390, height: 844 } });
    expect(await openDays(page)).toEqual([]);
    expect((await textsOf(page, "summary")).slice(0, 2)).toEqual([
      "Sat 31 Jan6 events2 to look at",
      "Sun 1 Feb10 events",
    ]);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2000);
  });

  it("are said once, but to who listens with each row", async () => {
    const page = await open(renderPage(eveningView()));
    expect((await textsOf(page, ".when"))[0]).toBe("Sat 31 Jan 19:30:00");
    const width = await page
      .locator(".when time span")
      .first()
      .evaluate((day) => day.getBoundingClientRect().width);
    expect(width).toBeLessThanOrEqual(1);
  });

  it("name the marks, folded or not", async () => {
    const page = await open(days);
    await press(page, "Tab", "Tab");
    expect(await page.locator(".scroll").ariaSnapshot()).toContain('link "Sat 31 Jan 20:00:00 Plugged in 7.15 kWh');
  });

  it("are those of the reader's zone", async () => {
    const page = await open(days, { timezoneId: "Asia/Tokyo" });
    expect(await textsOf(page, "summary b")).toEqual(["Sun 1 Feb", "Mon 2 Feb", "Tue 3 Feb", "Wed 4 Feb", "Thu 5 Feb"]);
    const counts = await page
      .locator(".day")
      .evaluateAll((all) => all.map((day) => day.querySelectorAll("tbody tr").length));
    expect(await textsOf(page, "summary span:nth-child(2)")).toEqual([
      "13 events",
      "10 events",
      "10 events",
      "10 events",
      "1 event",
    ]);
    expect(counts).toEqual([13, 10, 10, 10, 1]);
    expect(await textsOf(page, "summary .alert")).toEqual(["2 to look at", "", "", "", ""]);
  });

  it("open for what stands out, and the others go", async () => {
    const page = await open(days);
    await page.click(".only");
    expect(await openDays(page)).toEqual(["Sat 31 Jan"]);
    expect(await textsOf(page, ".day:visible summary b")).toEqual(["Sat 31 Jan"]);
    expect(await textsOf(page, "tr:visible .what")).toEqual(["START_CHARGE", "No reports"]);
  });

  it("open for a row that Enter leads to, even one that does not stand out", async () => {
    const page = await open(days);
    await page.click(".only");
    await press(page, "Shift+Tab", "End");
    const row = await focusedRow(page);
    await press(page, "Enter");
    await page.waitForURL(`**/${row}`);
    expect(await page.locator(row as string).isVisible()).toBe(true);
    expect(await openDays(page)).toContain("Wed 4 Feb");
  });

  it("open even in a browser that does not do so for a link into them", async () => {
    const page = await open(days);
    await page.evaluate(() => {
      document.addEventListener("click", (event) => event.preventDefault());
      document
        .querySelector(".plot .charge")
        ?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    });
    expect(await openDays(page)).toEqual(["Sat 31 Jan"]);
  });

  it("can be opened without a script", async () => {
    const page = await open(days, { javaScriptEnabled: false });
    await page.locator("summary").nth(2).click();
    expect(await openDays(page)).toEqual(["Mon 2 Feb"]);
  });
});
