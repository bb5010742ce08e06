import { describe, expect, it } from "vitest";
import { createClient } from "../../index.ts";
import { Poller } from "./poll.ts";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";

interface Row {
  readonly sampled_at?: string;
  readonly logged_at: string;
}

/** A provider with these logs, and a poller that looks back an hour. */
function start({ since, pageSize = 1000 }: { since?: string; pageSize?: number } = {}) {
  const rows = { status_logs: [] as Row[], command_logs: [] as Row[] };
  const requests: string[] = [];
  const clock = { now: Date.parse(at("12:00:00")) };
  /** Returned or thrown instead of logs. */
  const outage: { response?: () => Response } = {};
  const fetch = async (input: RequestInfo | URL) => {
    if (outage.response) return outage.response();
    const { pathname, searchParams } = new URL(new Request(input).url);
    const family = pathname.split("/").at(-1) as keyof typeof rows;
    const field = family === "status_logs" ? "sampled_at" : "logged_at";
    const from = searchParams.get(`${field}__gte`);
    const offset = Number(searchParams.get("page_after") ?? 0);
    requests.push(`${family} from ${from}${offset ? `, ${offset}` : ""}`);
    const found = rows[family]
      .filter((row) => !(Date.parse(row[field] ?? "") < Date.parse(from ?? "1970-01-01")))
      .sort((a, b) => ((a[field] ?? "") < (b[field] ?? "") ? 1 : -1));
    const next = offset + pageSize;
    const headers: HeadersInit = found.length > next ? { Link: `<?page_after=${next}>; rel="next"` } : {};
    return Response.json(found.slice(offset, next), { headers });
  };
  const client = createClient({ auth: "token", baseUrl: "https://provider.example", fetch, maxRetries: 0 });
  const { signal } = new AbortController();
  const poller = new Poller({
    client,
    evse: EVSE,
    since,
    lookbackMs: 3_600_000,
    expand: [],
    signal,
    now: () => clock.now,
  });
  return {
    rows,
    requests,
    clock,
    outage,
    poll: async () => (await poller.poll()).map(({ kind, timestamp }) => `${kind} ${timestamp.slice(11, -1)}`),
    /** A status log of this time on 31 January, recorded later or at once. */
    status: (sampled: string, logged = sampled) =>
      rows.status_logs.push({ sampled_at: at(sampled), logged_at: at(logged) }),
    command: (logged: string) => rows.command_logs.push({ logged_at: at(logged) }),
  };
}

const at = (time: string) => (time.includes("-") ? time : `2026-01-31T${time}Z`);

