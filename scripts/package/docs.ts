// Builds docs-site/: a landing page, the guides and the reference of the code by TypeDoc, the one of HTTP by Redocly.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Application, type Context, Converter, OptionDefaults, PageEvent } from "typedoc";
import { fromRoot, run, UserError } from "../command.ts";
import { redocly } from "../spec/redocly.ts";

/** In place of the one that the HTTP reference would have from elsewhere. */
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="52" height="14">' +
  '<text y="11" font-size="12" fill="#4f7fe0">Redocly</text></svg>';

const usage = "Usage: npm run docs [-- --output DIRECTORY]";

await run(import.meta, usage, async () => {
  const { output } = parseArgs({ options: { output: { type: "string", default: fromRoot("docs-site") } } }).values;
  mkdirSync(output, { recursive: true });
  copyFileSync(fromRoot("docs/landing.html"), join(output, "index.html"));
  await buildCodeReference(join(output, "api"));
  buildHttpReference(join(output, "http.html"));
  console.log(`The documentation begins at ${join(output, "index.html")}`);
});

/** The guides are in it. */
async function buildCodeReference(out: string): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    options: fromRoot("typedoc.json"),
    out,
    // The generated types have it.
    blockTags: [...OptionDefaults.blockTags, "@description"],
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    describeByTag(context);
    nameByHeading(context);
  });
  app.renderer.on(PageEvent.END, leadToSite);
  const project = await app.convert();
  if (project) {
    app.validate(project);
    await app.generateOutputs(project);
  }
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new UserError("TypeDoc has something to complain of.");
}

/** Puts the text of the tag where that of other comments is. */
function describeByTag({ project }: Context): void {
  for (const { comment } of Object.values(project.reflections)) {
    const description = comment?.getTag("@description");
    if (!comment || !description) continue;
    comment.summary = description.content;
    comment.removeTags("@description");
  }
}

/** A guide is named by its heading, not by its file. The README has the heading of the whole. */
function nameByHeading({ project }: Context): void {
  for (const guide of project.documents ?? []) {
    const [, heading = guide.name] = /^\s*# (.+)\n/.exec(guide.content[0]?.text ?? "") ?? [];
    guide.name = heading === project.name ? "Overview" : heading;
  }
}

/** The links in the bar are the same text on every page, however deep it lies. */
function leadToSite(page: PageEvent): void {
  const up = "../".repeat(page.url.split("/").length);
  page.contents = (page.contents ?? "").replaceAll('href="site:', `href="${up}`);
}

function buildHttpReference(file: string): void {
  const { status, stderr } = redocly("build-docs", fromRoot("spec/openapi.yaml"), "--output", file, "--inlineBundle");
  if (status !== 0) throw new UserError(`The HTTP reference can't be built.\n${stderr}`);
  writeFileSync(file, finished(readFileSync(file, "utf8")));
}

/** Makes it ask for no picture from elsewhere, and break no word of code in two. */
function finished(html: string): string {
  return html
    .replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, `data:image/svg+xml;base64,${btoa(LOGO)}`)
    .replace("</head>", '<link rel="icon" href="data:,">\n<style>table code { white-space: nowrap; }</style>\n</head>');
}
