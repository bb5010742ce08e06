// @ts-check
// The script of the page, which holds its text. The page works without it; the script adds the reader's own time zone,
// zoom, and details of what is pointed at. The functions before `start` do not touch the document: the SVG and the tests
// use them too.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** In pixels, generous enough for any font. */
const LETTER_WIDTH = 8;

/**
 * Converts between timestamps and the clock of a time zone. A wall time is written as if it were UTC.
 *
 * @typedef {{ offsetMs(atMs: number): number, fromWall(wallMs: number): number }} Clock
 */

/**
 * Groups signs that would overlap. Each group is drawn as one badge in its middle.
 *
 * @param {readonly number[]} positions in pixels, ascending
 * @param {number} signWidth
 * @param {number} badgeWidth
 */
export function groupOverlapping(positions, signWidth, badgeWidth) {
  /** @type {{ first: number, last: number, at: number, half: number }[]} */
  const groups = [];
  positions.forEach((at, index) => {
    let group = { first: index, last: index, at, half: signWidth / 2 };
    let before = groups.at(-1);
    while (before && before.at + before.half > group.at - group.half) {
      const middle = (Number(positions[before.first]) + at) / 2;
      group = { first: before.first, last: index, at: middle, half: badgeWidth / 2 };
      groups.pop();
      before = groups.at(-1);
    }
    groups.push(group);
  });
  return groups;
}

/** @param {number} count */
export function badgeText(count) {
  return count > 999 ? "999+" : String(count);
}

/** Formats a wall time as `Sat 31 Jan`. @param {number} wallMs */
function formatDay(wallMs) {
  return new Date(wallMs).toUTCString().replace(/^(\w+), 0?(\d+ \w+) .*/, "$1 $2");
}

/** `31 Jan` @param {number} wallMs */
function formatDate(wallMs) {
  return formatDay(wallMs).slice(4);
}

/** `Jan 2026` @param {number} wallMs */
function formatMonth(wallMs) {
  return new Date(wallMs).toUTCString().slice(8, 16);
}

/** `18:49:06` @param {number} wallMs */
function formatTime(wallMs) {
  return new Date(wallMs).toISOString().slice(11, 19);
}

/** `18:49` @param {number} wallMs */
function formatMinute(wallMs) {
  return formatTime(wallMs).slice(0, 5);
}

/**
 * The steps of the time axis, with the width in pixels that a label of each needs.
 *
 * @type {readonly { ms: number, months?: number, room: number, formatMidnight: (wallMs: number) => string }[]}
 */
const STEPS = [
  ...[5, 15, 30, 60, 120, 180, 360].map((minutes) => ({
    ms: minutes * MINUTE_MS,
    room: 64,
    formatMidnight: formatDay,
  })),
  { ms: DAY_MS / 2, room: 96, formatMidnight: formatDay },
  { ms: DAY_MS / 2, room: 64, formatMidnight: formatDate },
  { ms: DAY_MS, room: 96, formatMidnight: formatDay },
  ...[1, 2, 7, 14].map((days) => ({ ms: days * DAY_MS, room: 56, formatMidnight: formatDate })),
  ...[1, 3, 6, 12].map((months) => ({ ms: months * 30 * DAY_MS, months, room: 76, formatMidnight: formatMonth })),
];
/** Steps of several days begin on a Monday. */
const MONDAY_MS = Date.UTC(1970, 0, 5);

/**
 * Returns round times on a clock, as many as a width has room for. Labels that would overlap are empty; one that would
 * be cut off on the right stands left of its line.
 *
 * @param {{ fromMs: number, untilMs: number }} range
 * @param {number} width in pixels
 * @param {Clock} clock
 */