describe("a poll", () => {
  it("returns no logs that were there at the first one", async () => {
    const { poll, status, command } = start();
    status("12:00:00");
    command("12:04:00");
    expect(await poll()).toEqual([]);
    expect(await poll()).toEqual([]);
  });

  it("returns new logs of both kinds once, oldest first, to the microsecond", async () => {
    const { poll, status, command } = start();
    await poll();
    status("12:05:00.000002");
    status("12:10:00");
    command("12:05:00.000001");
    command("12:10:00");
    expect(await poll()).toEqual([
      "command 12:05:00.000001",
      "status 12:05:00.000002",
      "command 12:10:00",
      "status 12:10:00",
    ]);
    expect(await poll()).toEqual([]);
  });

  it("returns the logs from the start of the window on", async () => {
    const { poll, status, requests } = start({ since: at("12:02:00.000001") });
    status("12:00:00");
    status("12:05:00");
    status("14:00:00");
    expect(await poll()).toEqual(["status 12:05:00", "status 14:00:00"]);
    expect(await poll()).toEqual([]);
    expect(requests).toEqual([
      "command_logs from 2026-01-31T12:02:00.000001Z",
      "status_logs from 2026-01-31T12:02:00.000001Z",
      "command_logs from 2026-01-31T12:02:00.000001Z",
      "status_logs from 2026-01-31T13:00:00.000Z",
    ]);
  });

  it("returns late logs once, up to the lookback behind the newest log", async () => {
    const { poll, status } = start();
    status("12:00:00");
    await poll();
    status("11:00:00", "12:01:00");
    status("11:30:00", "12:01:00");
    expect(await poll()).toEqual(["status 11:00:00", "status 11:30:00"]);
    status("10:59:59", "12:02:00");
    status("12:02:00");
    expect(await poll()).toEqual(["status 12:02:00"]);
    expect(await poll()).toEqual([]);
  });

  it.each(["2027-01-31T00:00:00Z", "13:01:00"])(
    "returns a log of the future, %s, once, and those after it",
    async (future) => {
      const { poll, status } = start();
      status("12:00:00");
      await poll();
      status(future, "12:01:00");
      expect(await poll()).toHaveLength(1);
      status("12:05:00");
      status("11:10:00", "12:05:00");
      expect(await poll()).toEqual(["status 11:10:00", "status 12:05:00"]);
      expect(await poll()).toEqual([]);
    },
  );

  it("ignores a log of the future that was there at the first one", async () => {
    const { poll, status } = start();
    status("12:00:00");
    status("2027-01-31T00:00:00Z", "12:00:00");
    expect(await poll()).toEqual([]);
    status("12:05:00");
    expect(await poll()).toEqual(["status 12:05:00"]);
  });

  it("returns everything that a charger reports after hours of silence", async () => {
    const { poll, status } = start();
    status("00:00:00");
    await poll();
    status("06:00:00", "12:00:00");
    status("12:00:00");
    expect(await poll()).toEqual(["status 06:00:00", "status 12:00:00"]);
  });

  it("that fails changes nothing: the next one finds the same logs", async () => {
    const { rows, poll, status, command } = start();
    await poll();
    command("12:01:00");
    const logs = rows.status_logs;
    rows.status_logs = undefined as unknown as Row[];
    await expect(poll()).rejects.toThrow();
    rows.status_logs = logs;
    status("12:02:00");
    expect(await poll()).toEqual(["command 12:01:00", "status 12:02:00"]);
  });

  it("returns a log with an invalid timestamp once", async () => {
    const { rows, poll } = start();
    await poll();
    rows.status_logs.push({ sampled_at: "some time or other", logged_at: "soon" });
    expect(await poll()).toHaveLength(1);
    expect(await poll()).toEqual([]);
  });
});

it("the first poll reads as many pages as the lookback needs", async () => {
  const { poll, requests, rows } = start({ pageSize: 100 });
  for (let minutes = 0; minutes < 1000; minutes += 0.5) {
    const timestamp = new Date(Date.UTC(2026, 0, 31) - minutes * 60_000).toISOString();
    rows.status_logs.push({ sampled_at: timestamp, logged_at: timestamp });
  }
  await poll();
  // One page is prefetched.
  expect(requests.filter((request) => request.startsWith("status")).length).toBeLessThanOrEqual(3);
});

const unavailable = (date: string) =>
  new Response("", { status: 500, headers: { Date: new Date(date).toUTCString() } });
const unreachable = () => {
  throw new TypeError("fetch failed");
};
it.each([
  ["by the local clock without a response", unreachable, 12],
  ["by the provider's clock", () => unavailable(at("10:00:00")), 10],
])("after a failed first poll, logs recorded since the start are new: %s", async (_, response, hour) => {
  const { poll, status, command, clock, outage } = start();
  outage.response = response;
  await expect(poll()).rejects.toThrow();
  clock.now += 5 * 3_600_000;
  outage.response = () => unreachable();
  await expect(poll()).rejects.toThrow();
  delete outage.response;
  status(`${hour}:00:00`, `${hour - 1}:59:59`);
  command(`${hour}:01:00`);
  status(`${hour}:00:30`, `${hour}:02:00`);
  status("16:00:00");
  expect(await poll()).toEqual([`status ${hour}:00:30`, `command ${hour}:01:00`, "status 16:00:00"]);
  expect(await poll()).toEqual([]);
});
