// What goes wrong, and when: strikes requests by a script, so that callers can test what they make of it.

import { text } from "./answers.ts";
import { problem, rateLimited } from "./problems.ts";
import { pause } from "./waiting.ts";

/** Which requests a fault strikes. */
export interface FaultTarget {
  /** Which of them, counted from 1. Default: all. */
  readonly request?: number | readonly number[] | undefined;
  /** Those to the API below `/v2`, or those for a token. They are counted apart. Default `"api"`. */
  readonly to?: "api" | "token" | undefined;
}

/** An answer of this status, with its problem document, in place of the provider's own. */
export interface StatusFault extends FaultTarget {
  readonly kind: "status";
  /** From 400 to 599. */
  readonly status: number;
  /** Added to the usual ones, or in place of them. A 429 has `Retry-After: 1` unless this says otherwise. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A page of HTML in place of the provider's answer, as from a gateway. */
export interface HtmlFault extends FaultTarget {
  readonly kind: "html";
  /** 200, or from 400 to 599. Default 502. */
  readonly status?: number | undefined;
}

/** The connection is reset before anything was answered. */
export interface ResetFault extends FaultTarget {
  readonly kind: "reset";
}

/** Silence until the request is aborted. */
export interface StallFault extends FaultTarget {
  readonly kind: "stall";
  /** Before the headers come, or half-way through the body. Default `"head"`. */
  readonly part?: "head" | "body" | undefined;
}

/** The connection breaks half-way through the body. */
export interface CutFault extends FaultTarget {
  readonly kind: "cut";
}

/** The provider's answer, but late. */
export interface SlowFault extends FaultTarget {
  readonly kind: "slow";
  readonly delayMs: number;
}

/** Something that goes wrong. Of several faults that would strike a request, the first one does. */
export type SimulatorFault = StatusFault | HtmlFault | ResetFault | StallFault | CutFault | SlowFault;

/** Gives the fault of each request in turn. Where requests go that no fault is meant for, there is none. */
export function createFaultScript(faults: readonly SimulatorFault[]): (to: string) => SimulatorFault | undefined {
  const counts = new Map<string, number>();
  return (to) => {
    const count = (counts.get(to) ?? 0) + 1;
    counts.set(to, count);
    return faults.find((fault) => (fault.to ?? "api") === to && [fault.request ?? count].flat().includes(count));
  };
}

/**
 * Answers a request under a fault, or as the provider does if there is none.
 *
 * @param answer the provider. It is not asked, and so does not count the request, where a fault is all that comes.
 */
export async function answerUnder(
  fault: SimulatorFault | undefined,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  switch (fault?.kind) {
    case undefined:
      return await answer();
    case "status":
      return statusAnswer(fault);
    case "html":
      return text("<!doctype html><title>Sorry</title><h1>Sorry</h1>", {
        status: fault.status ?? 502,
        type: "text/html",
      });
    case "reset":
      throw new TypeError("fetch failed", { cause: new Error("read ECONNRESET") });
    case "slow": {
      const response = await answer();
      await pause(request, fault.delayMs);
      return response;
    }
    case "cut":
      return await halfOf(await answer(), () => Promise.reject(new TypeError("terminated")));
    case "stall":
      if (fault.part !== "body") await pause(request, Infinity);
      return await halfOf(await answer(), () => pause(request, Infinity));
  }
}

function statusAnswer({ status, headers }: StatusFault): Response {
  const given = new Headers(headers);
  const response = status === 429 ? rateLimited(given.get("Retry-After") ?? "1") : problem(status);
  given.forEach((value, name) => {
    response.headers.set(name, value);
  });
  return response;
}

/** Sends half of the body, and then what `ending` makes of it. */
async function halfOf(response: Response, ending: () => Promise<void>): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes.subarray(0, bytes.length / 2)),
    // Asked for more only once the first half has been read: an error would discard it.
    pull: ending,
  });
  return new Response(body, response);
}
