// What the marks of the picture mean: of those that are in it.

import { drawBadge } from "./groups.ts";
import { type CommandKind, drawSymbol } from "./marks.ts";
import { type Content, type Markup, tag } from "./markup.ts";
import type { Row } from "./rows.ts";
import type { View } from "./view.ts";
import { FOLLOW_WITHIN } from "./words.ts";

export interface LegendItem {
  /** From the left to its width, about a line in the middle. */
  readonly mark: Content;
  readonly width: number;
  readonly text: string;
  /** Of what is there only where there is too little room. */
  readonly isAboutGroups: boolean;
}

const SWATCH_WIDTH = 18;
const SIGN_WIDTH = 16;
const ALERT_WIDTH = 22;
const BADGE_WIDTH = 34;

export function legendOf({ timeline: { absences, reports }, rows, rate }: View): readonly LegendItem[] {
  const has = (kind: Row["kind"]) => rows.some((row) => row.kind === kind);
  const alerts = (["start", "stop"] as const).filter((kind) => rows.some((row) => row.kind === kind && row.isAlert));
  const isRateKnown = reports.every(({ chargeRateWatts }) => chargeRateWatts !== undefined);
  const commands = rows.filter(({ kind }) => kind === "start" || kind === "stop" || kind === "other");
  const items: readonly (LegendItem | false)[] = [
    has("session") && item(swatch("session", "band", 10), SWATCH_WIDTH, "plugged in"),
    has("charge") && item(swatch("charge", "band", 16), SWATCH_WIDTH, "charging"),
    absences.length > 0 && item(tag("line", { class: "absence", x2: SWATCH_WIDTH }), SWATCH_WIDTH, "no car"),
    has("unknown") && item(swatch("unknown", "outline", 10), SWATCH_WIDTH, "not known"),
    has("gap") && item(swatch("gap", "hatch", 16), SWATCH_WIDTH, "no reports"),
    rate.lines.length > 0 && !isRateKnown && item(brokenLine(), SWATCH_WIDTH, "no line: rate not known"),
    has("start") && item(sign("start", SIGN_WIDTH), SIGN_WIDTH, "told to charge"),
    has("stop") && item(sign("stop", SIGN_WIDTH), SIGN_WIDTH, "told not to charge"),
    has("other") && item(sign("other", SIGN_WIDTH), SIGN_WIDTH, "told something else"),
    alerts.length > 0 && notFollowed(alerts),
    commands.length > 1 && {
      ...item(
        tag("g", { transform: `translate(${BADGE_WIDTH / 2})` }, drawBadge("3", false)),
        BADGE_WIDTH,
        "several commands",
      ),
      isAboutGroups: true,
    },
  ];
  return items.filter((each) => each !== false);
}

function item(mark: Content, width: number, text: string): LegendItem {
  return { mark, width, text, isAboutGroups: false };
}

function swatch(mark: string, shape: string, height: number): Markup {
  const size = { x: 1, y: -height / 2, width: SWATCH_WIDTH - 2, height, rx: 3 };
  return tag("g", { class: mark }, tag("rect", { class: shape, ...size }));
}

function brokenLine(): Markup {
  return tag("path", { class: "line", d: "M1,0h4M13,0h4" });
}

function sign(kind: CommandKind, width: number, isAlert = false, x = 0): Markup {
  const attributes = {
    class: isAlert ? "alert" : undefined,
    transform: `translate(${x + width / 2})`,
  };
  return tag("g", attributes, drawSymbol(kind, isAlert));
}

/** A sign for each kind that there is. */
function notFollowed(kinds: readonly CommandKind[]): LegendItem {
  const signs = kinds.map((kind, place) => sign(kind, ALERT_WIDTH, true, place * ALERT_WIDTH));
  return item(signs, kinds.length * ALERT_WIDTH, `not followed within ${FOLLOW_WITHIN}`);
}
