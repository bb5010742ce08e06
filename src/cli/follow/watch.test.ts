import { describe, expect, it } from "vitest";
import { createClient } from "../../index.ts";
import { Watch } from "./watch.ts";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";

/** A provider whose logs come as the test wants them: stamps of the minutes past noon. */
function startProvider(since?: string) {
  const stamps = { status_logs: [] as string[], command_logs: [] as string[] };
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL) => {
    const { pathname, searchParams } = new URL(new Request(input).url);
    const family = pathname.split("/").at(-1) as keyof typeof stamps;
    const field = family === "status_logs" ? "sampled_at" : "logged_at";
    const gte = searchParams.get(`${field}__gte`);
    asked.push(`${field === "sampled_at" ? "status" : "command"} from ${gte}`);
    const from = Date.parse(gte ?? "1970-01-01");
    const known = stamps[family].filter((stamp) => !(Date.parse(stamp) < from));
    return Response.json(
      known
        .sort()
        .reverse()
        .map((stamp) => ({ [field]: stamp })),
    );
  };
  const client = createClient({ auth: "token", baseUrl: "https://provider.example", fetch, maxRetries: 0 });
  const watch = new Watch({ client, evse: EVSE, since, expand: [], signal: new AbortController().signal });
  const look = async () => (await watch.look()).map(({ kind, stamp }) => `${kind} ${stamp.slice(14, -1)}`);
  return { stamps, asked, look };
}

const at = (time: string) => `2026-01-31T12:${time}Z`;

describe("watching a charger", () => {
  it("takes what is there at the first look for old", async () => {
    const { stamps, look } = startProvider();
    stamps.status_logs.push(at("00:00"), at("05:00"));
    stamps.command_logs.push(at("04:00"));
    expect(await look()).toEqual([]);
    expect(await look()).toEqual([]);
  });

  it("gives both kinds by time, to the microsecond, each log once", async () => {
    const { stamps, look } = startProvider();
    await look();
    stamps.status_logs.push(at("05:00.000002"), at("10:00"));
    stamps.command_logs.push(at("05:00.000001"), at("07:00"));
    expect(await look()).toEqual(["command 05:00.000001", "status 05:00.000002", "command 07:00", "status 10:00"]);
    stamps.status_logs.push(at("15:00"));
    expect(await look()).toEqual(["status 15:00"]);
    expect(await look()).toEqual([]);
  });

  it("gives the command first where both kinds have the same stamp", async () => {
    const { stamps, look } = startProvider();
    await look();
    stamps.status_logs.push(at("05:00"));
    stamps.command_logs.push(at("05:00"));
    expect(await look()).toEqual(["command 05:00", "status 05:00"]);
  });

  it("gives what is there from a moment on, if there is one", async () => {
    const { stamps, asked, look } = startProvider(at("02:00.000001"));
    stamps.status_logs.push(at("00:00"), at("05:00"), at("40:00"));
    expect(await look()).toEqual(["status 05:00", "status 40:00"]);
    expect(await look()).toEqual([]);
    expect(asked).toEqual([
      "command from 2026-01-31T12:02:00.000001Z",
      "status from 2026-01-31T12:02:00.000001Z",
      "command from 2026-01-31T12:02:00.000001Z",
      "status from 2026-01-31T12:30:00.000Z",
    ]);
  });

  it("gives a log that turns up late, up to ten minutes behind the newest, once", async () => {
    const { stamps, look } = startProvider();
    stamps.status_logs.push(at("30:00"));
    await look();
    stamps.status_logs.push(at("20:00"), at("29:00"));
    expect(await look()).toEqual(["status 20:00", "status 29:00"]);
    stamps.status_logs.push(at("19:59.999"), at("31:00"));
    expect(await look()).toEqual(["status 31:00"]);
    expect(await look()).toEqual([]);
  });

  it("gives what a charger reports after hours of silence, from its beginning", async () => {
    const { stamps, look } = startProvider();
    stamps.status_logs.push("2026-01-30T00:00:00Z");
    await look();
    stamps.status_logs.push("2026-01-30T06:00:00Z", at("00:00"));
    expect(await look()).toEqual(["status 00:00", "status 00:00"]);
  });

  it("gives all that comes of a charger that had no logs", async () => {
    const { stamps, asked, look } = startProvider();
    await look();
    stamps.status_logs.push(at("00:00"), at("50:00"));
    expect(await look()).toEqual(["status 00:00", "status 50:00"]);
    expect(asked.slice(2)).toEqual(["command from null", "status from null"]);
  });

  it("asks for nothing that is too old to be new", async () => {
    const { stamps, asked, look } = startProvider();
    await look();
    stamps.status_logs.push(at("00:00"), at("05:00"));
    await look();
    stamps.status_logs.push(at("20:00"));
    await look();
    await look();
    expect(asked.at(-1)).toBe("status from 2026-01-31T12:10:00.000Z");
  });

  it("finds at the next look what one that failed would have found", async () => {
    const { stamps, look } = startProvider();
    await look();
    stamps.command_logs.push(at("01:00"));
    const broken = stamps.status_logs;
    stamps.status_logs = undefined as unknown as string[];
    await expect(look()).rejects.toThrow("check the network");
    stamps.status_logs = broken;
    stamps.status_logs.push(at("02:00"));
    expect(await look()).toEqual(["command 01:00", "status 02:00"]);
  });

  it("gives a log whose stamp is none, once", async () => {
    const { stamps, look } = startProvider();
    await look();
    stamps.status_logs.push("some time or other.");
    expect(await look()).toHaveLength(1);
    expect(await look()).toEqual([]);
  });
});

describe("the first look", () => {
  /** Pages of a hundred status logs, so many seconds apart. */
  async function pagesRead(secondsApart: number): Promise<number> {
    let pages = 0;
    const fetch = async (input: RequestInfo | URL) => {
      const { pathname, searchParams } = new URL(new Request(input).url);
      if (pathname.endsWith("command_logs")) return Response.json([]);
      pages++;
      const first = Number(searchParams.get("page_after") ?? 0);
      const logs = Array.from({ length: 100 }, (_, index) => ({
        sampled_at: new Date(Date.UTC(2026, 0, 31) - (first + index) * secondsApart * 1000).toISOString(),
      }));
      return Response.json(logs, { headers: { Link: `<?page_after=${first + 100}>; rel="next"` } });
    };
    const client = createClient({ auth: "token", baseUrl: "https://provider.example", fetch });
    const { signal } = new AbortController();
    await new Watch({ client, evse: EVSE, expand: [], signal }).look();
    return pages;
  }

  it("costs one request of each kind, where a page reaches ten minutes back", async () => {
    expect(await pagesRead(7)).toBe(1);
  });

  it("reads on where it does not, but not for ever", async () => {
    const pages = await pagesRead(4);
    expect(pages).toBeGreaterThanOrEqual(2);
    expect(pages).toBeLessThanOrEqual(3);
  });
});
