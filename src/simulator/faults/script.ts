// Applies scripted faults to requests.

import { text } from "../api/http.ts";
import { problem, rateLimited } from "../api/problems.ts";
import type { SimulatorFault, StatusFault } from "./options.ts";
import { pause } from "./pause.ts";

/** Returns a function that counts requests by endpoint and returns the fault that applies to each. */
export function createFaultScript(faults: readonly SimulatorFault[]): (endpoint: string) => SimulatorFault | undefined {
  const counts = new Map<string, number>();
  return (endpoint) => {
    const count = (counts.get(endpoint) ?? 0) + 1;
    counts.set(endpoint, count);
    return faults.find((fault) => (fault.to ?? "api") === endpoint && [fault.request ?? count].flat().includes(count));
  };
}

/**
 * Responds to a request under a fault, or as the provider does if there is none.
 *
 * @param respond the provider. It does not see, and so does not count, a request that a fault replaces altogether.
 */
export async function respondUnder(
  fault: SimulatorFault | undefined,
  request: Request,
  respond: () => Promise<Response>,
): Promise<Response> {
  switch (fault?.kind) {
    case undefined:
      return await respond();
    case "status":
      return statusResponse(fault);
    case "html":
      return text("<!doctype html><title>Sorry</title><h1>Sorry</h1>", {
        status: fault.status ?? 502,
        type: "text/html",
      });
    case "reset":
      throw new TypeError("fetch failed", { cause: new Error("read ECONNRESET") });
    case "slow": {
      const response = await respond();
      await pause(request, fault.delayMs);
      return response;
    }
    case "cut":
      return await halve(await respond(), () => Promise.reject(new TypeError("terminated")));
    case "stall":
      if (fault.part !== "body") await pause(request, Infinity);
      return await halve(await respond(), () => pause(request, Infinity));
  }
}

function statusResponse({ status, headers: changes }: StatusFault): Response {
  const headers = new Headers(changes);
  const response = status === 429 ? rateLimited(headers.get("Retry-After") ?? "1") : problem(status);
  for (const [name, value] of headers) response.headers.set(name, value);
  return response;
}

/** Sends half of the body and then calls `end`. */
async function halve(response: Response, end: () => Promise<void>): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes.subarray(0, bytes.length / 2)),
    // Called only once the first half has been read: an earlier error would discard it.
    pull: end,
  });
  return new Response(body, response);
}
