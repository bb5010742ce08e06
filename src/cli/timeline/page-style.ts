// How the page looks around the picture.

import { CAR, GUTTER, RATE } from "./marks.ts";

/** Breadth below which a row of the table is laid out as a small block. */
const PHONE = "44rem";
/** Beside the plot, in pixels, so that a mark at its edge is not cut off. */
export const PAD = 10;

export const PAGE_STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { display: grid; gap: 1.25rem; max-width: 96rem; margin: 0 auto; padding: clamp(1rem, 3vw, 2.5rem); }
main > * { min-width: 0; margin: 0; }
.card, .facts div { background: var(--ground); border: 1px solid var(--grid); border-radius: 12px; }
.card { padding: 1rem clamp(0.75rem, 2vw, 1.5rem); }
[hidden] { display: none !important; }

header p { margin: 0; color: var(--muted); }
header .eyebrow { font-size: 0.75rem; font-weight: 600; letter-spacing: 0.08em; text-transform: uppercase; }
header time { color: var(--ink); white-space: nowrap; }
h1 { margin: 0.1rem 0 0.25rem; font: 600 clamp(1.05rem, 3.5vw, 1.6rem)/1.3 ui-monospace, monospace; overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 1.1rem; }
header p:last-child { display: flex; flex-wrap: wrap; column-gap: 0.75rem; }

.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(9.25rem, 100%), 1fr)); gap: 0.75rem; }
.facts div { padding: 0.75rem 1rem; }
.facts dt { font-size: 0.8rem; color: var(--muted); }
.facts dd { margin: 0; font-size: 0.8rem; color: var(--muted); }
.facts b { display: block; font-size: clamp(1.15rem, 2.4vw, 1.5rem); white-space: nowrap; line-height: 1.3; color: var(--ink); font-variant-numeric: tabular-nums; }
.facts .alert dd { color: var(--alert); }

.tools { display: flex; align-items: center; gap: 0.375rem; margin-bottom: 0.5rem; }
.tools output { flex: 1; font-size: 0.85rem; font-weight: 600; font-variant-numeric: tabular-nums; }
button { min-width: 2.25rem; height: 2.25rem; padding: 0 0.6rem; font: inherit; font-size: 0.9rem; color: var(--ink); background: none; border: 1px solid var(--midnight); border-radius: 8px; cursor: pointer; }
button:hover:enabled { background: var(--page); }
button:disabled { opacity: 0.4; cursor: default; }
button:focus-visible, input:focus-visible, summary:focus-visible, tr:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }

.view { position: relative; }
.scroll { margin-left: ${GUTTER - PAD}px; padding: 0 ${PAD}px; overflow-x: auto; overscroll-behavior-x: contain; }
.plot, .labels { display: block; }
.plot { overflow: visible; }
.labels { position: absolute; inset: 0 0 auto; pointer-events: none; }
.plot .shade, .plot .stem { pointer-events: none; }
.plot a { outline: none; cursor: pointer; -webkit-tap-highlight-color: transparent; }
.plot .inside { opacity: 0; pointer-events: none; }
.plot .several { cursor: zoom-in; }
.plot .mark:hover .symbol, .plot .mark:hover .band, .plot .several:hover { filter: brightness(0.85); }
.plot .raised, .plot .raised * { pointer-events: none; }
.plot .raised .shade { display: none; }
.plot .raised .band, .plot .raised .hatch, .plot .raised .outline { fill: none; stroke: var(--ink); stroke-width: 2.5; stroke-dasharray: none; }
.plot .raised :not(.session) > .room, .plot .raised svg > .room { fill: var(--ground); stroke: var(--ink); stroke-width: 2; }
.cursor { position: absolute; top: ${RATE.top}px; height: ${CAR.top + CAR.height + 6 - RATE.top}px; width: 1px; background: var(--muted); pointer-events: none; }
.tip { position: absolute; top: 0; left: 0; width: max-content; max-width: min(19rem, 100%); padding: 0.4rem 0.65rem; font-size: 0.82rem; line-height: 1.4; color: var(--ground); background: var(--ink); border-radius: 8px; box-shadow: 0 4px 14px rgb(0 0 0 / 0.25); pointer-events: none; overflow-wrap: anywhere; }
.tip b, .tip span { display: block; }
.tip.line { white-space: nowrap; }
.tip.line b, .tip.line span { display: inline; margin-right: 0.5rem; }
figcaption { margin-top: 0.75rem; font-size: 0.82rem; color: var(--muted); }
figcaption p { margin: 0.5rem 0 0; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin: 0; padding: 0; list-style: none; }
.legend li { display: flex; align-items: center; gap: 0.4rem; }

