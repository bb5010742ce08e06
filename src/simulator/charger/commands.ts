// The commands of a plan, as the provider logs them. The windows of the plan say when the charger follows them.

import type { CommandLog } from "../../types.ts";
import { formatTimestamp, HOUR_US, MINUTE_US } from "../microseconds.ts";
import type { Plan, Session } from "./plan.ts";
import { Random } from "./random.ts";
import type { Entry } from "./series.ts";
import type { Traits } from "./traits.ts";
import type { Window } from "./windows.ts";

type CommandFields = Required<Omit<CommandLog, "url" | "evse">>;

interface Command {
  readonly atUs: number;
  readonly reason: NonNullable<CommandFields["reason"]>;
  /** Null leaves the target as it is. */
  readonly milliamps: number | null;
}

const MOST_RETRIES = 3;

/** Returns the command logs of a plan, oldest first. */
export function commandEntries(traits: Traits, plan: Plan): readonly Entry[] {
  const random = new Random(traits.key, "commands", plan.period);
  const commands = [...dailyCommands(random, plan), ...(plan.session ? sessionCommands(random, plan.session) : [])];
  let us = -Infinity;
  return commands
    .sort((a, b) => a.atUs - b.atUs)
    .map((command) => {
      // The timestamp identifies a log, so no two are the same.
      us = Math.max(us + 1, command.atUs);
      return { us, loggedUs: us, fields: commandFields(random, command, us) };
    });
}

function commandFields(random: Random, { reason, milliamps }: Command, us: number): CommandFields {
  return {
    logged_at: formatTimestamp(us),
    max_load_target_milliamps: milliamps,
    is_enabled_target: milliamps === null ? null : milliamps > 0,
    always_enabled: milliamps === null ? null : false,
    reason,
    // Null if the provider has not found the command log of the device.
    internal_command_id: random.chance(1 / 20) ? null : random.uuid(),
  };
}

function dailyCommands(random: Random, { fromUs }: Plan): Command[] {
  const atHour = (low: number, high: number) => fromUs + Math.round(random.between(low, high) * HOUR_US);
  const commands: Command[] = [{ atUs: atHour(14.5, 17), reason: "REFRESH_SCHEDULES", milliamps: null }];
  if (random.chance(1 / 60)) {
    commands.push({ atUs: atHour(0, 10), reason: "SMART_CHARGE_ENABLED_CHANGED", milliamps: null });
  }
  return commands;
}

function sessionCommands(random: Random, session: Session): Command[] {
  const { holdUs, heldUs, windows, unpluggedUs } = session;
  const commands: Command[] = [{ atUs: holdUs, reason: "SCHEDULED_CHARGING", milliamps: 0 }];
  if (random.chance(1 / 4)) {
    // Two logs within a millisecond.
    commands.push({ atUs: holdUs - random.whole(100, 900), reason: "REFRESH_SCHEDULES", milliamps: null });
  }
  if (random.chance(1 / 5)) {
    const atUs = Math.round(random.between(heldUs, windows[0]?.startUs ?? unpluggedUs));
    commands.push({ atUs, reason: "MAINTAIN_EVSE_STATE", milliamps: 0 });
  }
  for (const window of windows) commands.push(...windowCommands(random, window));
  return commands;
}

/** Returns the commands to start and to stop, and retries while the charger does not follow. */
function windowCommands(random: Random, { reason, milliamps, startUs, enabledUs, stopUs }: Window): Command[] {
  const commands: Command[] = [{ atUs: startUs, reason, milliamps }];
  const retryUs = random.between(10, 20) * MINUTE_US;
  for (let count = 1; count <= MOST_RETRIES && startUs + count * retryUs < enabledUs; count++) {
    commands.push({ atUs: Math.round(startUs + count * retryUs), reason: "START_CHARGE", milliamps });
  }
  commands.push({ atUs: stopUs, reason: "STOP_CHARGE", milliamps: 0 });
  return commands;
}