export function axisTicks({ fromMs, untilMs }, width, clock) {
  const msPerPixel = (untilMs - fromMs) / width;
  const step = STEPS.find(({ ms, room }) => ms >= room * msPerPixel) ?? STEPS[STEPS.length - 1];
  if (!step) return [];
  const ticks = wallTimes(step, fromMs + clock.offsetMs(fromMs), untilMs + clock.offsetMs(untilMs))
    .map((wallMs) => ({ wallMs, atMs: clock.fromWall(wallMs), isMidnight: wallMs % DAY_MS === 0 }))
    // A clock that is put forward skips some times. If it skips midnight, the day begins with the change.
    .filter(({ wallMs, atMs, isMidnight }) => isMidnight || atMs + clock.offsetMs(atMs) === wallMs)
    .filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs);
  let needsDay = !ticks.some(({ atMs, isMidnight }) => isMidnight && atMs < untilMs);
  let clearFrom = 0;
  return ticks.map(({ wallMs, atMs, isMidnight }) => {
    const time = needsDay ? `${formatDay(wallMs)} ${formatMinute(wallMs)}` : formatMinute(wallMs);
    const text = isMidnight ? step.formatMidnight(wallMs) : time;
    needsDay = false;
    const x = (atMs - fromMs) / msPerPixel;
    const textWidth = text.length * LETTER_WIDTH;
    const isLeftOfLine = x + 4 + textWidth > width + 6;
    const left = isLeftOfLine ? x - 4 - textWidth : x + 4;
    const hasRoom = left >= clearFrom;
    if (hasRoom) clearFrom = left + textWidth + 6;
    return { atMs, isMidnight, label: hasRoom ? text : "", isLeftOfLine };
  });
}

/**
 * @param {(typeof STEPS)[number]} step
 * @param {number} from
 * @param {number} until
 */
function wallTimes({ ms, months = 0 }, from, until) {
  const date = new Date(from);
  const month = date.getUTCMonth() - (date.getUTCMonth() % (months || 1));
  const first = from - ((from - MONDAY_MS) % ms);
  const times = [];
  for (let index = 0; (times.at(-1) ?? from) <= until; index++) {
    times.push(months ? Date.UTC(date.getUTCFullYear(), month + index * months) : first + index * ms);
  }
  return times;
}

/**
 * Reads the charge rate at a time from the path that draws it: its coordinates are seconds and watts below the top.
 *
 * @param {string} path
 * @param {number} topWatts
 * @param {number} second
 */
export function rateAt(path, topWatts, second) {
  for (const line of path.split("M").slice(1)) {
    const points = [...line.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({
      x: Number(x),
      watts: topWatts - Number(y),
    }));
    const next = points.findIndex(({ x }) => x >= second);
    const [a = points[next], b] = [points[next - 1], points[next]];
    if (!a || !b || a.x > second) continue;
    return a === b ? a.watts : a.watts + ((b.watts - a.watts) * (second - a.x)) / (b.x - a.x);
  }
  return undefined;
}

