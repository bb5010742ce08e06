// The faults that a user can script, and their validation.

import { check, checkMs, checkObject, checkWhole } from "../../validate.ts";
import { checkMembers, checkOneOf } from "../checks.ts";

/** The requests that a fault applies to. */
export interface FaultTarget {
  /** The number of the request, or several of them, counted from 1. Default: all requests. */
  readonly request?: number | readonly number[] | undefined;
  /** Requests to the API below `/v2`, or token requests. Each kind is counted by itself. Default `"api"`. */
  readonly to?: "api" | "token" | undefined;
}

/** Responds with this status and its problem document. */
export interface StatusFault extends FaultTarget {
  readonly kind: "status";
  /** From 400 to 599. */
  readonly status: number;
  /** Added to the usual headers, or replacing them. A 429 has `Retry-After: 1` by default. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Responds with a page of HTML, as a gateway does. */
export interface HtmlFault extends FaultTarget {
  readonly kind: "html";
  /** 200, or from 400 to 599. Default 502. */
  readonly status?: number | undefined;
}

/** Resets the connection before the response. */
export interface ResetFault extends FaultTarget {
  readonly kind: "reset";
}

/** Sends nothing until the request is aborted. */
export interface StallFault extends FaultTarget {
  readonly kind: "stall";
  /** Before the headers, or half-way through the body. Default `"head"`. */
  readonly part?: "head" | "body" | undefined;
}

/** Breaks the connection half-way through the body. */
export interface CutFault extends FaultTarget {
  readonly kind: "cut";
}

/** Delays the response. */
export interface SlowFault extends FaultTarget {
  readonly kind: "slow";
  readonly delayMs: number;
}

/** A scripted failure. If several apply to a request, the first one counts. */
export type SimulatorFault = StatusFault | HtmlFault | ResetFault | StallFault | CutFault | SlowFault;

const MEMBERS: Readonly<Record<SimulatorFault["kind"], readonly string[]>> = {
  status: ["status", "headers"],
  html: ["status"],
  reset: [],
  stall: ["part"],
  cut: [],
  slow: ["delayMs"],
};

/** Returns copies, so that later changes have no effect. @internal */
export function readFaults(faults: unknown): readonly SimulatorFault[] {
  check(Array.isArray(faults), "faults", faults, "an array of faults");
  return faults.map((fault, index) => readFault(`faults[${index}]`, fault));
}

function readFault(argument: string, fault: SimulatorFault): SimulatorFault {
  checkObject(argument, fault);
  checkOneOf(`${argument}.kind`, fault.kind, Object.keys(MEMBERS));
  checkMembers(argument, fault, ["kind", "request", "to", ...MEMBERS[fault.kind]]);
  checkOneOf(`${argument}.to`, fault.to ?? "api", ["api", "token"]);
  for (const request of [fault.request].flat()) checkWhole(`${argument}.request`, request, 1);
  switch (fault.kind) {
    case "status":
      checkStatus(argument, fault.status);
      checkHeaders(argument, fault.headers);
      break;
    case "html":
      if (fault.status !== undefined && fault.status !== 200) checkStatus(argument, fault.status);
      break;
    case "stall":
      checkOneOf(`${argument}.part`, fault.part ?? "head", ["head", "body"]);
      break;
    case "slow":
      checkMs(`${argument}.delayMs`, fault.delayMs ?? Number.NaN, 0);
  }
  return { ...fault };
}

function checkStatus(argument: string, status: unknown): void {
  checkWhole(`${argument}.status`, status ?? Number.NaN, 400, 599);
}

function checkHeaders(argument: string, headers: Readonly<Record<string, string>> | undefined): void {
  let isValid = true;
  try {
    new Headers(headers);
  } catch {
    isValid = false;
  }
  check(isValid, `${argument}.headers`, headers, "headers by name");
}
