import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { temporaryFolder, testIo } from "../../../tests/support/cli.ts";
import { readEvses } from "./evses.ts";
import { Interruption } from "./failures.ts";

const [A, B, C] = ["A", "B", "C"].map((letter) => `evse${letter.repeat(26)}`) as [string, string, string];

function fileOf(text: string): string {
  const file = join(temporaryFolder(), "chargers.txt");
  writeFileSync(file, text);
  return file;
}

describe("the chargers", () => {
  it("come in the order in which they are given, each once", async () => {
    const file = fileOf(`${C}\n${B}\n`);
    expect(await readEvses([B, A, B], file, testIo([]))).toEqual({ ids: [B, A, C], complaints: [] });
  });

  it("stand one a line, among comments, blank lines and what editors put there", async () => {
    const file = fileOf(`\ufeff# Ours\r\n\r\n  ${A}  \r\n${B} # the kitchen\r\n#${C}`);
    expect(await readEvses([], file, testIo([]))).toEqual({ ids: [A, B], complaints: [] });
  });

  it.each([
    ["an argument", ["-", C], undefined],
    ["the file", [C], "-"],
  ])("come from standard input where %s is -", async (_, args, file) => {
    const { ids } = await readEvses(args, file, testIo([], { stdin: `${A}\n${B}\n` }));
    expect(ids.toSorted()).toEqual([A, B, C]);
  });

  it("come from standard input once, however often it is named", async () => {
    expect(await readEvses(["-", "-"], undefined, testIo([], { stdin: A }))).toEqual({ ids: [A], complaints: [] });
  });

  it("leave a complaint for each that is none, which does not show what a wrong file may hold", async () => {
    const file = fileOf(`${A}\nEV_ENERGY_TOKEN=secret\n\nevse1\n`);
    const { ids, complaints } = await readEvses(["evse2"], file, testIo([]));
    expect(ids).toEqual([A]);
    expect(complaints).toEqual([
      '"evse2": no id of a charger, which is `evse` and 26 characters of A-Z and 0-9',
      `${file}, line 2: no id of a charger, which is \`evse\` and 26 characters of A-Z and 0-9`,
      `${file}, line 4: no id of a charger, which is \`evse\` and 26 characters of A-Z and 0-9`,
    ]);
  });

  it.each([
    ["nothing is given", [], undefined, "no chargers; give their ids, --evses FILE, or - for standard input"],
    [
      "none is good",
      ["a", "b"],
      undefined,
      '"a": no id of a charger, which is `evse` and 26 characters of A-Z and 0-9',
    ],
    ["the file is missing", [A], "/no/file", "--evses: there is no file /no/file"],
    ["the file is a folder", [A], "/", "--evses: / is a folder"],
  ])("are a usage error if %s", async (_, args, file, message) => {
    await expect(readEvses(args, file, testIo([]))).rejects.toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });

  it("are no longer waited for after an interruption", async () => {
    const controller = new AbortController();
    const io = { ...testIo([], { signal: controller.signal }), stdin: new Readable({ read() {} }) };
    const reading = readEvses(["-"], undefined, io);
    controller.abort(new Interruption());
    await expect(reading).rejects.toBe(controller.signal.reason);
  });

  it("fail with the reason of standard input", async () => {
    const stdin = new Readable({
      read() {
        this.destroy(new Error("EIO: i/o error"));
      },
    });
    await expect(readEvses(["-"], undefined, { ...testIo([]), stdin })).rejects.toThrow("EIO: i/o error");
  });
});
