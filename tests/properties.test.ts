// Properties of all lists and Link headers, checked with random ones. The seed makes failures reproducible.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createClient, type StatusLog } from "../src/index.ts";
import { pageLinks } from "../src/link.ts";
import { EVSE_ID, statusRows } from "./support/rows.ts";

const seed = 20240417;

const places = (logs: readonly StatusLog[]) => logs.map((log) => (log as StatusLog & { place: number }).place);
const range = (end: number) => Array.from({ length: end }, (_, index) => index);

interface ScriptedPage {
  /** The number of new rows on this page. */
  readonly size: number;
  /** The number of rows repeated from the previous page. */
  readonly overlap: number;
  readonly faults: readonly ("reset" | "503" | "cut" | "429")[];
  /** A part of the cursor of this page. */
  readonly cursor: string;
}

const scriptedPage = fc.record<ScriptedPage>({
  size: fc.integer({ min: 0, max: 4 }),
  overlap: fc.integer({ min: 0, max: 4 }),
  faults: fc.array(fc.constantFrom("reset", "503", "cut", "429"), { maxLength: 4 }),
  cursor: fc.string({ unit: fc.constantFrom(..."aZ0-._~:%+&=?/,;'()@!$*"), maxLength: 6 }),
});

/** Creates a `fetch` that serves these pages by cursor: first the faults of a page, one a request, then its rows. */
function createFetch(pages: readonly ScriptedPage[], maxRetries: number) {
  const queries = pages.map(({ cursor }, index) => `page_after=${index}&c=${cursor}`);
  const starts = pages.map((_, index) => pages.slice(0, index).reduce((sum, { size }) => sum + size, 0));
  const pending = pages.map(({ faults }) => [...faults]);

  const respond = async (request: Request) => {
    const index = Number(new URL(request.url).searchParams.get("page_after") ?? 0);
    const { size, overlap, faults } = pages[index] as ScriptedPage;
    // A list that resumes after a failure does not know the previous page, so it cannot drop repeated rows.
    const repeated = faults.length > maxRetries ? 0 : Math.min(overlap, pages[index - 1]?.size ?? 0);
    const body = JSON.stringify(statusRows(size + repeated, (starts[index] as number) - repeated));
    const next = queries[index + 1];
    const headers = { link: next === undefined ? '<about:blank>; rel="next"' : `<https://h/p?${next}>; rel="next"` };
    switch (pending[index]?.shift()) {
      case "reset":
        throw new TypeError("fetch failed");
      case "503":
        return new Response("<html>", { status: 503, headers });
      case "429":
        return new Response("{}", { status: 429, headers: { ...headers, "retry-after": "0" } });
      case "cut":
        return new Response(cut(body), { headers });
      default:
        return new Response(body, { headers });
    }
  };
  return respond as unknown as typeof fetch;
}

function cut(body: string): ReadableStream<Uint8Array> {
  const chunks = [new TextEncoder().encode(body.slice(0, body.length / 2))];
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.pop();
      if (chunk) controller.enqueue(chunk);
      else controller.error(new TypeError("terminated"));
    },
  });
}

describe("a list", () => {
  test("returns each row once and in order, for any pages and faults, when resumed after failures", async () => {
    const scenario = fc.record({
      pages: fc.array(scriptedPage, { minLength: 1, maxLength: 8 }),
      maxRetries: fc.integer({ min: 0, max: 3 }),
      prefetch: fc.boolean(),
      isSlow: fc.boolean(),
    });
    const property = fc.asyncProperty(scenario, async ({ pages, maxRetries, prefetch, isSlow }) => {
      const { statusLogs } = createClient({
        auth: "the-token",
        fetch: createFetch(pages, maxRetries),
        maxRetries,
        maxRetryWaitMs: 0,
      });
      const read: StatusLog[] = [];
      let from: string | undefined;
      for (let isDone = false; !isDone; ) {
        try {
          for await (const log of statusLogs.list(EVSE_ID, {}, { from, prefetch })) {
            read.push(log);
            if (isSlow) await new Promise((resolve) => setImmediate(resolve));
          }
          isDone = true;
        } catch (error) {
          expect(error).toHaveProperty("code", expect.stringMatching(/^(connection|api|rate_limit)$/));
          from = (error as { resumeFrom?: string }).resumeFrom;
        }
      }
      expect(places(read)).toEqual(range(pages.reduce((sum, { size }) => sum + size, 0)));
    });
    await fc.assert(property, { seed, numRuns: 60 });
  });

  test("ends at maxItems, with no unnecessary requests", async () => {
    const numbers = fc.record({
      rows: fc.integer({ min: 0, max: 30 }),
      pageSize: fc.integer({ min: 1, max: 7 }),
      maxItems: fc.integer({ min: 0, max: 35 }),
      prefetch: fc.boolean(),
    });
    const property = fc.asyncProperty(numbers, async ({ rows, pageSize, maxItems, prefetch }) => {
      let requests = 0;
      const fetch = async (request: unknown) => {
        requests++;
        const first = Number(new URL((request as Request).url).searchParams.get("page_after") ?? 0);
        const next = first + pageSize;
        const link = next < rows ? `<?page_after=${next}&page_size=${pageSize}>; rel=next` : "";
        return Response.json(statusRows(Math.min(pageSize, rows - first), first), { headers: { link } });
      };
      const { statusLogs } = createClient({ auth: "the-token", fetch });
      const items = await statusLogs.list(EVSE_ID, { page_size: pageSize }, { maxItems, prefetch }).toArray();
      const wanted = Math.min(rows, maxItems);
      expect(places(items)).toEqual(range(wanted));
      expect(requests).toBe(maxItems === 0 ? 0 : Math.max(1, Math.ceil(wanted / pageSize)));
    });
    await fc.assert(property, { seed, numRuns: 100 });
  });
});