.only { display: inline-flex; align-items: center; gap: 0.45rem; margin: 0.35rem 0 0.75rem; font-size: 0.9rem; cursor: pointer; }
.only input { margin: 0; width: 1.1rem; height: 1.1rem; accent-color: var(--alert); }
section:has(.only :checked) :is(tbody tr:not(.alert), .day:not(:has(tr.alert))) { display: none; }
.day { border-top: 1px solid var(--grid); }
h2 + .day { margin-top: 0.75rem; }
summary { display: flex; align-items: baseline; gap: 0.5rem 1rem; padding: 0.55rem 0.25rem; cursor: pointer; font-size: 0.9rem; }
summary::before { content: ""; width: 0.45rem; height: 0.45rem; margin-right: -0.25rem; border: solid var(--muted); border-width: 0 2px 2px 0; transform: rotate(-45deg) translate(-1px, -1px); }
[open] > summary::before { transform: rotate(45deg) translate(-2px, -2px); }
summary::-webkit-details-marker { display: none; }
summary b { min-width: 6.5rem; }
summary span { color: var(--muted); font-size: 0.82rem; }
summary .alert, tr.alert :is(.what, .value, .note) { color: var(--alert); }
table { width: 100%; margin-bottom: 0.75rem; border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
thead, time span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
td { padding: 0.35rem 0.6rem; vertical-align: top; border-top: 1px solid var(--grid); }
.when { color: var(--muted); }
.value { white-space: nowrap; }
.note { color: var(--muted); }
.what { overflow-wrap: break-word; }
.when { width: 7.5rem; }
.what { width: clamp(12.5rem, 24vw, 19rem); }
.value { width: 7.5rem; }
.what::before { content: ""; display: inline-block; width: 0.6rem; height: 0.6rem; margin-right: 0.5rem; background: var(--muted); }
.start .what::before { clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.other .what::before { border-radius: 50%; scale: 0.75; }
.session .what::before { background: var(--car); border-radius: 3px; }
.charge .what::before { background: var(--charging); border-radius: 3px; }
.gap .what::before { background: repeating-linear-gradient(45deg, var(--gap) 0 2px, transparent 2px 4px); }
.session td { background: color-mix(in srgb, var(--car) 13%, transparent); font-weight: 600; }
.session .note { font-weight: 400; }
.within .when { box-shadow: inset 3px 0 color-mix(in srgb, var(--car) 60%, transparent); }
.session .when { box-shadow: inset 3px 0 var(--car); }
.start .what, .stop .what, .other .what { font-family: ui-monospace, monospace; font-size: 0.84rem; }
.unknown .what::before { background: none; border: 1.5px dotted var(--muted); border-radius: 3px; }
.start.alert .what::before, .stop.alert .what::before { background: var(--alert); }
tr:target td { background: color-mix(in srgb, var(--charging) 18%, transparent); }

@media (hover: none) { .keys { display: none; } }
@media (max-width: ${PHONE}) {
  tr { display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 0.75rem; padding: 0.5rem 0.7rem; border-top: 1px solid var(--grid); }
  td { padding: 0; border: 0; }
  .when, .what, .value { width: auto; }
  .when, .note { grid-column: 1 / -1; font-size: 0.82rem; }
  .session td { background: none; }
  tr.session { background: color-mix(in srgb, var(--car) 13%, transparent); box-shadow: inset 3px 0 var(--car); }
  tr.within { box-shadow: inset 3px 0 color-mix(in srgb, var(--car) 60%, transparent); }
  tr.session .when, tr.within .when { box-shadow: none; }
  .note:empty { display: none; }
}
`;
