// What runs in the page. It is text here, since it runs nowhere else: in Chromium, by the page's tests.

import { AXIS, CAR, COMMANDS, RATE } from "./marks.ts";

export const PAGE_SCRIPT = String.raw`
"use strict";
const find = (selector) => document.querySelector(selector);
const plot = find(".plot"), scroll = find(".scroll"), view = find(".view"), tip = find(".tip"), cursor = find(".cursor");
const rate = find(".rate");
const from = Number(plot.dataset.from), until = Number(plot.dataset.until);

/* The reader's own time zone. */
const two = (number) => String(number).padStart(2, "0");
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayOf = (date) => DAYS[date.getDay()] + " " + date.getDate() + " " + MONTHS[date.getMonth()];
const clockOf = (date) => two(date.getHours()) + ":" + two(date.getMinutes());
const offsetOf = (date) => {
  const minutes = -date.getTimezoneOffset(), amount = Math.abs(minutes);
  return "UTC" + (minutes < 0 ? "-" : "+") + two(Math.floor(amount / 60)) + ":" + two(amount % 60);
};

function showInZone() {
  let day;
  for (const time of document.querySelectorAll("time")) {
    const date = new Date(time.dateTime);
    if (time.dataset.form === "long") {
      time.textContent = dayOf(date) + " " + date.getFullYear() + " " + clockOf(date);
      continue;
    }
    const isTold = time.dataset.form === "end" && dayOf(date) === day;
    day = dayOf(date);
    time.textContent = (isTold ? "" : day + " ") + clockOf(date) + ":" + two(date.getSeconds());
  }
  const [first, last] = [from, until].map((moment) => offsetOf(new Date(moment)));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  find(".zone").textContent = zone + ", " + (first === last ? first : first + ", at the end " + last);
}

/* The time axis, as fine as there is room for. */
const MINUTE = 60e3, HOUR = 60 * MINUTE, DAY = 24 * HOUR, LABEL_WIDTH = 84;
const STEPS = [5, 15, 30, 60, 180, 360, 720].map((minutes) => ({ length: minutes * MINUTE, minutes, days: 1 }))
  .concat([1, 2, 7, 14].map((days) => ({ length: days * DAY, minutes: 1440, days })))
  .concat([1, 3, 12].map((months) => ({ length: months * 30 * DAY, months })));
const width = () => plot.getBoundingClientRect().width;
const momentAt = (x) => from + (until - from) * x / width();

function* ticks(step, start, end) {
  const date = new Date(start);
  date.setHours(0, 0, 0, 0);
  if (step.months) {
    date.setMonth(date.getMonth() - date.getMonth() % step.months, 1);
    for (; date <= end; date.setMonth(date.getMonth() + step.months)) yield new Date(date);
    return;
  }
  const count = Math.round((date - new Date(1970, 0, 5)) / DAY);
  date.setDate(date.getDate() - count % step.days);
  for (; date <= end; date.setDate(date.getDate() + step.days)) {
    for (let minute = 0; minute < 1440; minute += step.minutes) {
      yield new Date(date.getFullYear(), date.getMonth(), date.getDate(), 0, minute);
    }
  }
}

function drawAxis() {
  const perPixel = (until - from) / width();
  const step = STEPS.find(({ length }) => length >= LABEL_WIDTH * perPixel) ?? STEPS.at(-1);
  const start = Math.max(from, momentAt(scroll.scrollLeft - scroll.clientWidth));
  const end = Math.min(until, momentAt(scroll.scrollLeft + 2 * scroll.clientWidth));
  const marks = [];
  for (const date of ticks(step, start, end)) {
    if (date < start || date > end) continue;
    const isMidnight = clockOf(date) === "00:00";
    const x = 100 * (date - from) / (until - from) + "%";
    const text = until - date < LABEL_WIDTH * perPixel ? "" : isMidnight ? dayOf(date) : clockOf(date);
    marks.push('<g class="' + (isMidnight ? "midnight" : "hour") + '"><line x1="' + x + '" x2="' + x + '" y1="${RATE.top}" y2="${AXIS.top}"/>' +
      '<text x="' + x + '" y="${AXIS.label}" dx="4">' + text + "</text></g>");
  }
  plot.querySelector(".axis").innerHTML = marks.join("");
  const [left, right] = [0, scroll.clientWidth].map((x) => new Date(momentAt(scroll.scrollLeft + x)));
  find(".tools output").textContent = dayOf(left) + " " + clockOf(left) + " – " +
    (dayOf(left) === dayOf(right) ? "" : dayOf(right) + " ") + clockOf(right);
}

/* Zoom: the picture gets wider, and what it is about stays where it is. */
const LEAST_VIEW = 2 * HOUR, MOST_ZOOM = 1000;
let zoom = 1;

function zoomTo(wanted, x = scroll.clientWidth / 2) {
  const moment = momentAt(scroll.scrollLeft + x);
  const most = Math.min(MOST_ZOOM, Math.max(1, (until - from) / LEAST_VIEW));
  zoom = Math.min(Math.max(wanted, 1), most);
  plot.style.width = 100 * zoom + "%";
  scroll.scrollLeft = (moment - from) / (until - from) * width() - x;
  find(".out").disabled = find(".whole").disabled = zoom === 1;
  find(".in").disabled = zoom === most;
  hide();
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
const xOf = (moment) => (moment - from) / (until - from) * width() - scroll.scrollLeft;

function middleOf(mark) {
  const times = [...rowOf(mark).querySelectorAll("time")].map((time) => Date.parse(time.dateTime));
  const start = Math.max(times[0], momentAt(scroll.scrollLeft));
  const end = Math.min(times.at(-1), momentAt(scroll.scrollLeft + scroll.clientWidth));
  return xOf((start + Math.max(start, end)) / 2);
}

function showTip(x, y, parts) {
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

function showRate(x, y) {
  const moment = momentAt(scroll.scrollLeft + x);
  const watts = rateAt((moment - from) / 1000);
  const date = new Date(Math.round(moment / MINUTE) * MINUTE);
  const text = watts === undefined ? "charge rate unknown" : (watts / 1000).toFixed(2) + " kW";
  showTip(x, y, [["span", dayOf(date) + " " + clockOf(date)], ["b", text]]);
  cursor.hidden = false;
  cursor.style.left = x + "px";
}

/* Pointer. */
function point(event) {
  const box = view.getBoundingClientRect();
  const x = event.clientX - box.left, y = event.clientY - box.top;
  const mark = event.target.closest(".mark");
  if (mark) showMark(mark, x, y);
  else if (y < ${CAR.label - 20}) showRate(x, y);
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
  const mark = event.target.closest(".mark");
  /* Enter, which has no detail, follows the link. */
  if (!mark || event.detail === 0) return;
  event.preventDefault();
  mark.focus();
});

/* Keyboard: one stop for the tabulator, arrows from mark to mark. */
const TIP_TOPS = { session: ${CAR.top}, charge: ${CAR.top}, gap: ${RATE.top + 60} };

function showFocus() {
  showMark(chosen, middleOf(chosen), TIP_TOPS[chosen.classList[1]] ?? ${COMMANDS.middle - 8});
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
  const x = middleOf(target), margin = Math.min(60, scroll.clientWidth / 4);
  if (x < margin) scroll.scrollLeft += x - margin;
  if (x > scroll.clientWidth - margin) scroll.scrollLeft += x - scroll.clientWidth + margin;
  showFocus();
});
scroll.addEventListener("focusout", hide);
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
  return x >= 0 && x <= scroll.clientWidth ? x : undefined;
};
find(".in").addEventListener("click", () => zoomTo(zoom * 2, centre()));
find(".out").addEventListener("click", () => zoomTo(zoom / 2, centre()));
find(".whole").addEventListener("click", () => zoomTo(1));
scroll.addEventListener("scroll", () => requestAnimationFrame(drawAxis));
new ResizeObserver(drawAxis).observe(scroll);
showInZone();
find(".tools").hidden = false;
zoomTo(1);
`;