/** A second, independent parser of Link headers, which may be slow. */
function readLinks(header: string) {
  const value = String.raw`"(?:\\[\s\S]|[^"\\])*(?:"|\\?$)|[^ \t=;,"]*`;
  const parameter = String.raw`[ \t]*;[ \t]*([^ \t=;,"]*)[ \t]*(?:=[ \t]*(${value}))?`;
  const link = new RegExp(String.raw`[ \t]*<([^>]*)>((?:${parameter})*)`, "y");
  const rest = /[ \t]*(?!<[^>]*$)(?:"(?:\\[\s\S]|[^"\\])*(?:"|\\?$)|[^",])*(?:,|$)/y;
  const found: Record<string, string> = {};
  for (let at = 0; at < header.length; at = rest.lastIndex) {
    link.lastIndex = at;
    const [whole = "", target, parameters = ""] = link.exec(header) ?? [];
    rest.lastIndex = at + whole.length;
    if (target !== undefined) {
      const all = [...parameters.matchAll(new RegExp(parameter, "g"))].map(([, name = "", text]) => ({ name, text }));
      const rel = all.find(({ name, text }) => name.toLowerCase() === "rel" && text !== undefined)?.text ?? "";
      const plain = rel.startsWith('"')
        ? rel.replace(/^"((?:\\[\s\S]|[^"\\])*)[\s\S]*$/, "$1").replace(/\\([\s\S])/g, "$1")
        : rel;
      for (const relation of plain.toLowerCase().split(/\s/)) {
        const kind = relation === "prev" ? "previous" : relation;
        if (kind === "next" || kind === "previous") found[kind] ??= target;
      }
    }
    if (!rest.test(header)) break;
  }
  return { next: queryOf(found["next"]), previous: queryOf(found["previous"]) || undefined };
}

function queryOf(target: string | undefined): string | undefined {
  if (target === undefined || target.trimStart().toLowerCase().startsWith("about:")) return undefined;
  const query = /^[^#?]*\?([^#]*)/.exec(target)?.[1] ?? "";
  return query.trim().replaceAll(/\s/g, (space) => encodeURIComponent(space));
}

describe("the Link header", () => {
  const alphabet = [
    ...'<>;,="\\ \t?#ab:/',
    "rel",
    "REL",
    "next",
    "prev",
    "previous",
    "about:blank",
    "<?q=1>",
    ";rel=next",
  ];
  const garbage = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 40 });

  const word = fc.string({ unit: fc.constantFrom(..."abZ09-_?&=./:#%+ ,;\"'"), maxLength: 12 });
  const relation = fc.constantFrom("next", "NEXT", "prev", "previous", "first", "last", "item", "nextish", "");
  const quoted = word.map((text) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
  const parameter = fc.oneof(
    relation.map((rel) => `rel=${rel}`),
    fc.array(relation, { maxLength: 3 }).map((rels) => `rel="${rels.join(" ")}"`),
    fc.tuple(fc.constantFrom("title", "hreflang", "x"), quoted).map(([name, value]) => `${name}=${value}`),
    fc.constantFrom("crossorigin", "", "rel", "rel="),
  );
  const space = fc.constantFrom("", " ", "\t ");
  const link = fc
    .tuple(word, space, fc.array(parameter, { maxLength: 4 }))
    .map(([target, blank, parameters]) => [`<${target}>`, ...parameters].join(`${blank};${blank}`));
  const header = fc
    .array(fc.oneof({ weight: 4, arbitrary: link }, garbage), { maxLength: 5 })
    .map((parts) => parts.join(", "));

  test.for([
    ["well-formed", header],
    ["garbage", garbage],
  ] as const)("is parsed as by a second, independent parser: %s", ([, arbitrary]) => {
    fc.assert(
      fc.property(arbitrary, (text) => {
        expect(pageLinks(text)).toEqual(readLinks(text));
      }),
      { seed, numRuns: 1_000 },
    );
  });

  test("is parsed in linear time, whatever part is repeated", () => {
    // Quadratic time would take minutes and exceed the test timeout.
    const repeated = fc.tuple(
      garbage,
      fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 4 }),
      garbage,
    );
    fc.assert(
      fc.property(repeated, ([before, unit, after]) => {
        pageLinks(before + unit.repeat(300_000 / unit.length) + after);
      }),
      { seed, numRuns: 15 },
    );
  });
});
