// One suite, several providers: each behaviour with every provider that can show it.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Behaviour } from "./behaviours/behaviour.ts";
import { behaviours } from "./behaviours/index.ts";
import { type Provider, type Running, startMocked, verify } from "./providers.ts";
import { startSimulated } from "./simulated.ts";

describe.each([
  // It has one page whatever the query, checks no scope and counts nothing.
  { name: "the mock", start: startMocked, shows: ["page", "refusals"] },
  { name: "the simulator behind the proxy", start: startSimulated, shows: ["page", "rows", "refusals", "control"] },
])("$name", ({ start, shows }) => {
  let provider: Running<Provider>;
  beforeAll(async () => {
    provider = await start();
  });
  afterAll(() => provider?.close());

  for (const behaviour of behaviours.filter(({ needs }) => shows.includes(needs))) {
    test(behaviour.title, () => verify(behaviour, provider));
  }
});

test("a request that goes past the proxy fails its behaviour", async ({ onTestFinished }) => {
  const provider = await startSimulated();
  onTestFinished(provider.close);
  const behaviour: Behaviour = {
    title: "strays",
    needs: "control",
    async run({ tokenUrl }) {
      await fetch(new URL("/v2/evses", tokenUrl));
    },
  };

  await expect(verify(behaviour, provider)).rejects.toThrow("sent to the proxy: nothing; passed on by it: /v2/evses?");
});
