// Each behaviour, with every provider that has the capabilities it needs.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Provider, Running } from "../providers/capabilities.ts";
import { startMocked } from "../providers/mocked.ts";
import { startSimulated } from "../providers/simulated.ts";
import { type Behaviour, verify } from "./behaviour.ts";
import { behaviours } from "./index.ts";

describe.each([
  // The mock returns one page whatever the query, checks no scope and counts no requests.
  { name: "the mock", start: startMocked, has: ["page", "refusals"] },
  { name: "the simulator behind the proxy", start: startSimulated, has: ["page", "rows", "refusals", "control"] },
])("$name", ({ start, has }) => {
  let provider: Running<Provider>;
  beforeAll(async () => {
    provider = await start();
  });
  afterAll(() => provider?.close());

  for (const behaviour of behaviours.filter(({ needs }) => has.includes(needs))) {
    test(behaviour.title, () => verify(behaviour, provider));
  }
});

test("a request that bypasses the proxy fails its behaviour", async ({ onTestFinished }) => {
  const provider = await startSimulated();
  onTestFinished(provider.close);
  const behaviour: Behaviour = {
    title: "bypass",
    needs: "control",
    async run({ tokenUrl }) {
      await fetch(new URL("/v2/evses", tokenUrl));
    },
  };

  await expect(verify(behaviour, provider)).rejects.toThrow("sent to the proxy: nothing; passed on by it: /v2/evses?");
});
