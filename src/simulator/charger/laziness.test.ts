// What a simulator computes, counted in days and logs, since times differ from machine to machine.

import { beforeEach, describe, expect, test, vi } from "vitest";
import { createSimulator } from "../simulator.ts";
import type { Plan } from "./plan.ts";

const computed = vi.hoisted(() => ({ days: new Set<number>(), logs: 0 }));

vi.mock("./plan.ts", async (load) => {
  const actual = await load<typeof import("./plan.ts")>();
  const createPlanner: typeof actual.createPlanner = (...args) => {
    const planOf = actual.createPlanner(...args);
    return (period): Plan => {
      computed.days.add(period);
      return planOf(period);
    };
  };
  return { ...actual, createPlanner };
});

vi.mock("./status.ts", async (load) => {
  const actual = await load<typeof import("./status.ts")>();
  const statusFields: typeof actual.statusFields = (...args) => {
    computed.logs++;
    return actual.statusFields(...args);
  };
  return { ...actual, statusFields };
});

beforeEach(() => {
  computed.days.clear();
  computed.logs = 0;
});

const startTenYears = (disorder = false) =>
  createSimulator({ from: "2016-01-31T12:00:00Z", now: () => Date.UTC(2026, 0, 31, 12), disorder });

async function readPage(disorder: boolean, query: string): Promise<unknown> {
  const { fetch, evseIds } = startTenYears(disorder);
  const url = `https://simulator.example/v2/evses/${evseIds[0]}/status_logs?page_size=100${query}`;
  return await (await fetch(url, { headers: { Authorization: "Bearer demo-token" } })).json();
}

test("ten years of a charger cost nothing until they are read", () => {
  startTenYears();

  expect(computed).toEqual({ days: new Set(), logs: 0 });
});

describe.for([
  ["the newest page of ten years", ""],
  ["a page in the middle", "&sampled_at__lte=2021-02-03T12:00:00Z"],
  ["a page of the first year", "&sampled_at__lte=2016-02-03T12:00:00Z"],
  ["a page before a cursor", "&page_before=2016-02-03T12:00:00Z"],
] as const)("%s", ([, query]) => {
  test("costs little more than its hundred logs", async () => {
    expect(await readPage(false, query)).toHaveLength(100);
    expect(computed.logs).toBeLessThanOrEqual(110);
    expect(computed.days.size).toBeLessThanOrEqual(3);
  });

  test("costs some more logs and days with disorder", async () => {
    expect(await readPage(true, query)).toHaveLength(100);
    expect(computed.logs).toBeLessThanOrEqual(1000);
    expect(computed.days.size).toBeLessThanOrEqual(30);
  });
});
