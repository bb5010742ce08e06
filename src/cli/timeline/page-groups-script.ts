// The part of the page's script that puts commands together where there is too little room for each.

import { BREADTHS, badgeText, drawBadge, groupNear } from "./groups.ts";
import { COMMANDS } from "./marks.ts";
import { render } from "./markup.ts";

const BADGES = [false, true].map((isAlert) => render(drawBadge("#", isAlert)));

export const GROUPS_SCRIPT = `
const groupNear = ${groupNear.toString()};
const badgeText = ${badgeText.toString()};
const BADGES = ${JSON.stringify(BADGES)};
let groups = [];

/* Those in a badge stay within reach of the keyboard, out of sight. */
function drawGroups() {
  groups = [];
  const rowsOfCommands = [
    { isAlert: false, y: ${COMMANDS.others}, breadth: ${BREADTHS.others} },
    { isAlert: true, y: ${COMMANDS.alerts}, breadth: ${BREADTHS.alerts} },
  ];
  const drawn = rowsOfCommands.map(({ isAlert, y, breadth }) => {
    const those = marks.filter((mark) => mark.matches(".start, .stop, .other") && mark.matches(".alert") === isAlert);
    const places = those.map((mark) => (startOf(mark) - from) / (until - from) * width());
    return groupNear(places, breadth, ${BREADTHS.badge}).map(({ first, last, at }) => {
      const inside = those.slice(first, last + 1);
      for (const mark of inside) mark.classList.toggle("inside", last > first);
      if (last === first) return "";
      groups.push(inside);
      return '<svg class="several" x="' + 100 * at / width() + '%" y="' + y + '" overflow="visible">' +
        BADGES[Number(isAlert)].replace("#", badgeText(inside.length)) + "</svg>";
    }).join("");
  });
  plot.querySelector(".groups").innerHTML = drawn.join("");
  for (const item of document.querySelectorAll(".about-groups")) item.hidden = groups.length === 0;
}

const groupOf = (badge) => groups[[...plot.querySelectorAll(".several")].indexOf(badge)];

function showGroup(badge, x, y) {
  const inside = groupOf(badge), [first, last] = [inside[0], inside.at(-1)].map((mark) => new Date(startOf(mark)));
  const isAlert = inside[0].matches(".alert");
  const kinds = [["start", "to charge"], ["stop", "not to charge"], ["other", "something else"]].map(([name, text]) => {
    const count = inside.filter((mark) => mark.matches("." + name)).length;
    return count && count + " " + text;
  });
  cursor.hidden = true;
  showTip(x, y, [["span", spanOf(first, last)], ["b", inside.length + " commands" + (isAlert ? " not followed" : "")],
    ["span", "told " + kinds.filter(Boolean).join(", ") + "; a click looks closer"]]);
}
`;
