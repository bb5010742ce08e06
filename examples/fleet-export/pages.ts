// The store: a folder that all workers share. Each page is a separate file; after the last page, all are joined into one.
// Any worker can write a page again with the same result.

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export class PageStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(id: string, page: number, rows: readonly unknown[]): Promise<void> {
    await mkdir(this.#folderOf(id), { recursive: true });
    await replace(this.#fileOf(id, page), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }

  /** Joins the pages in order, newest row first. Fails if a page is missing. */
  async join(id: string, pages: number): Promise<void> {
    await replace(this.#wholeOf(id), this.#read(id, pages));
  }

  isWhole(id: string): boolean {
    return existsSync(this.#wholeOf(id));
  }

  async removePages(id: string): Promise<void> {
    await rm(this.#folderOf(id), { recursive: true, force: true });
  }

  async *#read(id: string, pages: number): AsyncGenerator<string> {
    let before = new Set<string>();
    for (let page = 1; page <= pages; page++) {
      const text = await readFile(this.#fileOf(id, page), "utf8");
      if (text === "") continue;
      const lines = text.split(/(?<=\n)/);
      // A row that is on two adjacent pages is written once.
      yield lines.filter((line) => !before.has(line)).join("");
      before = new Set(lines);
    }
  }

  #wholeOf(id: string): string {
    return join(this.#folder, `${id}.ndjson`);
  }

  #folderOf(id: string): string {
    return join(this.#folder, `${id}.pages`);
  }

  #fileOf(id: string, page: number): string {
    return join(this.#folderOf(id), `${page}.ndjson`);
  }
}

/** Writes a temporary file and renames it, so that readers see only complete files. Flushes it first, to survive a power cut. */
async function replace(file: string, text: string | AsyncIterable<string>): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  await writeFile(part, text, { flush: true });
  await rename(part, file);
}
