// Checks the script of faults, so that one which could never strike is found before the test that relies on it.

import { checkMs, checkObject, checkWhole } from "../validate.ts";
import { check, checkMembers, checkOneOf, describe } from "./checks.ts";
import type { SimulatorFault } from "./faults.ts";

const MEMBERS: Readonly<Record<SimulatorFault["kind"], readonly string[]>> = {
  status: ["status", "headers"],
  html: ["status"],
  reset: [],
  stall: ["part"],
  cut: [],
  slow: ["delayMs"],
};

/** Gives copies: what is changed later has no effect. */
export function readFaults(faults: unknown): readonly SimulatorFault[] {
  check(Array.isArray(faults), "faults", describe(faults), "an array of faults");
  return faults.map((fault, index) => readFault(`faults[${index}]`, fault));
}

function readFault(option: string, fault: SimulatorFault): SimulatorFault {
  checkObject(option, fault);
  checkOneOf(`${option}.kind`, fault.kind, Object.keys(MEMBERS));
  checkMembers(option, fault, ["kind", "request", "to", ...MEMBERS[fault.kind]]);
  checkOneOf(`${option}.to`, fault.to, [undefined, "api", "token"]);
  for (const request of [fault.request].flat()) checkWhole(`${option}.request`, request, 1);
  switch (fault.kind) {
    case "status":
      checkStatus(option, fault.status);
      checkHeaders(option, fault.headers);
      break;
    case "html":
      if (fault.status !== undefined && fault.status !== 200) checkStatus(option, fault.status);
      break;
    case "stall":
      checkOneOf(`${option}.part`, fault.part, [undefined, "head", "body"]);
      break;
    case "slow":
      checkMs(`${option}.delayMs`, fault.delayMs ?? Number.NaN, 0);
  }
  return { ...fault };
}

function checkStatus(option: string, status: unknown): void {
  checkWhole(`${option}.status`, status ?? Number.NaN, 400, 599);
}

function checkHeaders(option: string, headers: Readonly<Record<string, string>> | undefined): void {
  let isGood = true;
  try {
    new Headers(headers);
  } catch {
    isGood = false;
  }
  check(isGood, `${option}.headers`, describe(headers), "headers by name");
}
