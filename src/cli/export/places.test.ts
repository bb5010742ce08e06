import { expect, it } from "vitest";
import { kinds } from "../shared/log-kinds.ts";
import { stampsOf, startOf, withoutRepeated } from "./places.ts";

const kind = kinds.status;
const logs = [{ sampled_at: "3" }, { sampled_at: "2" }, { sampled_at: "1" }];
const place = { ...startOf("A"), stamps: ["4", "3"] };

it("what the page before had is not taken again", () => {
  expect(withoutRepeated(logs, place, kind)).toEqual([{ sampled_at: "2" }, { sampled_at: "1" }]);
});

it("logs without a stamp can't be told apart, so all of them are taken", () => {
  const odd = [{ mode: "Idle" }, { mode: "Idle" }];
  const next = { ...place, stamps: stampsOf(odd, place, kind) };
  expect(withoutRepeated(odd, next, kind)).toEqual(odd);
});

it("the stamps are those of the last page that has logs", () => {
  expect(stampsOf(logs, place, kind)).toEqual(["3", "2", "1"]);
  expect(stampsOf([], place, kind)).toEqual(["4", "3"]);
});
