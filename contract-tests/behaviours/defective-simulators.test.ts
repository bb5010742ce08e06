// Every defect of a simulator behind the proxy makes a behaviour fail.

import { describe, expect, onTestFinished, test } from "vitest";
import { changeRequests, changeResponses } from "../providers/changed-fetch.ts";
import { startSimulated } from "../providers/simulated.ts";
import { verify } from "./behaviour.ts";
import { defects } from "./defective-simulators.ts";
import { type Create, withApi } from "./defects.ts";
import { behaviours } from "./index.ts";

async function start(create: Create) {
  const provider = await startSimulated(create);
  onTestFinished(provider.close);
  return provider;
}

describe.each(Object.entries(defects))("%s", (title, creates) => {
  test.for(Object.entries(creates))("fails if %s", async ([, create]) => {
    const behaviour = behaviours.find((each) => each.title === title);
    if (!behaviour) expect.unreachable("there is no such behaviour");
    const trial = verify(behaviour, await start(create));

    await expect(trial).rejects.toThrow();
    // A simulator that crashes would fail any behaviour.
    await expect(trial).rejects.not.toThrow("stoplight.io/prism/errors#UNKNOWN");
  });
});

test("a simulator that is wrapped but not changed passes", async () => {
  const unchanged = withApi((fetch) =>
    changeResponses(
      changeRequests(fetch, () => {}),
      () => {},
    ),
  );
  const provider = await start(unchanged);

  for (const behaviour of behaviours.filter(({ needs }) => needs === "rows")) await verify(behaviour, provider);
});
