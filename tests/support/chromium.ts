// A headless Chromium, if this machine has one.

import { type Browser, type BrowserContextOptions, type ConsoleMessage, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { findChromium } from "../../scripts/compat/runtimes.ts";

/** Long enough for a busy machine. */
const LAUNCH_MS = 60_000;

const VIEWPORT = { width: 1200, height: 900 };
const URL = "http://timeline.test/";

/** Shows a document. Console messages, and requests for anything else, fail the test. */
export type Open = (
  document: string,
  options?: BrowserContextOptions & { viewport?: { width: number; height: number } },
) => Promise<Page>;

/** Describes tests that need a browser. Without one they are skipped, and the title says why. */
export function describeInChromium(title: string, tests: (open: Open) => void): void {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    describe.skip(`${title} (no Chromium found; CHROMIUM_PATH can name one)`, () =>
      tests(() => Promise.reject(new Error("no browser"))));
    return;
  }
  describe(title, () => {
    let browser: Browser | undefined;
    // A page with other options takes a second to create, so tests with the same options share one.
    const pages = new Map<string, Page>();
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    }, LAUNCH_MS);
    afterAll(() => browser?.close());
    tests(async (document, { viewport = VIEWPORT, ...options } = {}) => {
      const key = JSON.stringify(options);
      const page =
        pages.get(key) ?? (await (browser as Browser).newPage({ timezoneId: "Europe/Berlin", viewport, ...options }));
      pages.set(key, page);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: null });
      await showDocument(page, document);
      return page;
    });
  });
}

async function showDocument(page: Page, document: string): Promise<void> {
  const contentType = document.startsWith("<!doctype html>") ? "text/html" : "image/svg+xml";
  const [messages, requests]: [string[], string[]] = [[], []];
  const onMessage = (message: ConsoleMessage) => messages.push(message.text());
  const onError = ({ message }: Error) => messages.push(message);
  page.on("console", onMessage).on("pageerror", onError);
  await page.route("**", (route) => {
    requests.push(route.request().url());
    return route.fulfill({ contentType: `${contentType}; charset=utf-8`, body: document });
  });
  onTestFinished(async () => {
    page.off("console", onMessage).off("pageerror", onError);
    await page.unroute("**");
    expect({ messages, requests }).toEqual({ messages: [], requests: [URL] });
  });
  await page.goto("about:blank");
  await page.goto(URL);
}
