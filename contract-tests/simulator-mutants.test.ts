// The suite bites: whatever a simulator does wrong, a behaviour fails with it behind the proxy.

import { describe, expect, onTestFinished, test } from "vitest";
import { alteredAnswers, alteredRequests } from "./altered.ts";
import { behaviours } from "./behaviours/index.ts";
import { verify } from "./providers.ts";
import { startSimulated } from "./simulated.ts";
import { mutants } from "./simulator-mutants.ts";
import { type Create, spoilt } from "./spoiling.ts";

async function start(create: Create) {
  const provider = await startSimulated(create);
  onTestFinished(provider.close);
  return provider;
}

describe.each(Object.entries(mutants))("%s", (title, wrongs) => {
  test.for(Object.entries(wrongs))("fails if %s", async ([, create]) => {
    const behaviour = behaviours.find((each) => each.title === title);
    if (!behaviour) expect.unreachable("there is no such behaviour");
    const trial = verify(behaviour, await start(create));

    await expect(trial).rejects.toThrow();
    // A mutant that breaks down is caught for that alone, whatever else it does.
    await expect(trial).rejects.not.toThrow("stoplight.io/prism/errors#UNKNOWN");
  });
});

test("no behaviour fails because of the way in which mutants are made", async () => {
  const unchanged = spoilt((fetch) =>
    alteredAnswers(
      alteredRequests(fetch, () => {}),
      () => {},
    ),
  );
  const provider = await start(unchanged);

  for (const behaviour of behaviours) await verify(behaviour, provider);
});
