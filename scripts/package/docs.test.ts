// `npm run docs`: that it builds without a complaint, that its links lead somewhere, and that a browser needs nothing else.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { describeInChromium } from "../../tests/support/chromium.ts";
import { runScript, temporaryDirectory } from "../../tests/support/scripts.ts";

const site = temporaryDirectory();
const pages = new Map<string, string>();

beforeAll(async () => {
  const { code, stderr } = await runScript(site, "scripts/package/docs.ts", "--output", ".");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const file of readdirSync(site, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".html")) pages.set(file, readFileSync(join(site, file), "utf8"));
  }
}, 60_000);

const pageOf = (file: string) => pages.get(file) ?? "";

/** The links of a page, as files of the site with an anchor, or as addresses elsewhere. */
function linksOf(file: string): string[] {
  return [...pageOf(file).matchAll(/<a [^>]*?href="([^"]+)"/g)].map(([, href = ""]) => {
    const [path, anchor] = decodeURI(href).replaceAll("&amp;", "&").split("#");
    if (/^\w+:/.test(href)) return href;
    return [path ? join(dirname(file), path) : file, anchor].filter(Boolean).join("#");
  });
}

function isThere(link: string): boolean {
  const [file = "", anchor] = link.split("#");
  return existsSync(join(site, file)) && (!anchor || pageOf(file).includes(`id="${anchor}"`));
}

describe("npm run docs", () => {
  test("makes a page of every guide and entry, and the landing page leads to all of them", () => {
    const leads = linksOf("index.html");
    const documents = [...pages.keys()].filter((file) => file.startsWith("api/documents/"));
    expect(documents).toContain("api/documents/Troubleshooting.html");
    expect(leads).toEqual(expect.arrayContaining([...documents, "api/modules/ev-energy-logs.html", "http.html"]));
  });

  test("leaves no link that leads nowhere", () => {
    const own = [...pages.keys()].filter((file) => file !== "http.html");
    const links = own.flatMap((file) => linksOf(file).map((link) => ({ file, link })));
    expect(links.length).toBeGreaterThan(1000);
    expect(links.filter(({ link }) => !/^\w+:/.test(link) && !isThere(link))).toEqual([]);
  });

  test("loads nothing from elsewhere", () => {
    const loaded = [...pages].flatMap(([file, html]) =>
      [...html.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)="(https?:[^"]+)"/g)].map(([, url]) => ({
        file,
        url,
      })),
    );
    expect(loaded).toEqual([]);
  });

  test("describes the fields of a log, which come from the contract", () => {
    const text = pageOf("api/interfaces/ev-energy-logs.StatusLog.html").replace(/<[^>]+>/g, "");
    expect(text).toContain("State of charge of the vehicle's battery, as reported by the EVSE.");
    expect(text).not.toMatch(/Description\s*State of charge/);
  });

  test("names the class that a call throws", () => {
    expect(pageOf("api/functions/ev-energy-logs.createClient.html")).toMatch(/Throws.*InvalidArgumentError/s);
  });
});

describeInChromium("in a browser", (open) => {
  test.for([
    { width: 390, colorScheme: "dark", ground: "rgb(20, 24, 26)" },
    { width: 1440, colorScheme: "light", ground: "rgb(247, 248, 247)" },
  ] as const)("the landing page is $colorScheme and fits $width pixels", async ({ width, colorScheme, ground }) => {
    const page = await open(pageOf("index.html"), { viewport: { width, height: 900 }, colorScheme });
    const seen = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      ground: getComputedStyle(document.body).backgroundColor,
    }));
    expect(seen).toEqual({ width, ground });
  });

  test("the HTTP reference leads to an operation and asks nobody for anything", async () => {
    const first = await open('<!doctype html><link rel="icon" href="data:,">');
    const page = await first.context().newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(site, "http.html")).href);
    // Drawn last, from an address of the provider's unless that is replaced.
    await page.locator('img[alt="redocly logo"]').first().waitFor({ state: "attached" });
    await page.getByText("Status logs", { exact: true }).first().click();
    await page.getByText("List status logs of an EVSE").first().click();
    await page.getByRole("heading", { name: "List status logs of an EVSE" }).waitFor();
    expect(requests.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
  });
});
