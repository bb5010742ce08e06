// `npm run docs`: builds docs-site/ from a landing page, the guides and the reference of the code (TypeDoc) and the reference
// of the HTTP API (Redocly). Fails on a broken link, or if a page loads anything from another site.

import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Application, type Context, Converter, OptionDefaults, PageEvent } from "typedoc";
import { fromRoot, run, UserError } from "../command.ts";
import { redocly } from "../spec/redocly.ts";

/** Replaces the logo that the HTTP reference would load from Redocly's site. */
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="52" height="14">' +
  '<text y="11" font-size="12" fill="#4f7fe0">Redocly</text></svg>';

const site = fromRoot("docs-site");

await run(import.meta, "Usage: npm run docs", async () => {
  mkdirSync(site, { recursive: true });
  copyFileSync(fromRoot("docs/landing.html"), join(site, "index.html"));
  await buildCodeReference(join(site, "api"));
  buildHttpReference(join(site, "http.html"));
  const problems = findProblems();
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  console.log(`Open ${join(site, "index.html")}`);
});

/** The guides are part of it. */
async function buildCodeReference(out: string): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    options: fromRoot("scripts/tools/typedoc.json"),
    out,
    // The generated types use this tag.
    blockTags: [...OptionDefaults.blockTags, "@description"],
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    useDescriptionTags(context);
    nameGuidesByHeading(context);
  });
  app.renderer.on(PageEvent.END, resolveSiteLinks);
  const project = await app.convert();
  if (project) {
    app.validate(project);
    await app.generateOutputs(project);
  }
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new UserError("TypeDoc reported warnings or errors.");
}

/** Uses the text of `@description` as the summary. */
function useDescriptionTags({ project }: Context): void {
  for (const { comment } of Object.values(project.reflections)) {
    const description = comment?.getTag("@description");
    if (!comment || !description) continue;
    comment.summary = description.content;
    comment.removeTags("@description");
  }
}

function nameGuidesByHeading({ project }: Context): void {
  for (const guide of project.documents ?? []) {
    const [, heading = guide.name] = /^\s*# (.+)\n/.exec(guide.content[0]?.text ?? "") ?? [];
    guide.name = heading === project.name ? "Overview" : heading;
  }
}

/** The links in the navigation bar are the same text on every page, at whatever depth. */
function resolveSiteLinks(page: PageEvent): void {
  const up = "../".repeat(page.url.split("/").length);
  page.contents = (page.contents ?? "").replaceAll('href="site:', `href="${up}`);
}

function buildHttpReference(file: string): void {
  const { status, stderr } = redocly("build-docs", fromRoot("spec/openapi.yaml"), "--output", file, "--inlineBundle");
  if (status !== 0) throw new UserError(`Redocly failed to build the HTTP reference.\n${stderr}`);
  const html = readFileSync(file, "utf8")
    .replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, `data:image/svg+xml;base64,${btoa(LOGO)}`)
    .replace("</head>", '<link rel="icon" href="data:,">\n<style>table code { white-space: nowrap; }</style>\n</head>');
  writeFileSync(file, html);
}

function findProblems(): string[] {
  const files = globSync("**/*.html", { cwd: site });
  const pages = new Map(files.map((file) => [file, readFileSync(join(site, file), "utf8")]));
  return [...pages].flatMap(([file, html]) => {
    const external = [...html.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)="(https?:[^"]+)"/g)];
    // The HTTP reference creates its links when it runs.
    const links = file === "http.html" ? [] : [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)];
    return [
      ...external.map(([, url]) => `${file} loads ${url}`),
      ...links.filter(([, href = ""]) => isBroken(file, href)).map(([, href]) => `${file}: broken link to ${href}`),
    ];
  });

  function isBroken(file: string, href: string): boolean {
    if (/^\w+:/.test(href)) return false;
    const [path, anchor] = decodeURI(href).replaceAll("&amp;", "&").split("#");
    const target = path ? join(dirname(file), path) : file;
    if (!existsSync(join(site, target))) return true;
    return anchor !== undefined && anchor !== "" && !pages.get(target)?.includes(`id="${anchor}"`);
  }
}
