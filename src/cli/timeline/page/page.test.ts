import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  analyseEvening,
  at,
  command,
  EVENING_STATUS,
  EVSE,
  eveningTimeline,
  status,
} from "../../../../tests/support/evening.ts";
import { createClient } from "../../../index.ts";
import { createSimulator } from "../../../simulator/index.ts";
import { renderPage } from "./page.ts";

const html = renderPage(eveningTimeline());

/** Returns the text of markup, with a line for each element. */
function textOf(markup: string): string {
  return markup
    .replace(/<(style|script).*?<\/\1>/gs, "")
    .replace(/<[^>]*>/g, "\n")
    .replaceAll("\u00a0", " ")
    .replace(/\n+/g, "\n");
}

it("the page allows only its own script and style, by their hashes", () => {
  const [, policy = ""] = /http-equiv="Content-Security-Policy" content="(.*?)"/.exec(html) ?? [];
  const hashOf = (name: string) => {
    const [, text = ""] = new RegExp(`<${name}[^>]*>(.*?)</${name}>`, "s").exec(html) ?? [];
    expect(text.length).toBeGreaterThan(1000);
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  };
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hashOf("script")}`,
    `style-src ${hashOf("style")}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html).not.toMatch(/ style=| on\w+=|https?:\/\/(?!www\.w3\.org)/);
});

it("summarizes the window, and marks what needs attention", () => {
  const [, summary = ""] = /<dl class="summary">(.*?)<\/dl>/s.exec(html) ?? [];
  expect(textOf(summary).trim().split("\n")).toEqual([
    ...["Sessions", "1", "charging for 1 h"],
    ...["Energy", "7.15 kWh", "by the meter"],
    ...["Commands", "5", "1 not followed within 10 min"],
    ...["Reports", "60", "about every 5 min"],
  ]);
  const alertsIn = (page: string) => [...page.matchAll(/<div class="alert"><dt>(.*?)<\/dt>/g)].map(([, name]) => name);
  expect(alertsIn(html)).toEqual(["Commands"]);
  const silent = analyseEvening(EVENING_STATUS.slice(0, 20));
  expect(alertsIn(renderPage(eveningTimeline(silent)))).toEqual(["Reports"]);
});

it("has a row for each event, in order of time", () => {
  const rows = [...html.matchAll(/<tr role="row" id="(r\d)" class="([\w -]+)">(.*?)<\/tr>/g)];
  const cells = ([, id, name, row = ""]: RegExpExecArray) =>
    [id, name, ...row.split("</td>").map((cell) => cell.replace(/<[^>]*>/g, "").replaceAll("\u00a0", " "))].join("|");
  expect(rows.map(cells)).toEqual([
    "r0|other|Sat 31 Jan 19:30:00|REFRESH_SCHEDULES|no target||",
    "r1|session|Sat 31 Jan 20:00:00|Plugged in|7.15 kWh|for 3 h, until 23:00:00; 1 command not followed in time|",
    "r2|stop in-session|Sat 31 Jan 20:02:00|SCHEDULED_CHARGING|0 A|already not charging|",
    "r3|start in-session|Sat 31 Jan 20:57:00|SCHEDULED_CHARGING|32 A|followed after 3 min|",
    "r4|charge in-session|Sat 31 Jan 21:00:00|Charging|7.15 kWh|for 1 h, until 22:00:00; up to 7.2 kW|",
    "r5|stop in-session|Sat 31 Jan 21:59:00|STOP_CHARGE|0 A|followed after 1 min|",
    "r6|start in-session alert|Sat 31 Jan 22:32:00|START_CHARGE|16 A|not followed within 10 min|",
  ]);
});

describe("the page", () => {
  it("does not interpret ids and reasons as markup", () => {
    const hostile = `</td><script>alert(1)</script><img src=x onerror=alert(1)>"'` as "START_CHARGE";
    const timeline = eveningTimeline(analyseEvening(EVENING_STATUS, [command("20:00:00", { reason: hostile })]));
    const page = renderPage({ ...timeline, evseId: hostile });
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain("<img");
    expect(page).toContain("&#60;script&#62;alert(1)&#60;/script&#62;");
  });

  it("says so if nothing is known", () => {
    const timeline = eveningTimeline(
      analyseEvening([status("18:00:00")], [], { fromMs: at("18:00"), untilMs: at("18:05") }),
    );
    const page = renderPage({ ...timeline, events: [] });
    expect(textOf(page)).toContain("\nWhat happened\nNothing is known about this time.\n");
    expect(page).not.toContain("<table");
  });

  it("says so if the line does not show every report", () => {
    const logs = Array.from({ length: 9000 }, (_, second) => ({
      ...status("18:00"),
      sampled_at: new Date(at("18:00") + second * 1000).toISOString(),
      charge_rate_watts: second % 8,
    }));
    expect(textOf(html)).not.toContain("The line shows");
    expect(textOf(renderPage(eveningTimeline(analyseEvening(logs))))).toContain(
      "The line shows the lowest and the highest rate of every 12 s.",
    );
  });

  it("of a year has at most 2 MB", { timeout: 120_000 }, async () => {
    const until = Date.UTC(2026, 0, 31);
    const from = until - 365 * 86_400_000;
    const simulator = createSimulator({ from, to: until, now: () => until, rateLimit: 10_000 });
    const client = createClient({ auth: "demo-token", baseUrl: "https://h/v2", fetch: simulator.fetch });
    const logs = await client.statusLogs.list(EVSE).toArray();
    const commands = await client.commandLogs.list(EVSE).toArray();
    const page = renderPage(eveningTimeline(analyseEvening(logs, commands, { fromMs: from, untilMs: until })));
    expect(logs.length).toBeGreaterThan(100_000);
    expect(page.length).toBeLessThan(2_000_000);
  });
});
