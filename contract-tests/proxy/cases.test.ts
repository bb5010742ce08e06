// A proxy that enforces the contract, case by case, over sockets.

import { afterAll, beforeAll, expect, test } from "vitest";
import { recordingFetch } from "../coverage/record.ts";
import { proxyCases } from "./cases.ts";
import { startReplyProxy } from "./proxy.ts";

let proxy: Awaited<ReturnType<typeof startReplyProxy>>;
beforeAll(async () => {
  proxy = await startReplyProxy(recordingFetch());
});
afterAll(() => proxy?.close());

for (const { title, observe, expected } of proxyCases) {
  test(title, async () => {
    expect(await observe(proxy)).toEqual(expected);
  });
}
