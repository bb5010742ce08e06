import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../tests/support/cli.ts";
import type { Format } from "../shared/formats/format.ts";
import { loadCheckpoint } from "./checkpoint.ts";
import { FileDestination } from "./file-destination.ts";

const format = { head: "<", betweenChargers: "|", foot: ">" } as Format;
const request = { command: "status", evses: ["A", "B"], expand: [], format: "json", baseUrl: "https://api.example" };
const window = { since: undefined, until: "2026-01-31T12:00:00Z" };

/** Writes two chargers, but does not finish. */
async function start(check = () => {}) {
  const folder = temporaryFolder();
  const output = join(folder, "a.json");
  const open = (checkpoint = loadCheckpoint(output, request, window, true)) =>
    FileDestination.open({ output, format, checkpoint, lock: { check }, now: () => 0, say: () => {} });
  const checkpoint = loadCheckpoint(output, request, window, true);
  const destination = await open(checkpoint);
  for (const [index, charger] of checkpoint.chargers.entries()) {
    const { bytes, digest } = await destination.append(index, charger.evse);
    Object.assign(charger, { bytes: charger.bytes + bytes, digest, rows: 1, status: "done" });
    await destination.end(index);
  }
  return { folder, output, destination, open };
}

/** Finishes in another process. */
async function finishAgain({ folder, output, open }: Awaited<ReturnType<typeof start>>) {
  const next = await open();
  await next.finish();
  await next.close();
  expect(readFileSync(output, "utf8")).toBe("<A|B>");
  expect(readdirSync(folder)).toEqual(["a.json"]);
}

it("a process that was killed after the rename has left parts, which the next one removes", async () => {
  const started = await start();
  await started.destination.finish();
  expect(readdirSync(started.folder)).toEqual(["a.json", "a.json.checkpoint.json", "a.json.part2"]);
  await finishAgain(started);
});

it("a process that was killed before the rename has left joined parts, which the next one joins again", async () => {
  const started = await start();
  const { output, destination } = started;
  mkdirSync(output);
  writeFileSync(join(output, "in the way"), "");
  await expect(destination.finish()).rejects.toThrow();
  rmSync(output, { recursive: true });
  expect(readFileSync(`${output}.part1`, "utf8")).toBe("<A|B>");
  await finishAgain(started);
});

it("a process that has lost its lock writes nothing more", async () => {
  let isLost = false;
  const { folder, destination } = await start(() => {
    if (isLost) throw new Error("lost");
  });
  isLost = true;
  const before = readdirSync(folder);
  await expect(destination.append(0, "more")).rejects.toThrow("lost");
  await expect(destination.finish()).rejects.toThrow("lost");
  await destination.close();
  expect(readdirSync(folder)).toEqual(before);
});
