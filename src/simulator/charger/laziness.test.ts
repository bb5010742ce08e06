// What a simulator computes, counted in days and logs, since times differ from machine to machine.

import { beforeEach, expect, test, vi } from "vitest";
import { createSimulator } from "../simulator.ts";
import type { Plan } from "./plan.ts";

const computed = vi.hoisted(() => ({ days: new Set<number>(), logs: 0 }));

vi.mock("./plan.ts", async (load) => {
  const actual = await load<typeof import("./plan.ts")>();
  const createPlanner: typeof actual.createPlanner = (traits) => {
    const planOf = actual.createPlanner(traits);
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

const startTenYears = () => createSimulator({ from: "2016-01-31T12:00:00Z", now: () => Date.UTC(2026, 0, 31, 12) });

test("ten years of a charger cost nothing until they are read", () => {
  startTenYears();

  expect(computed).toEqual({ days: new Set(), logs: 0 });
});

test.for([
  ["the newest", ""],
  ["one in the middle", "&sampled_at__lte=2021-02-03T12:00:00Z"],
  ["one of the first year", "&sampled_at__lte=2016-02-03T12:00:00Z"],
  ["one that is read upwards", "&page_before=2016-02-03T12:00:00Z"],
] as const)("a page of ten years costs little more than its hundred logs: %s", async ([, query]) => {
  const { fetch, evseIds } = startTenYears();
  const url = `https://simulator.example/v2/evses/${evseIds[0]}/status_logs?page_size=100${query}`;
  const response = await fetch(url, { headers: { Authorization: "Bearer demo-token" } });

  expect(await response.json()).toHaveLength(100);
  expect(computed.logs).toBeLessThanOrEqual(110);
  expect(computed.days.size).toBeLessThanOrEqual(3);
});
