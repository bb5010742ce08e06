// A provider with a list of a given number of rows: cursors are places, and a request is identified by its cursor.

import { statusRows } from "./rows.ts";
import { page, type Step } from "./scripted-origin.ts";

/** Answers each request with its page. `faults` come first, one per request, for the page that starts at that place. */
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

/** Returns the row at which the page of a request begins. */
export function placeOf(url = ""): number {
  return Number(new URL(url, "http://h").searchParams.get("page_after") ?? 0);
}

/** A page whose body is held back after its first byte until it is released, or the connection is cut. */
export function heldPage(body: unknown, next?: string) {
  const released = Promise.withResolvers<"complete" | "cut">();
  const step: Step = async ({ socket }, response) => {
    const link = next === undefined ? '<about:blank>; rel="next"' : `<https://h/p?${next}>; rel="next"`;
    const text = JSON.stringify(body);
    response.writeHead(200, { "content-type": "application/json", link }).write(text.slice(0, 1));
    if ((await released.promise) === "cut") socket.destroy();
    else response.end(text.slice(1));
  };
  return { step, release: () => released.resolve("complete"), cut: () => released.resolve("cut") };
}
