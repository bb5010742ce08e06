import { expect, it } from "vitest";
import { runCli } from "../../../tests/support/cli.ts";
import { EXAMPLE_EVSE } from "./options.ts";

const SECRETS =
  "Set tokens and secrets in the environment (EV_ENERGY_TOKEN, or EV_ENERGY_CLIENT_ID and\n" +
  "EV_ENERGY_CLIENT_SECRET), or in a file that -e FILE names. They are never arguments.\n";
const before = (command: string, flag: string) =>
  `error: unknown option '${flag}'\nPut options after the command: ${command} COMMAND ${flag}\n`;

it.each([
  [["--base-url=https://api.example/v2", "status", EXAMPLE_EVSE], before("ev-energy-logs", "--base-url")],
  [["-q", "status", EXAMPLE_EVSE], before("ev-energy-logs", "-q")],
  [["get", "--format", "json", "status", EXAMPLE_EVSE], before("ev-energy-logs get", "--format")],
  [["status", "--token", "my-secret", EXAMPLE_EVSE], `error: unknown option '--token'\n${SECRETS}`],
  [["follow", EXAMPLE_EVSE, "--client-secret=my-secret"], `error: unknown option '--client-secret'\n${SECRETS}`],
  [["timeline", EXAMPLE_EVSE, "--concurrency", "2"], "error: unknown option '--concurrency'\n"],
  [["status", EXAMPLE_EVSE, "--key=my-secret"], "error: unknown option '--key'\n"],
])("explains an unknown option without its value: %j", async (args, stderr) => {
  expect(await runCli(args)).toEqual({ code: 2, stdout: "", stderr });
});
