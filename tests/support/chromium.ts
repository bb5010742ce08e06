// A headless Chromium, if there is one on this machine, to open documents in.

import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/** On a busy machine it takes its time. */
const LAUNCH_MS = 60_000;

/** Opens a document in a window of its own. Whatever the browser complains of, or asks for beside it, fails the test. */
export type Open = (document: string, options?: BrowserContextOptions) => Promise<Page>;

/** Describes tests that need a browser. Without one they are skipped, and the title says why. */
export function describeInChromium(title: string, tests: (open: Open) => void): void {
  const executablePath = process.env["CHROMIUM_PATH"] ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) {
    describe.skip(`${title} (there is no Chromium here; CHROMIUM_PATH can name one)`, () => tests(neverOpen));
    return;
  }
  describe(title, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    }, LAUNCH_MS);
    afterAll(() => browser?.close());
    tests((document, options) => openDocument(browser as Browser, document, options));
  });
}

function neverOpen(): Promise<never> {
  throw new Error("there is no browser");
}

async function openDocument(browser: Browser, document: string, options: BrowserContextOptions = {}): Promise<Page> {
  const isPage = document.startsWith("<!doctype html>");
  const type = isPage ? "text/html" : "image/svg+xml";
  const requests: string[] = [];
  const server = createServer(({ url }, response) => {
    // For anything but a page, which can forbid it, the browser looks for an icon of its own accord.
    if (isPage || url !== "/favicon.ico") requests.push(`received ${url}`);
    response.setHeader("content-type", `${type}; charset=utf-8`).end(document);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    timezoneId: "Europe/Berlin",
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("request", (request) => requests.push(`sent ${request.url()}`));
  onTestFinished(async () => {
    await context.close();
    server.close();
    expect(complaints).toEqual([]);
    expect(requests.toSorted()).toEqual(["received /", `sent ${url}`]);
  });
  await page.goto(url);
  return page;
}
