// The time axis of the page, in a browser.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { describeInChromium } from "../../../tests/support/chromium.ts";
import { analyseEvening, command, eveningView } from "../../../tests/support/evening.ts";
import { textsOf } from "../../../tests/support/timeline-page.ts";
import { renderPage } from "./page.ts";

function pageOf(days: number): string {
  const untilMs = Date.parse("2026-11-25T00:00+01:00");
  const window = { fromMs: untilMs - days * 86_400_000, untilMs };
  return renderPage(eveningView(analyseEvening([], [], window)));
}

/** The labels in order, with their ends in pixels from the left of the view. */
async function labelsOf(page: Page) {
  return await page.evaluate(() => {
    const { left } = (document.querySelector(".view") as Element).getBoundingClientRect();
    return [...document.querySelectorAll(".axis text")].map((label) => {
      const box = label.getBoundingClientRect();
      return { text: label.textContent, from: box.left - left, until: box.right - left };
    });
  });
}

describeInChromium("the time axis", (open) => {
  describe.for([390, 820, 1440])("at %d pixels", (width) => {
    it.for([1, 7, 30, 400])(
      "of %d days can be read: labels are whole, in sight and apart, in any zoom",
      async (days) => {
        const page = await open(pageOf(days), { viewport: { width, height: 900 } });
        const viewWidth = await page.locator(".view").evaluate((view) => view.clientWidth);
        for (let zoom = 0; zoom < 4; zoom++) {
          const labels = await labelsOf(page);
          expect(labels.length).toBeGreaterThanOrEqual(2);
          for (const [place, { text, from, until }] of labels.entries()) {
            expect(from, text as string).toBeGreaterThanOrEqual(44);
            expect(until, text as string).toBeLessThanOrEqual(viewWidth + 1);
            expect(from, text as string).toBeGreaterThan(labels[place - 1]?.until ?? 0);
          }
          if (await page.locator(".in").isDisabled()) break;
          await page.click(".in");
        }
      },
    );
  });

  it("of a month has several days even on a phone", async () => {
    const page = await open(pageOf(30), { viewport: { width: 390, height: 844 } });
    expect(await textsOf(page, ".axis text")).toEqual(["26 Oct", "2 Nov", "9 Nov", "16 Nov"]);
  });

  it("says which day it is where no midnight is in sight", async () => {
    const page = await open(pageOf(1));
    await page.click(".in");
    await page.click(".in");
    expect((await textsOf(page, ".axis text")).slice(0, 2)).toEqual(["Tue 24 Nov 09:00", "10:00"]);
  });
});

describeInChromium("the measure of the rate", (open) => {
  it("stands left of the picture, from zero on", async () => {
    const logs = [{ ...command("18:00:00"), sampled_at: "2026-01-31T18:00:00Z", charge_rate_watts: 7000 }];
    const page = await open(renderPage(eveningView(analyseEvening(logs))), { viewport: { width: 390, height: 844 } });
    expect(await textsOf(page, ".tick")).toEqual(["0", "2", "4", "6", "8"]);
    const ends = await page.locator(".tick").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
    const start = (await page.locator(".plot .ground, .plot .grid").first().boundingBox())?.x as number;
    expect(Math.max(...ends)).toBeLessThan(start);
  });
});

describeInChromium("the times in sight", (open) => {
  it.for([390, 820, 1440])("are those of the window at %d pixels, to the minute", async (width) => {
    const page = await open(pageOf(7), { viewport: { width, height: 900 } });
    expect(await textsOf(page, "output")).toEqual(["Wed 18 Nov 00:00 – Wed 25 Nov 00:00"]);
    await page.click(".in");
    await page.locator(".scroll").evaluate((scroll) => scroll.scrollTo(scroll.scrollWidth, 0));
    await page.waitForFunction(() => /Wed.25.Nov.00:00$/.test(document.querySelector("output")?.textContent ?? ""));
  });
});
