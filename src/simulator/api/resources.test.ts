// The resources that `expand` embeds. The behaviours of the contract tests show where each of them is.

import { expect, test } from "vitest";
import { COMMAND_LOGS, STATUS_LOGS, startTrial } from "../../../tests/support/trial.ts";
import type { Evse, EvseModel, User } from "../../types.ts";

const ALL = "expand=evse.model.make&expand=evse.user";

/** Returns the EVSE of the newest status log, with all its resources. */
async function readEvse(trial = startTrial(), path = STATUS_LOGS): Promise<Evse> {
  const [log] = await trial.read<{ evse: Evse }[]>(`${path}?page_size=1&${ALL}`);
  return log?.evse as Evse;
}

test("the resources of a charger depend only on the seed, and are the same in every release", async () => {
  const evse = await readEvse();
  const { cpid, model, user } = evse;

  expect([cpid, (model as EvseModel).display_name, (user as User).full_name, (user as User).id]).toEqual([
    "SHIR342843",
    "Hearth Tethered 7 kW",
    "Priya Okafor",
    "user01HSERTJH0A72JXR5TNWDM1B0H",
  ]);
  expect(await readEvse(startTrial({ from: "2024-01-01T00:00:00Z", evses: 5 }))).toEqual(evse);
  expect((await readEvse(startTrial({ seed: 2 }))).user).not.toEqual(user);
});

test("a charger has the URL of its latest status log, or null before the first", async () => {
  const trial = startTrial();
  const [newest] = await trial.read<{ url: string }[]>(STATUS_LOGS);
  expect((await readEvse(trial)).latest_status_log).toBe(newest?.url);

  const [command] = await trial.read<{ logged_at: string }[]>(COMMAND_LOGS);
  const from = command?.logged_at ?? "";
  const early = startTrial({ from });
  early.clock.now = Date.parse(from) + 1;
  expect((await readEvse(early, COMMAND_LOGS)).latest_status_log).toBeNull();
});
