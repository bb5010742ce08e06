// The timeline as one page that needs nothing else: picture, legend and table. Its script adds to what is there already:
// the reader's own time zone, zoom, and details of what is pointed at.

import { createHash } from "node:crypto";
import { CHART_STYLE, COLOR_STYLE } from "./colors.ts";
import { factsOf } from "./facts.ts";
import { Markup, render, tag } from "./markup.ts";
import { pagePicture } from "./page-picture.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { pageTable } from "./page-table.ts";
import type { View } from "./view.ts";
import { moment, spanText, zoneText } from "./when.ts";
import { unbroken } from "./words.ts";

const STYLE = `${COLOR_STYLE}${CHART_STYLE}${PAGE_STYLE}`;
/** Nothing is loaded, and no script and no style counts but these two, whatever an id or a reason may hold. */
const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(PAGE_SCRIPT)}'`,
  `style-src '${hashOf(STYLE)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const HEAD = `<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>${STYLE}</style>`;

/** Writes the page. */
export function renderPage(view: View): string {
  const { evseId, timeline, zone } = view;
  const html = tag(
    "html",
    { lang: "en" },
    tag("head", {}, new Markup(HEAD), tag("title", {}, `${evseId}, ${spanText(timeline.window, zone)}`)),
    tag(
      "body",
      {},
      tag("main", {}, header(view), facts(view), pagePicture(view), pageTable(view)),
      tag("script", {}, new Markup(PAGE_SCRIPT)),
    ),
  );
  return `<!doctype html>\n${render(html)}\n`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function header({ evseId, timeline: { window }, zone }: View): Markup {
  return tag(
    "header",
    {},
    tag("p", { class: "eyebrow" }, "Charger timeline"),
    tag("h1", {}, evseId),
    tag(
      "p",
      {},
      tag("span", {}, moment(window.fromMs, zone, "long"), " – ", moment(window.untilMs, zone, "long")),
      tag("span", { class: "zone" }, zoneText(window, zone)),
    ),
  );
}

function facts({ timeline }: View): Markup {
  const items = factsOf(timeline).map(({ name, value, note, isAlert }) =>
    tag(
      "div",
      { class: isAlert ? "alert" : undefined },
      tag("dt", {}, name),
      tag("dd", {}, tag("b", {}, value), unbroken(note)),
    ),
  );
  return tag("dl", { class: "facts" }, ...items);
}
