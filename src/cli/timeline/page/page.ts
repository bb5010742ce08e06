// The timeline as one HTML page that needs no other file: summary, picture, legend and table.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Markup, render, tag } from "../markup.ts";
import { summarize } from "../summary.ts";
import { CHART_STYLE, COLOR_STYLE } from "../svg/colors.ts";
import type { Timeline } from "../timeline.ts";
import { formatRange, formatZone } from "../timestamps.ts";
import { keepTogether, PURPOSE } from "../wording.ts";
import { figure } from "./figure.ts";
import { table } from "./table.ts";
import { timeElement } from "./time-element.ts";

// The build replaces both calls by the text of the file.
const SCRIPT = `${readFileSync(new URL("./client.js", import.meta.url), "utf8")}start();\n`;
const PAGE_STYLE = readFileSync(new URL("./page.css", import.meta.url), "utf8");

const STYLE = `${COLOR_STYLE}${CHART_STYLE}${PAGE_STYLE}`;
/** The browser loads nothing, and runs only this script and style, whatever an id or a reason contains. */
const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(SCRIPT)}'`,
  `style-src '${hashOf(STYLE)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const HEAD = `<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>${STYLE}</style>`;

export function renderPage(timeline: Timeline): string {
  const title = `${timeline.evseId}, ${formatRange(timeline.analysis.window, timeline.zone)}`;
  const html = tag(
    "html",
    { lang: "en" },
    tag("head", {}, new Markup(HEAD), tag("title", {}, title)),
    tag(
      "body",
      {},
      tag(
        "main",
        {},
        header(timeline),
        summary(timeline),
        figure(timeline),
        table(timeline),
        tag("footer", {}, PURPOSE),
      ),
      tag("script", { type: "module" }, new Markup(SCRIPT)),
    ),
  );
  return `<!doctype html>\n${render(html)}\n`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function header({ evseId, analysis: { window }, zone }: Timeline): Markup {
  const range = [timeElement(window.fromMs, zone, "long"), " – ", timeElement(window.untilMs, zone, "long")];
  return tag(
    "header",
    {},
    tag("p", { class: "eyebrow" }, "Charger timeline"),
    tag("h1", {}, evseId),
    tag("p", {}, tag("span", {}, range), tag("span", { class: "zone" }, formatZone(window, zone))),
  );
}

function summary({ analysis }: Timeline): Markup {
  const items = summarize(analysis).map(({ name, value, note, isAlert }) =>
    tag(
      "div",
      { class: isAlert ? "alert" : undefined },
      tag("dt", {}, name),
      tag("dd", {}, tag("b", {}, value), keepTogether(note)),
    ),
  );
  return tag("dl", { class: "summary" }, ...items);
}
