// The page in a browser: what can be pointed at, reached by keyboard, and made larger.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { describeInChromium } from "../../../tests/support/chromium.ts";
import { AWAY, analyseEvening, CHARGING, eveningView, status, stretch } from "../../../tests/support/evening.ts";
import {
  focusedRow,
  IN_ALERTS,
  IN_CAR,
  IN_COMMANDS,
  IN_RATE,
  pointAt,
  press,
  textsOf,
  tipOf,
} from "../../../tests/support/timeline-page.ts";
import { renderPage } from "./page.ts";

const evening = renderPage(eveningView());

describeInChromium("the page", (open) => {
  describe("by keyboard", () => {
    it("is one stop, from which the arrows lead from mark to mark in order of time", async () => {
      const page = await open(evening);
      // The first of the tools that is of use is to zoom in.
      await press(page, "Tab", "Tab");
      const seen = [await focusedRow(page)];
      for (let count = 0; count < 6; count++) {
        await press(page, "ArrowRight");
        seen.push(await focusedRow(page));
      }
      expect(seen).toEqual(["#r0", "#r1", "#r2", "#r3", "#r4", "#r5", "#r6"]);
      await press(page, "ArrowRight");
      expect(await focusedRow(page)).toBe("#r6");
      await press(page, "ArrowLeft");
      expect(await focusedRow(page)).toBe("#r5");
      await press(page, "Home", "ArrowLeft");
      expect(await focusedRow(page)).toBe("#r0");
      await press(page, "End");
      expect(await focusedRow(page)).toBe("#r6");
      await press(page, "Tab");
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
      await press(page, "Shift+Tab");
      expect(await focusedRow(page)).toBe("#r6");
    });

    it("tells what is in focus, and shows where it is", async () => {
      const page = await open(evening);
      await press(page, "Tab", "Tab", "ArrowRight");
      expect(await tipOf(page)).toEqual([
        "Sat 31 Jan 20:00:00",
        "Plugged in, 7.15 kWh",
        "for 3 h, until 23:00:00; 1 command not followed in time",
      ]);
      const stroke = await page.evaluate(() => {
        const band = document.querySelector(".raised.session .band") as Element;
        return [getComputedStyle(band).stroke, getComputedStyle(band).strokeWidth];
      });
      expect(stroke).toEqual(["rgb(27, 37, 49)", "2.5px"]);
      await press(page, "Escape");
      expect(await tipOf(page)).toBe(undefined);
      await press(page, "ArrowRight");
      expect(await tipOf(page)).toEqual(["Sat 31 Jan 20:02:00", "SCHEDULED_CHARGING, 0 A", "was not charging anyway"]);
      await press(page, "Tab");
      expect(await tipOf(page)).toBe(undefined);
    });

    it("Enter leads to the row", async () => {
      const page = await open(evening, { viewport: { width: 360, height: 500 } });
      await press(page, "Tab", "Tab", "End", "Enter");
      await page.waitForURL("**/#r6");
      const isInSight = await page.evaluate(() => {
        const box = (document.querySelector("#r6:target") as Element).getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;
      });
      expect(isInSight).toBe(true);
    });
  });

  describe("by pointer", () => {
    it("tells of the mark that is pointed at", async () => {
      const page = await open(evening);
      await pointAt(page, 0.3, IN_CAR);
      expect(await tipOf(page)).toContain("Plugged in, 7.15 kWh");
      await pointAt(page, 0.5, IN_CAR);
      expect(await tipOf(page)).toEqual([
        "Sat 31 Jan 21:00:00",
        "Charging, 7.15 kWh",
        "for 1 h, until 22:00:00; up to 7.2 kW",
      ]);
      await pointAt(page, 212 / 300, IN_ALERTS);
      expect(await tipOf(page)).toEqual(["Sat 31 Jan 22:32:00", "START_CHARGE, 16 A", "not followed within 10 min"]);
      await pointAt(page, 0.9, IN_COMMANDS);
      expect(await tipOf(page)).toBe(undefined);
    });

    it("reads the rate off the line, and does not make one up", async () => {
      const logs = [
        ...stretch("18:00", "19:00", AWAY),
        ...stretch("19:00", "20:00", { ...CHARGING, charge_rate_watts: 7210 }),
        ...stretch("20:00", "21:00", { ...CHARGING, charge_rate_watts: null }),
        status("21:00:00", { ...CHARGING, charge_rate_watts: 3600 }),
        ...stretch("21:05", "23:00", { ...CHARGING, charge_rate_watts: null }),
      ];
      const page = await open(renderPage(eveningView(analyseEvening(logs))));
      const readings = [];
      for (const minute of [30, 57, 90, 150]) {
        await pointAt(page, minute / 300, IN_RATE);
        readings.push(await tipOf(page));
      }
      expect(readings).toEqual([
        ["Sat 31 Jan 19:30", "0.00 kW"],
        // On the way up, from 19:55 to 20:00.
        ["Sat 31 Jan 19:57", expect.stringMatching(/^(2\.8|2\.9)\d kW$/)],
        ["Sat 31 Jan 20:30", "7.21 kW"],
        ["Sat 31 Jan 21:30", "charge rate unknown"],
      ]);
      expect(await page.locator(".cursor").isVisible()).toBe(true);
      await page.mouse.move(5, 5);
      expect(await page.locator(".cursor").isVisible()).toBe(false);
      expect(await tipOf(page)).toBe(undefined);
    });

    it("does not cover the line with the rate", async () => {
      const page = await open(evening, { viewport: { width: 390, height: 844 } });
      await pointAt(page, 0.5, 60);
      expect(await tipOf(page)).toEqual(["Sat 31 Jan 21:30", "7.20 kW"]);
      const bottomOf = async (selector: string) => {
        const box = await page.locator(selector).boundingBox();
        return (box?.y as number) + (box?.height as number);
      };
      // The rate's axis begins 36 pixels below the top.
      expect(await bottomOf(".tip")).toBeLessThanOrEqual((await bottomOf(".tools")) + 8 + 36);
    });

    it("tells what is not known", async () => {
      const logs = [
        ...stretch("18:00", "20:00", AWAY),
        ...stretch("20:00", "22:00", { ...AWAY, is_plugged_in: null }),
        ...stretch("22:00", "23:00", AWAY),
      ];
      const page = await open(renderPage(eveningView(analyseEvening(logs))));
      await pointAt(page, 0.6, IN_CAR);
      expect(await tipOf(page)).toEqual([
        "Sat 31 Jan 20:55:00",
        "Car unknown, 2 h 5 min",
        "until 23:00:00; no report tells whether a car was plugged in",
      ]);
      await pointAt(page, 0.2, IN_CAR);
      expect(await tipOf(page)).toBe(undefined);
    });

    it("a click or a tap keeps the place on the page", async () => {
      const page = await open(evening, { hasTouch: true, viewport: { width: 360, height: 900 } });
      const box = (await page.locator(".scroll").boundingBox()) as { x: number; y: number; width: number };
      await page.touchscreen.tap(box.x + 0.5 * box.width, box.y + IN_CAR);
      expect(await focusedRow(page)).toBe("#r4");
      expect(await tipOf(page)).toContain("Charging, 7.15 kWh");
      expect(new URL(page.url()).hash).toBe("");
    });
  });

  describe("zoom", () => {
    const width = (page: Page) => page.locator(".plot").evaluate((plot) => plot.getBoundingClientRect().width);
    const isEnabled = (page: Page) =>
      page.locator(".tools button").evaluateAll((all) => all.map((one) => !(one as HTMLButtonElement).disabled));

    it("goes from the whole window down to two hours", async () => {
      const page = await open(evening);
      const whole = await width(page);
      expect(await isEnabled(page)).toEqual([false, false, true]);
      await page.click(".in");
      expect((await width(page)) / whole).toBeCloseTo(2, 3);
      expect(await isEnabled(page)).toEqual([true, true, true]);
      expect(await textsOf(page, "output")).toEqual(["Sat 31 Jan 20:15 – 22:45"]);
      await page.click(".in");
      expect((await width(page)) / whole).toBeCloseTo(2.5, 3);
      expect(await isEnabled(page)).toEqual([true, true, false]);
      await page.click(".out");
      expect((await width(page)) / whole).toBeCloseTo(1.25, 3);
      await page.click(".whole");
      expect(await width(page)).toBe(whole);
      expect(await textsOf(page, "output")).toEqual(["Sat 31 Jan 19:00 – Sun 1 Feb 00:00"]);
    });

    it("keeps the chosen mark where it is, and writes finer times", async () => {
      const page = await open(evening);
      await press(page, "Tab", "Tab", "End");
      const before = await page.locator(".plot .mark.alert .symbol").boundingBox();
      await press(page, "+");
      expect(await tipOf(page)).toContain("START_CHARGE, 16 A");
      const after = await page.locator(".plot .mark.alert .symbol").boundingBox();
      expect(after?.x).toBeCloseTo(before?.x as number, -1);
      expect(await textsOf(page, ".axis text")).toContain("22:15");
      await press(page, "-");
      expect(await textsOf(page, ".axis text")).not.toContain("22:15");
      await page.click(".in");
      expect((await page.locator(".plot .mark.alert .symbol").boundingBox())?.x).toBeCloseTo(before?.x as number, -1);
    });

    it("brings the mark into sight that comes into focus", async () => {
      const page = await open(evening, { viewport: { width: 360, height: 900 } });
      await press(page, "Tab", "Tab", "End", "+", "Home");
      const isInSight = () =>
        page.evaluate(() => {
          const view = (document.querySelector(".scroll") as Element).getBoundingClientRect();
          const mark = document.activeElement?.querySelector(".symbol")?.getBoundingClientRect() as DOMRect;
          return mark.left >= view.left && mark.right <= view.right;
        });
      expect(await isInSight()).toBe(true);
      await press(page, "End");
      expect(await isInSight()).toBe(true);
    });

    it("is also done by pinching, about the pointer", async () => {
      const page = await open(evening);
      await pointAt(page, 0.4, IN_CAR);
      const before = (await page.locator(".plot .charge .band").boundingBox())?.x as number;
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -100);
      await page.keyboard.up("Control");
      await page.waitForFunction(() => (document.querySelector(".plot") as SVGElement).style.width === "200%");
      expect((await page.locator(".plot .charge .band").boundingBox())?.x).toBeCloseTo(before, -1);
      await page.mouse.wheel(0, 10);
      expect(await page.locator(".plot").evaluate((plot) => (plot as SVGElement).style.width)).toBe("200%");
    });
  });
});
