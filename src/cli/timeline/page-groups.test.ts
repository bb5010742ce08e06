// Commands of the page that are too close to each other, in a browser.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInChromium } from "../../../tests/support/chromium.ts";
import { analyseEvening, command, EVENING_STATUS, eveningView } from "../../../tests/support/evening.ts";
import {
  focusedRow,
  IN_ALERTS,
  IN_COMMANDS,
  pointAt,
  press,
  textsOf,
  tipOf,
} from "../../../tests/support/timeline-page.ts";
import { renderPage } from "./page.ts";

const START = { reason: "START_CHARGE", max_load_target_milliamps: 16_000 } as const;
/** Three that are not followed within four minutes, another after an hour, and two others. */
const dense = renderPage(
  eveningView(
    analyseEvening(EVENING_STATUS, [
      ...["19:10:00", "19:12:00", "19:14:00"].map((time) => command(time, START)),
      ...["20:30:00", "20:33:00"].map((time) => command(time, { reason: "REFRESH_SCHEDULES" })),
      command("21:10:00", START),
    ]),
  ),
);

/** The rows of the commands that are drawn as signs. */
async function signsOf(page: Page): Promise<readonly (string | null)[]> {
  const shown = page.locator(".plot .mark:is(.start, .stop, .other):not(.inside)");
  return await shown.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
}

describeInChromium("commands that are too close to each other", (open) => {
  it("are a badge with their number, until there is room for each", async () => {
    const page = await open(dense, { viewport: { width: 360, height: 900 } });
    expect(await textsOf(page, ".groups .badge text")).toEqual(["2", "!3"]);
    expect(await signsOf(page)).toEqual(["#r7"]);
    expect(await page.locator(".about-groups").isVisible()).toBe(true);
    await page.setViewportSize({ width: 1600, height: 900 });
    await page.click(".in");
    await page.click(".in");
    await page.waitForFunction(() => document.querySelectorAll(".several").length === 0);
    expect(await signsOf(page)).toEqual(["#r5", "#r6", "#r1", "#r2", "#r3", "#r7"]);
    expect(await page.locator(".about-groups").isVisible()).toBe(false);
  });

  it("do not overlap, whatever the zoom", async () => {
    const page = await open(dense, { viewport: { width: 360, height: 900 } });
    for (let zoom = 0; zoom < 3; zoom++) {
      const boxes = await page
        .locator(".several, .plot .mark.alert:not(.inside) .symbol")
        .evaluateAll((all) =>
          all.map((one) => one.getBoundingClientRect()).map(({ left, right, top }) => ({ left, right, top })),
        );
      for (const a of boxes) {
        const others = boxes.filter((b) => b !== a && Math.abs(a.top - b.top) < 12);
        for (const b of others) expect(a.right <= b.left || b.right <= a.left).toBe(true);
      }
      await press(page, "Tab", "+");
    }
  });

  it("are told of together when pointed at, and a click looks closer", async () => {
    const page = await open(dense, { viewport: { width: 360, height: 900 } });
    await pointAt(page, 72 / 300, IN_ALERTS);
    expect(await tipOf(page)).toEqual([
      "Sat 31 Jan 20:10 – 20:14",
      "3 commands not followed",
      "told 3 to charge; a click looks closer",
    ]);
    await pointAt(page, 151.5 / 300, IN_COMMANDS);
    expect(await tipOf(page)).toEqual([
      "Sat 31 Jan 21:30 – 21:33",
      "2 commands",
      "told 2 something else; a click looks closer",
    ]);
    await page.mouse.down();
    await page.mouse.up();
    expect(await textsOf(page, "output")).toEqual(["Sat 31 Jan 20:31 – 22:31"]);
  });

  it("are reached by keyboard one by one, and shown on top", async () => {
    const page = await open(dense, { viewport: { width: 360, height: 900 } });
    await press(page, "Tab", "Tab", "ArrowRight", "ArrowRight");
    expect(await focusedRow(page)).toBe("#r2");
    expect((await tipOf(page))?.[0]).toBe("Sat 31 Jan 20:12:00");
    const seen = () =>
      page.evaluate(() => {
        const raised = document.querySelector(".raised") as Element;
        return [raised === raised.parentElement?.lastElementChild, raised.querySelectorAll(".symbol").length];
      });
    expect(await seen()).toEqual([true, 1]);
    await press(page, "Tab");
    await page.waitForFunction(() => document.querySelector(".raised")?.childElementCount === 0);
  });
});
