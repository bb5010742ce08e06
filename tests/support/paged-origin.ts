// A provider with a list of so many rows: cursors are places, and a request is told apart by the cursor it carries.

import { statusRows } from "./rows.ts";
import { page, type Step } from "./scripted-origin.ts";

/** Answers each request with its page; `faults` come first, one a request, where the page that starts there has any. */
export function provider(rows: number, { pageSize = 100, faults = {} as Readonly<Record<number, Step[]>> } = {}): Step {
  return (request, response, index) => {
    const first = placeOf(request.url);
    const fault = faults[first]?.shift();
    if (fault) return fault(request, response, index);
    const next = first + pageSize;
    return page(statusRows(Math.max(0, Math.min(pageSize, rows - first)), first), {
      ...(next < rows && { next: `page_after=${next}` }),
      ...(first > 0 && { previous: `page_before=${first}` }),
    })(request, response, index);
  };
}

/** At which row the page of a request begins. */
export function placeOf(url = ""): number {
  return Number(new URL(url, "http://h").searchParams.get("page_after") ?? 0);
}

/** A page that is sent up to its body, which follows once it is released. */
export function heldPage(rows: readonly unknown[], next?: string): { step: Step; release: () => void } {
  const released = Promise.withResolvers<void>();
  return {
    release: released.resolve,
    step: async (_, response) => {
      const link = next === undefined ? '<about:blank>; rel="next"' : `<https://h/p?${next}>; rel="next"`;
      response.writeHead(200, { "content-type": "application/json", link }).write("[");
      await released.promise;
      response.end(JSON.stringify(rows).slice(1));
    },
  };
}
