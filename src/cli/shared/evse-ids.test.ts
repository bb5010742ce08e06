import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { temporaryFolder, testIo } from "../../../tests/support/cli.ts";
import { Interruption } from "./errors.ts";
import { readEvseIds } from "./evse-ids.ts";

const [A, B, C] = ["A", "B", "C"].map((letter) => `evse${letter.repeat(26)}`) as [string, string, string];
const NOT_AN_ID = "not a charger id: expected `evse` followed by 26 characters (A-Z, 0-9)";

function fileOf(text: string): string {
  const file = join(temporaryFolder(), "chargers.txt");
  writeFileSync(file, text);
  return file;
}

it("keeps the order of ids, without duplicates", async () => {
  const file = fileOf(`${C}\n${B}\n`);
  expect(await readEvseIds([B, A, B], file, testIo([]))).toEqual({ ids: [B, A, C], errors: [] });
});

it("skips comments, blank lines and a byte-order mark", async () => {
  const file = fileOf(`\ufeff# Ours\r\n\r\n  ${A}  \r\n${B} # the kitchen\r\n#${C}`);
  expect(await readEvseIds([], file, testIo([]))).toEqual({ ids: [A, B], errors: [] });
});

it.each([
  [["-", C], undefined],
  [["-", "-", C], undefined],
  [[C], "-"],
])("reads standard input once: %j, --evses %s", async (args, file) => {
  const { ids } = await readEvseIds(args, file, testIo([], { stdin: `${A}\n${B}\n` }));
  expect(ids.toSorted()).toEqual([A, B, C]);
});

it("reports each invalid id, and nothing of what a wrong file may contain", async () => {
  const file = fileOf(`${A}\nEV_ENERGY_TOKEN=secret\n\nevse1\n`);
  expect(await readEvseIds(["evse2"], file, testIo([]))).toEqual({
    ids: [A],
    errors: [`"evse2": ${NOT_AN_ID}`, `${file}, line 2: ${NOT_AN_ID}`, `${file}, line 4: ${NOT_AN_ID}`],
  });
});

it.each([
  [[], undefined, "no chargers; name their ids, --evses FILE, or - for standard input"],
  [["a", "b"], undefined, `"a": ${NOT_AN_ID}`],
  [[A], "/no/file", "--evses: /no/file does not exist"],
  [[A], "/", "--evses: / is a directory"],
])("refuses %j with --evses %s", async (args, file, message) => {
  await expect(readEvseIds(args, file, testIo([]))).rejects.toThrow(expect.objectContaining({ message, exitCode: 2 }));
});

it("stops waiting for standard input after an interruption", async () => {
  const controller = new AbortController();
  const io = { ...testIo([], { signal: controller.signal }), stdin: new Readable({ read() {} }) };
  const reading = readEvseIds(["-"], undefined, io);
  controller.abort(new Interruption());
  await expect(reading).rejects.toBe(controller.signal.reason);
});

it("fails with the error of standard input", async () => {
  const stdin = new Readable({ read: () => void stdin.destroy(new Error("EIO: i/o error")) });
  await expect(readEvseIds(["-"], undefined, { ...testIo([]), stdin })).rejects.toThrow("EIO: i/o error");
});
