// What the marks of the picture mean, for those that it has.

import type { EventKind } from "../events.ts";
import { type Content, type Markup, tag } from "../markup.ts";
import type { Timeline } from "../timeline.ts";
import { FOLLOW_WITHIN } from "../wording.ts";
import { BADGE_WIDTH, drawBadge } from "./badge.ts";
import { type CommandKind, drawSymbol } from "./marks.ts";

export interface LegendItem {
  /** From x = 0 to its width, around y = 0. */
  readonly mark: Content;
  readonly width: number;
  readonly text: string;
  /** Whether it is only of use where commands are drawn as badges. */
  readonly isAboutBadges: boolean;
}

const SWATCH_WIDTH = 18;
const SIGN_WIDTH = 16;
const ALERT_WIDTH = 22;

export function legendItems({ analysis: { absences, reports }, events, rate }: Timeline): readonly LegendItem[] {
  const has = (kind: EventKind) => events.some((event) => event.kind === kind);
  const alerts = (["start", "stop"] as const).filter((kind) =>
    events.some((event) => event.kind === kind && event.isAlert),
  );
  const isRateKnown = reports.every(({ chargeRateWatts }) => chargeRateWatts !== undefined);
  const commands = events.filter(({ kind }) => kind === "start" || kind === "stop" || kind === "other");
  const badge = tag("g", { transform: `translate(${BADGE_WIDTH / 2})` }, drawBadge("3", false));
  const items: readonly (LegendItem | false)[] = [
    has("session") && item(swatch("session", "band", 10), SWATCH_WIDTH, "plugged in"),
    has("charge") && item(swatch("charge", "band", 16), SWATCH_WIDTH, "charging"),
    absences.length > 0 && item(tag("line", { class: "absence", x2: SWATCH_WIDTH }), SWATCH_WIDTH, "no car"),
    has("unknown") && item(swatch("unknown", "outline", 10), SWATCH_WIDTH, "unknown"),
    has("gap") && item(swatch("gap", "hatch", 16), SWATCH_WIDTH, "no reports"),
    rate.lines.length > 0 && !isRateKnown && item(brokenLine(), SWATCH_WIDTH, "no line: rate unknown"),
    has("start") && item(sign("start", SIGN_WIDTH), SIGN_WIDTH, "told to charge"),
    has("stop") && item(sign("stop", SIGN_WIDTH), SIGN_WIDTH, "told not to charge"),
    has("other") && item(sign("other", SIGN_WIDTH), SIGN_WIDTH, "told something else"),
    alerts.length > 0 && notFollowed(alerts),
    commands.length > 1 && { ...item(badge, BADGE_WIDTH, "several commands"), isAboutBadges: true },
  ];
  return items.filter((each) => each !== false);
}

function item(mark: Content, width: number, text: string): LegendItem {
  return { mark, width, text, isAboutBadges: false };
}

function swatch(mark: string, shape: string, height: number): Markup {
  const size = { x: 1, y: -height / 2, width: SWATCH_WIDTH - 2, height, rx: 3 };
  return tag("g", { class: mark }, tag("rect", { class: shape, ...size }));
}

function brokenLine(): Markup {
  return tag("path", { class: "line", d: "M1,0h4M13,0h4" });
}

function sign(kind: CommandKind, width: number, isAlert = false, x = 0): Markup {
  const attributes = { class: isAlert ? "alert" : undefined, transform: `translate(${x + width / 2})` };
  return tag("g", attributes, drawSymbol(kind, isAlert));
}

function notFollowed(kinds: readonly CommandKind[]): LegendItem {
  const signs = kinds.map((kind, index) => sign(kind, ALERT_WIDTH, true, index * ALERT_WIDTH));
  return item(signs, kinds.length * ALERT_WIDTH, `not followed within ${FOLLOW_WITHIN}`);
}
