import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../tests/support/cli.ts";
import type { Format } from "../shared/formats/format.ts";
import { findCheckpoint } from "./checkpoint.ts";
import { FileDestination } from "./file.ts";

const format = { head: "<", betweenChargers: "|", foot: ">" } as Format;
const request = { command: "status", evses: ["A", "B"], expand: [], format: "json", baseUrl: "https://api.example" };
const window = { since: undefined, until: "2026-01-31T12:00:00Z" };

/** Writes two chargers; what comes after the last part is up to the test. */
async function start() {
  const folder = temporaryFolder();
  const output = join(folder, "a.json");
  const resume = () => findCheckpoint(output, request, window, true);
  const open = () => FileDestination.open(output, format, resume(), () => 0);
  const checkpoint = resume();
  const destination = await FileDestination.open(output, format, checkpoint, () => 0);
  for (const [index, place] of checkpoint.places.entries()) {
    place.bytes += await destination.append(index, place.evse);
    Object.assign(place, { rows: 1, state: "done" });
    await destination.end(index);
  }
  return { folder, output, destination, open };
}

it("a process that is killed before it clears away leaves what the next one clears away", async () => {
  const { folder, output, destination, open } = await start();
  await destination.finish();
  expect(readdirSync(folder)).toEqual(["a.json", "a.json.checkpoint.json", "a.json.part2"]);
  const next = await open();
  await next.finish();
  await next.close();
  expect(readFileSync(output, "utf8")).toBe("<A|B>");
  expect(readdirSync(folder)).toEqual(["a.json"]);
});

it("a process that is killed before the file has its name leaves what the next one puts together again", async () => {
  const { folder, output, destination, open } = await start();
  mkdirSync(output);
  writeFileSync(join(output, "in the way"), "");
  await expect(destination.finish()).rejects.toThrow();
  rmSync(output, { recursive: true });
  expect(readFileSync(`${output}.part1`, "utf8")).toBe("<A|B>");
  const next = await open();
  await next.finish();
  await next.close();
  expect(readFileSync(output, "utf8")).toBe("<A|B>");
  expect(readdirSync(folder)).toEqual(["a.json"]);
});
