// The logs as they come: page by page over the wire, one by one, and all of them through the client.

import { describe, expect, test } from "vitest";
import { EVSE_ID } from "../../tests/support/rows.ts";
import { COMMAND_LOGS, NOW, ORIGIN, STATUS_LOGS, startTrial, type Trial } from "../../tests/support/trial.ts";
import { parseLinks } from "../link.ts";

interface Log {
  readonly url: string;
  readonly evse: string;
  readonly sampled_at: string;
  readonly logged_at: string;
}

/** The targets of a page's links, which are always `previous` and `next`. */
function linksOf(response: Response): [previous: string, next: string] {
  const links = parseLinks(response.headers.get("Link") ?? "");
  expect(links.map(({ relations }) => relations)).toEqual([["previous"], ["next"]]);
  return links.map(({ target }) => target) as [string, string];
}

async function page({ get }: Trial, path: string) {
  const response = await get(path.replace(ORIGIN, ""));
  const [previous, next] = linksOf(response);
  return { rows: (await response.json()) as Log[], previous, next };
}

const DAYS = { from: "2024-04-10T00:00:00Z", to: "2024-04-16T23:59:59.999999Z" };

describe.each([
  { name: "status logs", path: STATUS_LOGS, stamp: "sampled_at", label: `${ORIGIN}/v2/evse/${EVSE_ID}/status_logs` },
  { name: "command logs", path: COMMAND_LOGS, stamp: "logged_at", label: ORIGIN + COMMAND_LOGS },
] as const)("$name", ({ path, stamp, label }) => {
  test("have a label and the URL of their EVSE", async () => {
    const rows = await startTrial().read<Log[]>(path);
    expect(rows.map(({ url }) => url)).toEqual(rows.map((row) => `${label}/${row[stamp]}/`));
    expect(new Set(rows.map(({ evse }) => evse))).toEqual(new Set([`${ORIGIN}/v2/evses/${EVSE_ID}`]));
  });

  test("end with about:blank at both ends, and lead to each other in between", async () => {
    const trial = startTrial(DAYS);
    const first = await page(trial, `${path}?page_size=2`);
    expect(first.previous).toBe("about:blank");
    const last = first.rows[1]?.[stamp] ?? "";
    const cursor = encodeURIComponent(last);
    expect(first.next).toBe(`${ORIGIN}${path}?page_after=${cursor}&page_size=2`);

    const second = await page(trial, first.next);
    expect(second.rows[0]?.[stamp] && second.rows[0][stamp] < last).toBe(true);
    expect(second.previous).toBe(
      `${ORIGIN}${path}?page_before=${encodeURIComponent(second.rows[0]?.[stamp] ?? "")}&page_size=2`,
    );
    expect(await page(trial, second.previous)).toEqual(first);
  });

  test("keep the size, the filters and what is expanded in their links, and nothing else", async () => {
    const trial = startTrial(DAYS);
    const bounds = `${stamp}__gte=2024-04-11T00%3A00%3A00Z&${stamp}__lte=2024-04-15T12%3A00%3A00%2B02%3A00`;
    const { next } = await page(trial, `${path}?expand=evse&what=ever&${bounds}&expand=evse.user&page_before=1`);
    expect(next).toBe("about:blank");
    const started = await page(trial, `${path}?expand=evse&what=ever&${bounds}&expand=evse.user&page_size=2`);
    const query = started.next.replace(/page_after=[^&]+/, "page_after=X");
    expect(query).toBe(`${ORIGIN}${path}?page_after=X&page_size=2&${bounds}&expand=evse&expand=evse.user`);
  });

  test("name the default size in their links", async () => {
    expect((await page(startTrial(), path)).next).toMatch(/page_after=[^&]+&page_size=25$/);
  });

  test("follow page_after if both cursors are given, and the last of each", async () => {
    const trial = startTrial(DAYS);
    const [a, b, c, d] = (await trial.read<Log[]>(path)).map((row) => encodeURIComponent(row[stamp]));
    const { rows } = await page(trial, `${path}?page_size=1&page_before=${d}&page_after=${a}&page_after=${b}`);
    expect(rows.map((row) => encodeURIComponent(row[stamp]))).toEqual([c]);
  });

  test.for(["page_after=x", "page_before=x", "page_after=", "page_before=2024-04-17", "page_after=x&page_before=2024"])(
    "take any cursor, and find nothing behind %s",
    async (cursor) => {
      const { rows, previous, next } = await page(startTrial(), `${path}?${cursor}`);
      expect({ rows, previous, next }).toEqual({ rows: [], previous: "about:blank", next: "about:blank" });
    },
  );

  test.for([
    ["page_after", "0000-01-01T00:00:00Z"],
    ["page_before", "9999-12-31T23:59:59Z"],
  ])("find nothing beyond %s=%s", async ([name, stamp]) => {
    expect((await page(startTrial(), `${path}?${name}=${stamp}`)).rows).toEqual([]);
  });

  test("are found by their exact moment, in any zone and with any digits", async () => {
    const { read, get } = startTrial(DAYS);
    const [row] = await read<Log[]>(path);
    const exact = row?.[stamp] ?? "";
    const elsewhere = `${new Date(Date.parse(exact) + 7_200_000).toISOString().slice(0, 19)}${exact.slice(19, -1)}+02:00`;
    for (const same of [exact, encodeURIComponent(exact), exact.replace("Z", "000Z"), elsewhere]) {
      expect(await read(`${path}/${same}`)).toEqual(row);
    }
    const lastDigit = (Number(exact.at(-2)) + 1) % 10;
    for (const other of [exact.replace("Z", "1Z"), `${exact.slice(0, -2)}${lastDigit}Z`]) {
      expect((await get(`${path}/${other}`)).status).toBe(404);
    }
  });

  test("lie within inclusive bounds", async () => {
    const { read } = startTrial(DAYS);
    const rows = await read<Log[]>(`${path}?page_size=20`);
    const [from, to] = [rows[9]?.[stamp] ?? "", rows[4]?.[stamp] ?? ""];
    expect(await read(`${path}?${stamp}__gte=${from}&${stamp}__lte=${to}`)).toEqual(rows.slice(4, 10));
    const after = `${from.slice(0, -1)}1Z`;
    expect(await read(`${path}?${stamp}__gte=${after}&${stamp}__lte=${to}`)).toEqual(rows.slice(4, 9));
  });

  test("cover the time they are asked for, and are the same each time", async () => {
    const trial = startTrial(DAYS);
    const rows = await trial.read<Log[]>(`${path}?page_size=100`);
    expect(rows.every((row) => row[stamp] >= "2024-04-10" && row[stamp] < "2024-04-17")).toBe(true);
    expect(await startTrial(DAYS).read(`${path}?page_size=100`)).toEqual(rows);
    expect(await startTrial({ ...DAYS, seed: 2 }).read(`${path}?page_size=100`)).not.toEqual(rows);
  });

  test("are not there before they are logged", async () => {
    const { read, get, clock } = startTrial();
    clock.now = NOW + 86_400_000;
    const rows = await read<Log[]>(`${path}?page_size=10`);
    const newest = rows[0] as Log;
    const loggedMs = Date.parse(newest.logged_at);
    clock.now = loggedMs - 1;
    expect(await read<Log[]>(`${path}?page_size=9`)).toEqual(rows.slice(1));
    expect((await get(`${path}/${newest[stamp]}`)).status).toBe(404);
    clock.now = loggedMs + 1;
    expect(await read<Log[]>(`${path}?page_size=10`)).toEqual(rows);
    expect(await read(`${path}/${newest[stamp]}`)).toEqual(newest);
  });
});

