// What tests see and do on the timeline page in a browser.

import type { Page } from "playwright-core";

/** In pixels from the top of the picture. */
export const IN_RATE = 100;
export const IN_CAR = 266;
export const IN_ALERTS = 322;
export const IN_COMMANDS = 346;

/** Returns texts with plain spaces in place of no-break spaces. */
export async function textsOf(page: Page, selector: string): Promise<readonly string[]> {
  return (await page.locator(selector).allTextContents()).map((text) => text.replaceAll("\u00a0", " "));
}

/** Returns the lines of the tip, if it is visible. */
export async function tipOf(page: Page): Promise<readonly string[] | undefined> {
  return (await page.locator(".tip").isVisible()) ? await textsOf(page, ".tip *") : undefined;
}

export async function focusedRow(page: Page): Promise<string | null | undefined> {
  return await page.evaluate(() => document.activeElement?.getAttribute("href"));
}

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Moves the pointer to a share of the width of the picture, and to pixels from its top. */
export async function pointAt(page: Page, share: number, y: number): Promise<void> {
  const box = (await page.locator(".plot").boundingBox()) as { x: number; y: number; width: number };
  await page.mouse.move(box.x + share * box.width, box.y + y);
}

/** Returns the edges of an element along the time axis, as shares of the width of the picture. */
export async function edgesOf(page: Page, selector: string): Promise<readonly [number, number]> {
  return await page.evaluate((wanted) => {
    const plot = (document.querySelector(".plot") as Element).getBoundingClientRect();
    const box = (document.querySelector(`.view ${wanted}`) as Element).getBoundingClientRect();
    const share = (x: number) => Math.round((1000 * (x - plot.left)) / plot.width) / 1000;
    return [share(box.left), share(box.right)] as const;
  }, selector);
}

/** Returns the WCAG 2 contrast ratio of a text to its background. */
export async function contrastOf(page: Page, selector: string): Promise<number> {
  return await page.evaluate((wanted) => {
    const luminance = (color: string) => {
      const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map((part) => {
        const value = Number(part) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const element = document.querySelector(wanted) as Element;
    let ground: Element = element;
    while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement as Element;
    const colors = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
    const levels = colors.map(luminance);
    return (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05);
  }, selector);
}
