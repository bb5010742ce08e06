import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { Screen } from "../../../tests/support/cli.ts";
import type { Format } from "../shared/formats/format.ts";
import { StreamDestination } from "./stream-destination.ts";

const format = { head: "<", betweenChargers: "|", foot: ">" } as Format;

function start(maxWaitingBytes?: number, output: Writable = new Screen()) {
  const controller = new AbortController();
  const destination = new StreamDestination(output, format, maxWaitingBytes);
  const append = (index: number, text: string) => destination.append(index, text, controller.signal);
  return { screen: output as Screen, destination, append, controller };
}

it("the charger whose turn it is is written at once, the next ones in their order", async () => {
  const { screen, destination, append } = start();
  expect(await append(0, "aé")).toEqual({ bytes: 3 });
  await append(1, "b");
  expect(screen.text).toBe("<aé");
  await destination.end(0);
  expect(screen.text).toBe("<aé|b");
  await append(1, "B");
  expect(screen.text).toBe("<aé|bB");
  await destination.end(1);
  await destination.finish();
  expect(screen.text).toBe("<aé|bB>");
});

it("chargers may end in any order, and without text", async () => {
  const { screen, destination, append } = start();
  await append(3, "d");
  await destination.end(3);
  await append(1, "b");
  await destination.end(1);
  await destination.end(2);
  await append(0, "a");
  await destination.end(0);
  await destination.finish();
  expect(screen.text).toBe("<a|b|d>");
});

it("text that is added while earlier text of the charger is being written comes after it", async () => {
  const { screen, destination, append } = start();
  await append(1, "b");
  await append(2, "c");
  await Promise.all([
    destination.end(0),
    append(1, "B").then(() => destination.end(1)),
    append(2, "C").then(() => destination.end(2)),
  ]);
  expect(screen.text).toBe("<bB|cC");
});

it("an output without text has a head and a foot", async () => {
  const { screen, destination } = start();
  await destination.end(0);
  await destination.finish();
  expect(screen.text).toBe("<>");
});

it("chargers pause when too much is waiting in memory", async () => {
  const { screen, destination, append } = start(3);
  await append(1, "bb");
  let isDone = false;
  const paused = append(2, "cc").then(() => {
    isDone = true;
  });
  await append(0, "aaaa");
  expect(isDone).toBe(false);
  await destination.end(0);
  await paused;
  await destination.end(1);
  expect(screen.text).toBe("<aaaa|bb|cc");
});

it("a charger that pauses stops with the signal's reason", async () => {
  const { append, controller } = start(0);
  const paused = append(1, "b");
  controller.abort(new Error("stop"));
  await expect(paused).rejects.toThrow("stop");
});

it("a stream that fails is an error of each write", async () => {
  const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error("no space left")) });
  const { destination, append } = start(
    undefined,
    full.on("error", () => {}),
  );
  await append(1, "b");
  await expect(destination.end(0)).rejects.toThrow("can't write the output: no space left");
  await expect(append(1, "B")).rejects.toThrow("can't write the output: no space left");
});
