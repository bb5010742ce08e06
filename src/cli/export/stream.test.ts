import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { Writable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { Screen, temporaryFolder } from "../../../tests/support/cli.ts";
import type { Format } from "../shared/formats/format.ts";
import { StreamDestination } from "./stream.ts";

const format = { head: "<", betweenChargers: "|", foot: ">" } as Format;

function start(chargers: number) {
  const screen = new Screen();
  return { screen, destination: new StreamDestination(screen, format, chargers) };
}

describe("what several chargers give comes out one after the other", () => {
  it("at once for the charger whose turn it is", async () => {
    const { screen, destination } = start(2);
    expect(await destination.append(0, "aé")).toBe(3);
    expect(screen.text).toBe("<aé");
    await destination.append(1, "b");
    expect(screen.text).toBe("<aé");
    await destination.end(0);
    expect(screen.text).toBe("<aé|b");
    await destination.append(1, "B");
    expect(screen.text).toBe("<aé|bB");
    await destination.end(1);
    await destination.finish();
    expect(screen.text).toBe("<aé|bB>");
    await destination.close();
  });

  it("whatever the order in which they end", async () => {
    const { screen, destination } = start(4);
    await destination.append(3, "d");
    await destination.end(3);
    await destination.append(1, "b");
    await destination.end(1);
    await destination.end(2);
    expect(screen.text).toBe("");
    await destination.append(0, "a");
    await destination.end(0);
    await destination.finish();
    expect(screen.text).toBe("<a|b|d>");
    await destination.close();
  });

  it("also if one gives more, and ends, while what it gave before is on its way", async () => {
    const { screen, destination } = start(3);
    await destination.append(1, "b");
    await destination.append(2, "c");
    await Promise.all([
      destination.end(0),
      destination.append(1, "B").then(() => destination.end(1)),
      destination.append(2, "C").then(() => destination.end(2)),
    ]);
    await destination.finish();
    expect(screen.text).toBe("<bB|cC>");
    await destination.close();
  });

  it("with head and foot, though no charger gives anything", async () => {
    const { screen, destination } = start(1);
    await destination.end(0);
    await destination.finish();
    expect(screen.text).toBe("<>");
  });
});

it("temporary files are gone once it is over, whatever came of it", async () => {
  const folder = temporaryFolder();
  vi.stubEnv("TMPDIR", folder);
  expect(tmpdir()).toBe(folder);
  const { destination } = start(2);
  await destination.append(1, "b");
  expect(readdirSync(folder)).toHaveLength(1);
  await destination.close();
  expect(readdirSync(folder)).toEqual([]);
  vi.unstubAllEnvs();
});

it("a stream that fails is the failure of whoever writes to it", async () => {
  const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error("no space left")) });
  full.on("error", () => {});
  const destination = new StreamDestination(full, format, 2);
  await destination.append(1, "b");
  await expect(destination.end(0)).rejects.toThrow("the output can't be written: no space left");
  await expect(destination.append(1, "B")).resolves.toBe(1);
  await destination.close();
});