test("without a beginning or an end, logs reach 30 days back and come as time goes on", async () => {
  const { client, clock } = startTrial({ sampleIntervalSeconds: 3600 });
  const rows = await client().statusLogs.list(EVSE_ID).toArray();
  const oldest = rows.at(-1)?.sampled_at ?? "";
  expect(oldest >= "2024-03-18T09:39:45" && oldest < "2024-03-19").toBe(true);
  clock.now += 7 * 86_400_000;
  const later = await client().statusLogs.list(EVSE_ID).toArray();
  expect(later.slice(-rows.length)).toEqual(rows);
  expect(later.length - rows.length).toBeGreaterThan(24);
});

test("the client drains thousands of rows in both directions, in the same pages", async () => {
  const client = startTrial({ from: "2024-03-30T00:00:00Z" }).client();
  const list = client.statusLogs.list(EVSE_ID);
  const down = [];
  for await (const page of list.pages()) down.push(page);
  const rows = down.flatMap(({ items }) => items);
  const stamps = rows.map(({ sampled_at }) => sampled_at);
  expect(rows.length).toBeGreaterThan(3000);
  expect(stamps).toEqual([...new Set(stamps)].sort().reverse());
  expect(down.slice(0, -1).every(({ items }) => items.length === 100)).toBe(true);

  const up: string[][] = [];
  for (let from = down.at(-1)?.previous; from !== undefined; ) {
    // One page only: its own `next` leads down again.
    for await (const page of client.statusLogs.list(EVSE_ID, {}, { from }).pages()) {
      up.unshift(page.items.map(({ sampled_at }) => sampled_at));
      from = page.previous;
      break;
    }
  }
  expect(up.flat()).toEqual(stamps.slice(0, up.flat().length));
  expect(up).toHaveLength(down.length - 1);
});

test("each charger has logs of its own", async () => {
  const trial = startTrial({ evses: 3, ...DAYS });
  const [first = "", second = "", third = ""] = trial.simulator.evseIds;
  expect(first).toBe(EVSE_ID);
  const logs = await Promise.all(
    [first, second, third].map(async (id) => {
      const rows = await trial.read<Log[]>(`/v2/evses/${id}/status_logs`);
      expect(rows[0]?.evse).toBe(`${ORIGIN}/v2/evses/${id}`);
      return rows.map(({ sampled_at }) => sampled_at);
    }),
  );
  expect(logs[0]).not.toEqual(logs[1]);
  expect(logs[1]).not.toEqual(logs[2]);
});