/** Brings the page to life. The page calls it. */
export function start() {
  /** @param {string} selector @returns {HTMLElement} */
  const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const findAll = (selector, within = document) =>
    /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
  const [plot, scroll, view, tip, cursor] = [
    find(".plot"),
    find(".scroll"),
    find(".view"),
    find(".tip"),
    find(".cursor"),
  ];
  const settings = JSON.parse(String(plot.dataset["settings"]));
  /** @type {{ fromMs: number, untilMs: number, left: number, right: number }} */
  const { fromMs, untilMs, left, right } = settings;
  const durationMs = untilMs - fromMs;

  // The reader's own time zone.
  /** @type {Clock} */
  const clock = {
    offsetMs: (atMs) => -new Date(atMs).getTimezoneOffset() * MINUTE_MS,
    fromWall(wallMs) {
      const date = new Date(wallMs);
      const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()];
      return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), hours, minutes).getTime();
    },
  };
  /** @param {number} atMs */
  const toWall = (atMs) => atMs + clock.offsetMs(atMs);
  /** @param {number} atMs */
  const dayAt = (atMs) => formatDay(toWall(atMs));

  /** Each end stays on one line. @param {number} first @param {number} last */
  function formatRange(first, last) {
    const end = dayAt(first) === dayAt(last) ? "" : `${dayAt(last)} `;
    const ends = [`${dayAt(first)} ${formatMinute(toWall(first))}`, end + formatMinute(toWall(last))];
    return ends.map((text) => text.replaceAll(" ", "\u00a0")).join(" – ");
  }

  /** @param {number} atMs */
  function formatOffset(atMs) {
    const offset = clock.offsetMs(atMs);
    return `UTC${offset < 0 ? "-" : "+"}${formatMinute(Math.abs(offset))}`;
  }

  function showInReadersZone() {
    const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const offsets = [...new Set([fromMs, untilMs].map(formatOffset))].join(", at the end ");
    const zone = /^(Etc\/)?UTC$/.test(name) ? "UTC" : `${name}, ${offsets}`;
    if (find(".zone").textContent === zone) return;
    find(".zone").textContent = zone;
    let day = "";
    for (const time of /** @type {HTMLTimeElement[]} */ (findAll("time"))) {
      const wallMs = toWall(Date.parse(time.dateTime));
      const isSameDay = formatDay(wallMs) === day;
      day = formatDay(wallMs);
      if (time.dataset["format"] === "long") {
        time.textContent = `${day} ${new Date(wallMs).getUTCFullYear()} ${formatMinute(wallMs)}`;
      } else if (time.dataset["format"] === "end") {
        time.textContent = (isSameDay ? "" : `${day} `) + formatTime(wallMs);
      } else {
        time.replaceChildren(Object.assign(document.createElement("span"), { textContent: `${day} ` }));
        time.append(formatTime(wallMs));
      }
    }
    sortRowsIntoDays();
  }

  function sortRowsIntoDays() {
    /** @param {Element | undefined} row */
    const dayOf = (row) => dayAt(Date.parse(String(row?.querySelector("time")?.dateTime)));
    const days = findAll(".day");
    const pattern = days[0];
    // Rows are in order of time, so a day of the year does not come twice in a row.
    /** @type {HTMLElement[][]} */
    const groups = [];
    for (const row of findAll(".day tbody tr")) {
      const group = groups.at(-1);
      if (group && dayOf(group[0]) === dayOf(row)) group.push(row);
      else groups.push([row]);
    }
    for (const rows of groups) {
      const day = days.shift() ?? /** @type {HTMLElement} */ (pattern?.cloneNode(true));
      find("section").append(day);
      day.querySelector("tbody")?.replaceChildren(...rows);
      const alerts = rows.filter((row) => row.matches(".alert")).length;
      const counted = `${rows.length} event${rows.length === 1 ? "" : "s"}`;
      const texts = [dayOf(rows[0]), counted, alerts > 0 ? `${alerts} to look at` : ""];
      findAll("summary > *", day).forEach((part, index) => {
        part.textContent = String(texts[index]);
      });
    }
    for (const day of days) day.remove();
  }

  // Positions are pixels from the left edge of the view. The plot is visible right of `left`.
  let zoom = 1;
  const plotWidth = () => plot.getBoundingClientRect().width;
  const visibleWidth = () => view.clientWidth - left - right;
  /** @param {number} x */
  const timeAt = (x) => fromMs + (durationMs * (x - left + scroll.scrollLeft)) / plotWidth();
  /** @param {number} atMs */
  const positionOf = (atMs) => ((atMs - fromMs) / durationMs) * plotWidth() - scroll.scrollLeft + left;
  /** @param {number} x */
  const isVisible = (x) => x >= left && x <= left + visibleWidth();

  const MOST_ZOOM = Math.min(1000, Math.max(1, durationMs / (2 * HOUR_MS)));
  const buttons = /** @type {HTMLButtonElement[]} */ ([".out", ".reset", ".in"].map(find));

  /** Keeps the time at a position where it is. @param {number} wanted */
  function zoomTo(wanted, x = left + visibleWidth() / 2) {
    const atMs = timeAt(x);
    zoom = Math.min(Math.max(wanted, 1), MOST_ZOOM);
    plot.style.width = `${100 * zoom}%`;
    scroll.scrollLeft += positionOf(atMs) - x;
    buttons.forEach((button, index) => {
      button.disabled = zoom === (index === 2 ? MOST_ZOOM : 1);
    });
    hideTip();
    drawBadges();
    drawAxis();
    if (chosen && chosen === document.activeElement) showChosen();
  }

  function drawAxis() {
    const ends = zoom === 1 ? [fromMs, untilMs] : [timeAt(left), timeAt(left + visibleWidth())];
    const [first = fromMs, last = untilMs] = ends;
    const lines = axisTicks({ fromMs: first, untilMs: last }, visibleWidth(), clock).map((tick) => {
      const x = `${(100 * (tick.atMs - fromMs)) / durationMs}%`;
      const anchor = tick.isLeftOfLine ? 'dx="-4" text-anchor="end"' : 'dx="4"';
      const text = `<text x="${x}" y="${settings.axisLabelY}" ${anchor}>${tick.label}</text>`;
      return `<g class="${tick.isMidnight ? "midnight" : "hour"}"><line x1="${x}" x2="${x}"
        y1="${settings.rateTop}" y2="${settings.axisTop}"/>${tick.label && text}</g>`;
    });
    find(".axis").innerHTML = lines.join("");
    const [from, until] = ends.map((atMs) => Math.round(atMs / MINUTE_MS) * MINUTE_MS);
    find(".tools output").textContent = formatRange(Number(from), Number(until));
  }

  // The details of a mark are those of its row.
  /** @param {Element} mark */
  const indexOf = (mark) => Number(mark.getAttribute("href")?.slice(2));
  /** @param {Element} mark */
  const rowOf = (mark) => /** @type {HTMLTableRowElement} */ (find(String(mark.getAttribute("href"))));
  const marks = /** @type {SVGAElement[]} */ ([...plot.querySelectorAll(".mark")]).sort(
    (a, b) => indexOf(a) - indexOf(b),
  );
  const rangesOfMarks = new Map(
    marks.map((mark) => {
      const times = findAll("time", rowOf(mark)).map((time) => Date.parse(String(time.getAttribute("datetime"))));
      return [mark, { startMs: Number(times[0]), endMs: Number(times.at(-1)) }];
    }),
  );
  /** @param {SVGAElement} mark */
  const startOf = (mark) => rangesOfMarks.get(mark)?.startMs ?? 0;
  /** @type {SVGAElement | undefined} */
  let chosen;

  /** Returns the middle of the visible part of a mark. @param {SVGAElement} mark */
  function middleOf(mark) {
    const start = Math.max(startOf(mark), timeAt(left));
    const end = Math.min(rangesOfMarks.get(mark)?.endMs ?? 0, timeAt(left + visibleWidth()));
    return positionOf((start + Math.max(start, end)) / 2);
  }

  /** @param {number} x @param {number} y @param {readonly (readonly [string, string])[]} parts */
  function showTip(x, y, parts, isOneLine = false) {
    tip.classList.toggle("line", isOneLine);
    tip.replaceChildren(
      ...parts
        .filter(([, text]) => text)
        .map(([name, textContent]) => Object.assign(document.createElement(name), { textContent })),
    );
    tip.hidden = false;
    cursor.hidden = true;
    const tipLeft = Math.min(Math.max(x - tip.offsetWidth / 2, 0), view.clientWidth - tip.offsetWidth);
    const above = y - tip.offsetHeight - 14;
    tip.style.transform = `translate(${tipLeft}px, ${above < -40 ? y + 18 : above}px)`;
  }

  function hideTip() {
    tip.hidden = cursor.hidden = true;
  }

  /** @param {Element} mark @param {number} x @param {number} y */
  function showMark(mark, x, y) {
    const [when = "", title, value, details = ""] = [...rowOf(mark).cells].map((cell) => cell.textContent ?? "");
    showTip(x, y, [
      ["span", when],
      ["b", `${title}, ${value}`],
      ["span", details],
    ]);
  }

  /** Above the line, so that the tip does not cover it. @param {number} x */
  function showRate(x) {
    const atMs = Math.round(timeAt(x) / MINUTE_MS) * MINUTE_MS;
    const rate = find(".rate");
    const path = String(rate.querySelector(".line")?.getAttribute("d"));
    const watts = rateAt(path, Number(rate.dataset["topWatts"]), (timeAt(x) - fromMs) / 1000);
    const text = watts === undefined ? "charge rate unknown" : `${(watts / 1000).toFixed(2)} kW`;
    const time = `${dayAt(atMs)} ${formatMinute(toWall(atMs))}`;
    showTip(
      x,
      settings.rateTop + 10,
      [
        ["span", time],
        ["b", text],
      ],
      true,
    );
    cursor.hidden = false;
    cursor.style.left = `${x}px`;
  }

  // Commands that would overlap are drawn as badges. The keyboard still reaches each of them.
  /** @type {SVGAElement[][]} */
  let groups = [];

  function drawBadges() {
    groups = [];
    const commands = marks.filter((mark) => mark.matches(".start, .stop, .other"));
    /** @type {{ isAlert: boolean, y: number, signWidth: number, badgeWidth: number, badge: string }[]} */
    const lanes = settings.lanes;
    const badges = lanes.flatMap(({ isAlert, y, signWidth, badgeWidth, badge }) => {
      const lane = commands.filter((mark) => mark.matches(".alert") === isAlert);
      const positions = lane.map((mark) => ((startOf(mark) - fromMs) / durationMs) * plotWidth());
      return groupOverlapping(positions, signWidth, badgeWidth).map(({ first, last, at }) => {
        const group = lane.slice(first, last + 1);
        for (const mark of group) mark.classList.toggle("inside", last > first);
        if (last === first) return "";
        groups.push(group);
        return `<svg class="several" x="${(100 * at) / plotWidth()}%" y="${y}" overflow="visible">
          ${badge.replace("#", badgeText(group.length))}</svg>`;
      });
    });
    find(".badges").innerHTML = badges.join("");
    for (const item of findAll(".about-badges")) item.hidden = groups.length === 0;
  }

  /** @param {Element} badge */
  const groupOf = (badge) => groups[findAll(".several").indexOf(/** @type {HTMLElement} */ (badge))] ?? [];

  /** @param {readonly SVGAElement[]} group @param {number} x @param {number} y */
  function showGroup(group, x, y) {
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) return;
    const targets = { start: "to charge", stop: "not to charge", other: "something else" };
    const counts = Object.entries(targets)
      .map(([kind, text]) => [group.filter((mark) => mark.matches(`.${kind}`)).length, text])
      .filter(([count]) => count);
    showTip(x, y, [
      ["span", formatRange(startOf(first), startOf(last))],
      ["b", `${group.length} commands${first.matches(".alert") ? " not followed" : ""}`],
      ["span", `told ${counts.map((parts) => parts.join(" ")).join(", ")}; click to zoom in`],
    ]);
  }

  /** @param {readonly SVGAElement[]} group */
  function zoomToGroup(group) {
    const [first, last] = [group[0], group.at(-1)].map((mark) => (mark ? positionOf(startOf(mark)) : 0));
    const fitting = (zoom * visibleWidth()) / 2 / (Number(last) - Number(first));
    zoomTo(Math.max(zoom * 2, Math.min(fitting, zoom * 16)), (Number(first) + Number(last)) / 2);
  }

  /** @param {Event} event @param {string} selector */
  const closest = (event, selector) =>
    /** @type {SVGAElement | null} */ (/** @type {Element} */ (event.target).closest(selector));

  /** @param {PointerEvent} event */
  function point(event) {
    const box = view.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const [mark, badge] = [closest(event, ".mark"), closest(event, ".several")];
    if (badge) showGroup(groupOf(badge), x, y);
    else if (mark) showMark(mark, x, y);
    else if (y < settings.carTop && isVisible(x)) showRate(x);
    else hideTip();
  }
  scroll.addEventListener("pointermove", point);
  scroll.addEventListener("pointerdown", point);
  scroll.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hideTip());
  scroll.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomTo(zoom * 2 ** (-event.deltaY / 100), event.clientX - view.getBoundingClientRect().left);
    },
    { passive: false },
  );
  const onlyAlerts = /** @type {HTMLInputElement | null} */ (document.querySelector(".only input"));
  scroll.addEventListener("click", (event) => {
    const [mark, badge] = [closest(event, ".mark"), closest(event, ".several")];
    if (badge) return zoomToGroup(groupOf(badge));
    if (!mark) return;
    if (event.detail > 0) {
      event.preventDefault();
      mark.focus();
      return;
    }
    // Enter follows the link, so the row must be visible. Not every browser opens the details around it.
    const details = rowOf(mark).closest("details");
    if (details) details.open = true;
    if (onlyAlerts && !rowOf(mark).matches(".alert")) onlyAlerts.checked = false;
  });

  // Keyboard: one tab stop, and arrows from mark to mark.
  function showChosen() {
    if (!chosen) return;
    const lane = chosen.matches(".alert") ? "alert" : "other";
    const kind = ["session", "charge", "unknown", "gap"].find((name) => chosen?.matches(`.${name}`)) ?? lane;
    showMark(chosen, middleOf(chosen), settings.tipTops[kind]);
  }
  marks.forEach((mark, index) => {
    mark.setAttribute("tabindex", index === 0 ? "0" : "-1");
  });
  // Not on the picture: Chromium makes an SVG that listens for focus a tab stop.
  scroll.addEventListener("focusin", ({ target }) => {
    (chosen ?? marks[0])?.setAttribute("tabindex", "-1");
    chosen = /** @type {SVGAElement} */ (target);
    chosen.setAttribute("tabindex", "0");
    const margin = Math.min(60, visibleWidth() / 4);
    const [least, most] = [left + margin, left + visibleWidth() - margin];
    const x = middleOf(chosen);
    scroll.scrollLeft += x - Math.min(Math.max(x, least), most);
    showChosen();
  });
  scroll.addEventListener("focusout", hideTip);
  scroll.addEventListener("keydown", (event) => {
    if (!chosen) return;
    const index = marks.indexOf(chosen);
    const targets = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: marks.length - 1 };
    const target = new Map(Object.entries(targets)).get(event.key);
    if (event.key === "Escape") hideTip();
    if (event.key === "+") zoomTo(zoom * 2, middleOf(chosen));
    if (event.key === "-") zoomTo(zoom / 2, middleOf(chosen));
    if (target === undefined) return;
    event.preventDefault();
    marks[Math.min(Math.max(target, 0), marks.length - 1)]?.focus();
  });

  const zoomCentre = () => {
    const x = chosen && middleOf(chosen);
    return x !== undefined && isVisible(x) ? x : undefined;
  };
  find(".in").addEventListener("click", () => zoomTo(zoom * 2, zoomCentre()));
  find(".out").addEventListener("click", () => zoomTo(zoom / 2, zoomCentre()));
  find(".reset").addEventListener("click", () => zoomTo(1));
  scroll.addEventListener("scroll", () => requestAnimationFrame(drawAxis));
  new ResizeObserver(() => {
    // A frame that is not shown has no width.
    if (plotWidth() === 0) return;
    drawBadges();
    drawAxis();
  }).observe(scroll);
  onlyAlerts?.addEventListener("change", () => {
    for (const day of /** @type {HTMLDetailsElement[]} */ (findAll(".day"))) {
      day.open ||= onlyAlerts.checked && day.querySelector("tr.alert") !== null;
    }
  });

  showInReadersZone();
  find(".tools").hidden = false;
  zoomTo(1);
}
