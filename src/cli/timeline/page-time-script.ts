// The part of the page's script that is about time: the reader's zone, the days of the table, and the time axis.

import { AXIS, RATE } from "./marks.ts";

export const TIME_SCRIPT = String.raw`
/* The reader's own time zone. */
const two = (number) => String(number).padStart(2, "0");
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dateOf = (date) => date.getDate() + " " + MONTHS[date.getMonth()];
const dayOf = (date) => DAYS[date.getDay()] + " " + dateOf(date);
const clockOf = (date) => two(date.getHours()) + ":" + two(date.getMinutes());
const offsetOf = (date) => {
  const minutes = -date.getTimezoneOffset(), amount = Math.abs(minutes);
  return "UTC" + (minutes < 0 ? "-" : "+") + two(Math.floor(amount / 60)) + ":" + two(amount % 60);
};

/* Each of the two stays in one line. */
const spanOf = (first, last) => [dayOf(first) + " " + clockOf(first), (dayOf(first) === dayOf(last) ? "" : dayOf(last) + " ") + clockOf(last)]
  .map((text) => text.replaceAll(" ", "\u00a0")).join(" – ");

function showInZone() {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [first, last] = [from, until].map((moment) => offsetOf(new Date(moment)));
  const zone = /^(Etc\/)?UTC$/.test(name) ? "UTC" : name + ", " + (first === last ? first : first + ", at the end " + last);
  if (find(".zone").textContent === zone) return;
  find(".zone").textContent = zone;
  let day;
  for (const time of document.querySelectorAll("time")) {
    const date = new Date(time.dateTime), seconds = clockOf(date) + ":" + two(date.getSeconds());
    const isTold = time.dataset.form === "end" && dayOf(date) === day;
    day = dayOf(date);
    if (time.dataset.form === "long") time.textContent = day + " " + date.getFullYear() + " " + clockOf(date);
    else if (time.dataset.form === "end") time.textContent = (isTold ? "" : day + " ") + seconds;
    else {
      time.firstChild.textContent = day + " ";
      time.lastChild.textContent = seconds;
    }
  }
  sortIntoDays();
}

function sortIntoDays() {
  const momentOf = (row) => new Date(row.querySelector("time").dateTime);
  const there = [...document.querySelectorAll(".day")];
  const byDay = Map.groupBy(document.querySelectorAll(".day tbody tr"), (row) => momentOf(row).toDateString());
  for (const rows of byDay.values()) {
    const day = there.shift() ?? find(".day").cloneNode(true);
    find("section").append(day);
    day.querySelector("tbody").replaceChildren(...rows);
    const alerts = rows.filter((row) => row.matches(".alert")).length;
    const texts = [dayOf(momentOf(rows[0])), rows.length + " event" + (rows.length === 1 ? "" : "s"), alerts ? alerts + " to look at" : ""];
    [...day.querySelector("summary").children].forEach((part, place) => part.textContent = texts[place]);
  }
  for (const day of there) day.remove();
}

/* The time axis, as fine as there is room for. */
const MINUTE = 60e3, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const STEPS = [5, 15, 30, 60, 120, 180, 360].map((minutes) => ({ length: minutes * MINUTE, minutes, days: 1, room: 64 }))
  .concat([[96, dayOf], [64, dateOf]].map(([room, midnight]) => ({ length: DAY / 2, minutes: 720, days: 1, room, midnight })))
  .concat({ length: DAY, minutes: 1440, days: 1, room: 96, midnight: dayOf })
  .concat([1, 2, 7, 14].map((days) => ({ length: days * DAY, minutes: 1440, days, room: 56, midnight: dateOf })))
  .concat([1, 3, 6, 12].map((months) => ({ length: months * 30 * DAY, months, room: 76, midnight: monthOf })));
/* Generous, in any font. */
const LETTER_WIDTH = 8;

function monthOf(date) {
  return MONTHS[date.getMonth()] + " " + date.getFullYear();
}

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

/* From one edge of what is in sight to the other, in pixels of the plot. Where no midnight is in sight, the first time has its day. */
function drawAxis() {
  const perPixel = (until - from) / width(), placeOf = (date) => (date - from) / perPixel;
  const left = scroll.scrollLeft, right = left + room();
  const step = STEPS.find(({ length, room }) => length >= room * perPixel) ?? STEPS.at(-1);
  const isMidnight = (date) => clockOf(date) === "00:00";
  const dates = [...ticks(step, from + left * perPixel, from + right * perPixel)]
    .filter((date) => placeOf(date) > left - 0.5 && placeOf(date) < right + 0.5);
  let lacksDay = !dates.some(isMidnight), written = left;
  const lines = dates.map((date) => {
    const x = 100 * placeOf(date) / width() + "%", y = 'y="${AXIS.label}"';
    const day = lacksDay ? dayOf(date) + " " : "";
    const text = isMidnight(date) ? (step.midnight ?? dayOf)(date) : day + clockOf(date);
    lacksDay = false;
    const breadth = text.length * LETTER_WIDTH, start = placeOf(date) + 4;
    const isAtEnd = start + breadth > right + 6, begin = isAtEnd ? start - 8 - breadth : start;
    const isClear = begin >= written;
    if (isClear) written = begin + breadth + 6;
    return '<g class="' + (isMidnight(date) ? "midnight" : "hour") + '"><line x1="' + x + '" x2="' + x + '" y1="${RATE.top}" y2="${AXIS.top}"/>' +
      (isClear ? '<text x="' + x + '" ' + y + (isAtEnd ? ' dx="-4" text-anchor="end">' : ' dx="4">') + text + "</text>" : "") + "</g>";
  });
  plot.querySelector(".axis").innerHTML = lines.join("");
  const [start, end] = zoom === 1 ? [from, until] : [left, right].map((x) => Math.round((from + x * perPixel) / MINUTE) * MINUTE);
  const [first, last] = [new Date(start), new Date(end)];
  find(".tools output").textContent = spanOf(first, last);
}
`;
