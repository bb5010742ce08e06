// The commands of a plan, as the provider logs them. The charger follows them, as the plan's windows tell.

import type { CommandLog } from "../types.ts";
import type { Plan, Visit } from "./plan.ts";
import { Random } from "./random.ts";
import type { Entry } from "./series.ts";
import { formatStamp, HOUR_US, MINUTE_US } from "./stamps.ts";
import type { Traits } from "./traits.ts";
import type { Window } from "./windows.ts";

type CommandFields = Required<Omit<CommandLog, "url" | "evse">>;

interface Command {
  readonly atUs: number;
  readonly reason: NonNullable<CommandFields["reason"]>;
  /** The target; a command that has none leaves it as it is. */
  readonly milliamps: number | null;
}

const MOST_RETRIES = 3;

/** The command logs of a plan, oldest first. */
export function commandEntries(traits: Traits, plan: Plan): readonly Entry[] {
  const random = new Random(traits.key, "commands", plan.period);
  const commands = [...dailyCommands(random, plan), ...(plan.visit ? visitCommands(random, plan.visit) : [])];
  let stampUs = -Infinity;
  return commands
    .sort((a, b) => a.atUs - b.atUs)
    .map((command) => {
      // No two have the same stamp, since it identifies them.
      stampUs = Math.max(stampUs + 1, command.atUs);
      return { stampUs, loggedUs: stampUs, fields: commandFields(random, command, stampUs) };
    });
}

function commandFields(random: Random, { reason, milliamps }: Command, stampUs: number): CommandFields {
  return {
    logged_at: formatStamp(stampUs),
    max_load_target_milliamps: milliamps,
    is_enabled_target: milliamps === null ? null : milliamps > 0,
    always_enabled: milliamps === null ? null : false,
    reason,
    // Now and then the device's own command log was not found.
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

function visitCommands(random: Random, visit: Visit): Command[] {
  const { holdUs, heldUs, windows, unpluggedUs } = visit;
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

/** Begin, end, and some reminders to a charger that does not follow. */
function windowCommands(random: Random, { reason, milliamps, startUs, openUs, stopUs }: Window): Command[] {
  const commands: Command[] = [{ atUs: startUs, reason, milliamps }];
  const patienceUs = random.between(10, 20) * MINUTE_US;
  for (let count = 1; count <= MOST_RETRIES && startUs + count * patienceUs < openUs; count++) {
    commands.push({ atUs: Math.round(startUs + count * patienceUs), reason: "START_CHARGE", milliamps });
  }
  commands.push({ atUs: stopUs, reason: "STOP_CHARGE", milliamps: 0 });
  return commands;
}
