// Puts durations, amounts and outcomes into words, the same in every format of the timeline.

import type { Command, Energy, Report } from "../analysis/model.ts";
import { FOLLOW_WITHIN_MS } from "../analysis/outcomes.ts";
import { toPlainText } from "../shared/io.ts";
import { formatDuration, formatNumber } from "../shared/units.ts";

/** How long a charger has time to follow a command. */
export const FOLLOW_WITHIN = formatDuration(FOLLOW_WITHIN_MS);

/** What the figures are for, in lines of at most 80 characters. */
export const PURPOSE = `The figures are for diagnosis and estimates. For billing, use the provider's own
/charging_sessions and /charging_sub_sessions, with energy_usage.`;

export const NO_EVENTS = "Nothing is known about this time.";

/** `12.31 kWh` if measured, `≥ 12.3 kWh` if a part is unknown, otherwise `≈ 12.3 kWh`. */
export function formatEnergy(energy: Energy | undefined): string {
  if (!energy) return "energy unknown";
  const { wattHours, quality } = energy;
  if (quality === "measured") return formatWattHours(wattHours, 2);
  return `${quality === "partial" ? "≥" : "≈"} ${formatWattHours(wattHours, 1)}`;
}

/** `12.3 kWh` */
export function formatWattHours(wattHours: number, decimals: number): string {
  return `${formatNumber(wattHours / 1000, decimals)} kWh`;
}

/** Describes where an energy comes from, unless it is measured. */
export function describeEnergySource(energy: Energy | undefined): string | undefined {
  if (energy?.quality === "estimated") return "estimated from the charge rate";
  if (energy?.quality === "partial") return "at least; part of the time is unknown";
  if (energy?.quality !== "suspect") return undefined;
  const { hasMeterFault, meterWattHours: meter, rateWattHours: rate } = energy;
  const figures =
    meter !== undefined &&
    rate !== undefined &&
    `${formatWattHours(meter, 1)} by the meter, ${formatWattHours(rate, 1)} by the charge rate`;
  return `suspect: ${[hasMeterFault && "the meter was reset or jumped", figures].filter(Boolean).join(", ")}`;
}

/** Describes what a command asks for: `32 A`, `free vend on`, `no target`. */
export function describeTarget({ milliamps, isEnabled }: Command): string {
  if (milliamps !== undefined) return `${milliamps / 1000} A`;
  if (isEnabled !== undefined) return `free vend ${isEnabled ? "on" : "off"}`;
  return "no target";
}

/** Prevents line breaks between a number and its unit, and within a duration. */
export function keepTogether(text: string): string {
  return text.replace(/(?<=\d) (?=(?:s|min|h|d|W|kW|kWh|A)\b)|(?<=\d [hd]) (?=\d)|(?<=[≈≥]) /g, "\u00a0");
}

export function describeOutcome({ milliamps, outcome }: Command): string {
  switch (outcome.kind) {
    case "not_applicable":
      return "";
    case "followed":
      return `followed after ${formatDuration(outcome.afterMs)}`;
    case "already":
      if (milliamps === undefined) return "already in this state";
      return milliamps > 0 ? "already charging" : "already not charging";
    case "late":
      return `followed late, after ${formatDuration(outcome.afterMs)}${describeState(outcome.instead, "until then ")}`;
    case "not_followed":
      return `not followed within ${FOLLOW_WITHIN}${describeState(outcome.instead, "reported ")}`;
    case "no_car":
      return "no car was plugged in";
    case "superseded":
      return "superseded by the next command";
    case "unknown":
      return "the reports do not show whether it was followed";
  }
}

function describeState({ pilot, mode }: Report, lead: string): string {
  const state = [pilot && `control pilot ${pilot}`, mode && `mode ${mode}`].filter(Boolean).join(", ");
  return state && ` (${lead}${toPlainText(state)})`;
}
