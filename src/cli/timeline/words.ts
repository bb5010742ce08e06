// Says durations, amounts and answers in words, the same in every form of the timeline.

import { FOLLOW_WITHIN_MS } from "./answers.ts";
import type { Energy, PlacedCommand, Report } from "./model.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a charger has time to follow. */
export const FOLLOW_WITHIN = duration(FOLLOW_WITHIN_MS);

/** In place of rows, if there are none. */
export const NOTHING = "Nothing is known of this time.";

/** Without the characters that could steer a terminal, break a document or turn the writing around. */
export function plain(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Bidi_Control}]/gu, "\ufffd");
}

/** `45 s`, `31 min`, `12 h 51 min`, `3 d 4 h` */
export function duration(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.round(ms / 1000)} s`;
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(ms / HOUR_MS);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return `${large} ${largeUnit}${small > 0 ? ` ${small} ${smallUnit}` : ""}`;
}

/** `12.31 kWh` by the meter, `≈ 12.3 kWh` by an estimate, `≥ 12.3 kWh` where parts of it, never export, are not known. */
export function energy(amount: Energy | undefined): string {
  if (!amount) return "energy unknown";
  const { wattHours, source, isComplete, hasExport } = amount;
  const kilowattHours = number(wattHours / 1000, source === "meter" ? 2 : 1);
  if (!isComplete) return `${hasExport ? "≈" : "≥"} ${kilowattHours} kWh`;
  return `${source === "meter" ? "" : "≈ "}${kilowattHours} kWh`;
}

/** What is to be known about the energy, if it is not simply that of the meter. */
export function energySource(amount: Energy | undefined): string | undefined {
  if (amount?.isComplete === false) {
    return amount.hasExport ? "of what is known, less what was exported" : "at least that much, as far as is known";
  }
  return amount?.source === "rate" ? "estimated from the charge rate" : undefined;
}

/** `7.3 kW`, `840 W` */
export function power(watts: number): string {
  return Math.abs(watts) < 1000 ? `${watts} W` : `${(watts / 1000).toFixed(1)} kW`;
}

/** `2,016`, with so many places behind the point. */
export function number(amount: number, places = 0): string {
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  return amount.toLocaleString("en-GB", { ...digits, signDisplay: "negative" });
}

/** `1 gap`, `2 gaps` */
export function count(amount: number, noun: string): string {
  return `${number(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** What a command asks for: `32 A`, `free vend on`, or nothing. */
export function target({ milliamps, isEnabled }: PlacedCommand): string {
  if (milliamps !== undefined) return `${milliamps / 1000} A`;
  if (isEnabled !== undefined) return `free vend ${isEnabled ? "on" : "off"}`;
  return "no target";
}

/** Keeps a number and its unit, and the two parts of a duration, in one line of a page. */
export function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=(?:s|min|h|d|W|kW|kWh|A)\b)|(?<=\d [hd]) (?=\d)|(?<=[≈≥]) /g, "\u00a0");
}

/** What came of a command. */
export function answer({ milliamps, answer }: PlacedCommand): string {
  switch (answer.kind) {
    case "none":
      return "";
    case "followed":
      return `followed, seen after ${duration(answer.afterMs)}`;
    case "already":
      if (milliamps === undefined) return "it was so already";
      return milliamps > 0 ? "was charging already" : "was not charging anyway";
    case "late":
      return `followed late, after ${duration(answer.afterMs)}${told(answer.instead, (state) => `${state}, until then`)}`;
    case "ignored":
      return `not followed within ${FOLLOW_WITHIN}${told(answer.instead, (state) => `reported ${state}`)}`;
    case "no-car":
      return "no car was plugged in";
    case "superseded":
      return "overtaken by the next command";
    case "unknown":
      return "the reports don't tell whether it was followed";
  }
}

function told({ pilot, mode }: Report, say: (state: string) => string): string {
  const state = [pilot && `control pilot ${pilot}`, mode && `mode ${mode}`].filter(Boolean).join(", ");
  return state && ` (${say(plain(state))})`;
}
