// What runs in the page. It is text here, since it runs nowhere else: in Chromium, by the page's tests.

import { CAR, COMMANDS, GUTTER, RATE } from "./marks.ts";
import { GROUPS_SCRIPT } from "./page-groups-script.ts";
import { PAD } from "./page-style.ts";
import { TIME_SCRIPT } from "./page-time-script.ts";

export const PAGE_SCRIPT = String.raw`
"use strict";
const find = (selector) => document.querySelector(selector);
const plot = find(".plot"), scroll = find(".scroll"), view = find(".view"), tip = find(".tip"), cursor = find(".cursor");
const rate = find(".rate");
const from = Number(plot.dataset.from), until = Number(plot.dataset.until);
let zoom = 1;

/* Places are pixels from the left of the view; the plot is in sight from the gutter on. */
const LEFT = ${GUTTER};
const width = () => plot.getBoundingClientRect().width;
const room = () => view.clientWidth - LEFT - ${PAD};
const momentAt = (x) => from + (until - from) * (x - LEFT + scroll.scrollLeft) / width();
const xOf = (moment) => (moment - from) / (until - from) * width() - scroll.scrollLeft + LEFT;
${TIME_SCRIPT}${GROUPS_SCRIPT}
/* Zoom: the picture gets wider, and what it is about stays where it is. */
const LEAST_VIEW = 2 * HOUR, MOST_ZOOM = 1000;

function zoomTo(wanted, x = LEFT + room() / 2) {
  const moment = momentAt(x);
  const most = Math.min(MOST_ZOOM, Math.max(1, (until - from) / LEAST_VIEW));
  zoom = Math.min(Math.max(wanted, 1), most);
  plot.style.width = 100 * zoom + "%";
  scroll.scrollLeft += xOf(moment) - x;
  find(".out").disabled = find(".whole").disabled = zoom === 1;
  find(".in").disabled = zoom === most;
  hide();
  drawGroups();
  drawAxis();
  if (chosen && chosen === document.activeElement) showFocus();
}

/* Details of a mark are those of its row. */
const marks = [...plot.querySelectorAll(".mark")].sort((a, b) => placeOf(a) - placeOf(b));
let chosen;

function placeOf(mark) {
  return Number(mark.getAttribute("href").slice(2));
}

const rowOf = (mark) => find(mark.getAttribute("href"));
const timesOf = (mark) => [...rowOf(mark).querySelectorAll("time")].map((time) => Date.parse(time.dateTime));
const starts = new Map(marks.map((mark) => [mark, timesOf(mark)[0]]));
const startOf = (mark) => starts.get(mark);

function middleOf(mark) {
  const start = Math.max(startOf(mark), momentAt(LEFT));
  const end = Math.min(timesOf(mark).at(-1), momentAt(LEFT + room()));
  return xOf((start + Math.max(start, end)) / 2);
}

function showTip(x, y, parts, isOneLine = false) {
  tip.classList.toggle("line", isOneLine);
  tip.replaceChildren(...parts.filter(([, text]) => text).map(([name, text]) => {
    const part = document.createElement(name);
    part.textContent = text;
    return part;
  }));
  tip.hidden = false;
  const left = Math.min(Math.max(x - tip.offsetWidth / 2, 0), view.clientWidth - tip.offsetWidth);
  const above = y - tip.offsetHeight - 14;
  tip.style.transform = "translate(" + left + "px, " + (above < -40 ? y + 18 : above) + "px)";
}

function showMark(mark, x, y) {
  const [when, what, value, note] = [...rowOf(mark).cells].map((cell) => cell.textContent);
  cursor.hidden = true;
  showTip(x, y, [["span", when], ["b", what + ", " + value], ["span", note]]);
}

/* What is in focus is drawn once more on top of all. */
function raise() {
  const raised = plot.querySelector(".raised");
  const isFocused = chosen && chosen === document.activeElement;
  raised.setAttribute("class", isFocused ? chosen.getAttribute("class") + " raised" : "raised");
  raised.classList.remove("mark", "inside");
  raised.replaceChildren(...isFocused ? [...chosen.children].map((part) => part.cloneNode(true)) : []);
}

function hide() {
  tip.hidden = cursor.hidden = true;
}

/* The rates are read back from the line: a coordinate is a second and a watt. */
let lines;
function rateAt(second) {
  const top = Number(rate.dataset.topWatts);
  lines ??= rate.querySelector(".line").getAttribute("d").split("M").slice(1).map((line) =>
    [...line.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), top - Number(y)]));
  const line = lines.find((points) => points[0][0] <= second && second <= points.at(-1)[0]);
  if (!line) return undefined;
  const next = Math.max(1, line.findIndex(([x]) => x >= second));
  const [x0, y0] = line[next - 1], [x1, y1] = line[next] ?? line[next - 1];
  return x1 === x0 ? y1 : y0 + (y1 - y0) * (second - x0) / (x1 - x0);
}

/* Above the line, which it would cover beside the pointer. */
function showRate(x) {
  const moment = momentAt(x);
  const watts = rateAt((moment - from) / 1000);
  const date = new Date(Math.round(moment / MINUTE) * MINUTE);
  const text = watts === undefined ? "charge rate unknown" : (watts / 1000).toFixed(2) + " kW";
  showTip(x, ${RATE.top + 10}, [["span", dayOf(date) + " " + clockOf(date)], ["b", text]], true);
  cursor.hidden = false;
  cursor.style.left = x + "px";
}

/* Pointer. */
function point(event) {
  const box = view.getBoundingClientRect();
  const x = event.clientX - box.left, y = event.clientY - box.top;
  const mark = event.target.closest(".mark"), badge = event.target.closest(".several");
  if (badge) showGroup(badge, x, y);
  else if (mark) showMark(mark, x, y);
  else if (y < ${CAR.label - 20} && x >= LEFT && x <= LEFT + room()) showRate(x);
  else hide();
}
scroll.addEventListener("pointermove", point);
scroll.addEventListener("pointerdown", point);
scroll.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hide());
scroll.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoomTo(zoom * 2 ** (-event.deltaY / 100), event.clientX - view.getBoundingClientRect().left);
}, { passive: false });
scroll.addEventListener("click", (event) => {
  const badge = event.target.closest(".several");
  if (badge) {
    const inside = groupOf(badge), breadth = xOf(startOf(inside.at(-1))) - xOf(startOf(inside[0]));
    const closer = Math.max(zoom * 2, Math.min(zoom * room() / 2 / breadth, zoom * 16));
    zoomTo(closer, xOf((startOf(inside[0]) + startOf(inside.at(-1))) / 2));
    return;
  }
  const mark = event.target.closest(".mark");
  if (!mark) return;
  /* Enter, which has no detail, follows the link to a row that is to be seen. */
  if (event.detail === 0) {
    rowOf(mark).closest("details").open = true;
    if (only && !rowOf(mark).matches(".alert")) only.checked = false;
    return;
  }
  event.preventDefault();
  mark.focus();
});

/* Keyboard: one stop for the tabulator, arrows from mark to mark. */
const TIP_TOPS = { session: ${CAR.top}, charge: ${CAR.top}, unknown: ${CAR.top}, gap: ${RATE.top + 60} };
const COMMAND_TIP_TOPS = [${COMMANDS.others - 8}, ${COMMANDS.alerts - 8}];

function showFocus() {
  showMark(chosen, middleOf(chosen), TIP_TOPS[chosen.classList[1]] ?? COMMAND_TIP_TOPS[Number(chosen.matches(".alert"))]);
}

function choose(mark) {
  (chosen ?? marks[0]).setAttribute("tabindex", "-1");
  mark.setAttribute("tabindex", "0");
  chosen = mark;
}
for (const mark of marks) mark.setAttribute("tabindex", "-1");
marks[0]?.setAttribute("tabindex", "0");
/* Not on the picture: Chromium puts an SVG that listens for focus among the stops. */
scroll.addEventListener("focusin", ({ target }) => {
  choose(target);
  const x = middleOf(target), margin = Math.min(60, room() / 4), [least, most] = [LEFT + margin, LEFT + room() - margin];
  if (x < least) scroll.scrollLeft += x - least;
  if (x > most) scroll.scrollLeft += x - most;
  raise();
  showFocus();
});
scroll.addEventListener("focusout", () => {
  hide();
  requestAnimationFrame(raise);
});
scroll.addEventListener("keydown", (event) => {
  const at = marks.indexOf(chosen);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: marks.length - 1 }[event.key];
  if (event.key === "Escape") hide();
  if (event.key === "+") zoomTo(zoom * 2, middleOf(chosen));
  if (event.key === "-") zoomTo(zoom / 2, middleOf(chosen));
  if (to === undefined) return;
  event.preventDefault();
  marks[Math.min(Math.max(to, 0), marks.length - 1)].focus();
});

const centre = () => {
  const x = chosen ? middleOf(chosen) : -1;
  return x >= LEFT && x <= LEFT + room() ? x : undefined;
};
find(".in").addEventListener("click", () => zoomTo(zoom * 2, centre()));
find(".out").addEventListener("click", () => zoomTo(zoom / 2, centre()));
find(".whole").addEventListener("click", () => zoomTo(1));
scroll.addEventListener("scroll", () => requestAnimationFrame(drawAxis));
new ResizeObserver(() => {
  /* In a frame that is not shown there is no room. */
  if (width() === 0) return;
  drawGroups();
  drawAxis();
}).observe(scroll);

/* What stands out is not to be folded away. */
const only = find(".only input");
only?.addEventListener("change", () => {
  for (const day of document.querySelectorAll(".day")) day.open ||= only.checked && day.querySelector("tr.alert") !== null;
});
showInZone();
find(".tools").hidden = false;
zoomTo(1);
`;
