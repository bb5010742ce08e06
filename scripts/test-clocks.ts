// `npm run test:clocks`: runs the tests with the clock of all their processes shifted, and in other time zones. An argument
// selects the runs whose names contain it, such as `2028` or `Kolkata`.

import { spawnSync } from "node:child_process";
import { fromRoot, run, UserError } from "./command.ts";

/** The points in time at which runs start. Where they are just before a change, the tests run on both sides of it. */
const runs = [
  ["2028-02-29T11:00:00Z", "UTC"],
  ["2026-12-31T23:59:00Z", "UTC"],
  ["2027-03-28T00:59:00Z", "Europe/Berlin"],
  ["2027-10-31T00:59:00Z", "Europe/Berlin"],
  ["2026-12-03T09:30:00Z", "Asia/Kolkata"],
  ["2038-01-19T03:13:00Z", "America/St_Johns"],
  ["2027-04-03T13:44:00Z", "Pacific/Chatham"],
  ["2026-06-30T10:30:00Z", "Pacific/Kiritimati"],
] as const;

await run(import.meta, "Usage: npm run test:clocks -- [NAME]", () => {
  const [filter = ""] = process.argv.slice(2);
  const failed = runs.filter(([start, zone]) => {
    const name = `${start} in ${zone}`;
    if (!name.includes(filter)) return false;
    console.log(`\n${name}`);
    const preload = new URL("./shift-clock.js", import.meta.url);
    const env = { ...process.env, TZ: zone, CLOCK_STARTS_AT: start, CLOCK_STARTED_AT: `${Date.now()}` };
    const options = `${process.env["NODE_OPTIONS"] ?? ""} --import=${preload.href}`;
    const vitest = [fromRoot("node_modules/vitest/vitest.mjs"), "run"];
    const { status } = spawnSync(process.execPath, vitest, {
      env: { ...env, NODE_OPTIONS: options },
      stdio: "inherit",
    });
    return status !== 0;
  });
  if (failed.length > 0)
    throw new UserError(`Failed: ${failed.map(([start, zone]) => `${start} in ${zone}`).join(", ")}`);
});
