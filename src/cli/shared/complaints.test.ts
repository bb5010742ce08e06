import { describe, expect, it } from "vitest";
import { runCli } from "../../../tests/support/cli.ts";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const SECRETS =
  "Tokens and secrets are never arguments: they come from the environment (EV_ENERGY_TOKEN, or EV_ENERGY_CLIENT_ID\n" +
  "and EV_ENERGY_CLIENT_SECRET), or from a file with -e FILE.\n";

describe("an option that is not known", () => {
  it.each([
    [
      ["--base-url", "https://api.example/v2", "status", EVSE],
      "error: unknown option '--base-url'\nOptions go after the command: ev-energy-logs COMMAND --base-url\n",
    ],
    [
      ["--base-url=https://api.example/v2", "status", EVSE],
      "error: unknown option '--base-url'\nOptions go after the command: ev-energy-logs COMMAND --base-url\n",
    ],
    [["-q", "status", EVSE], "error: unknown option '-q'\nOptions go after the command: ev-energy-logs COMMAND -q\n"],
    [
      ["get", "--format", "json", "status", EVSE, "2026-01-31T12:00:00Z"],
      "error: unknown option '--format'\nOptions go after the command: ev-energy-logs get COMMAND --format\n",
    ],
    [["status", "--token", "my-secret", EVSE], `error: unknown option '--token'\n${SECRETS}`],
    [["--token", "my-secret", "status", EVSE], `error: unknown option '--token'\n${SECRETS}`],
    [["status", EVSE, "--token=my-secret"], `error: unknown option '--token'\n${SECRETS}`],
    [["timeline", EVSE, "--client-secret", "my-secret"], `error: unknown option '--client-secret'\n${SECRETS}`],
    [["follow", EVSE, "--client-id=app"], `error: unknown option '--client-id'\n${SECRETS}`],
    [["timeline", EVSE, "--concurrency", "2"], "error: unknown option '--concurrency'\n"],
    [["status", EVSE, "--key=my-secret"], "error: unknown option '--key'\n"],
    [["--colour", "status", EVSE], "error: unknown option '--colour'\n"],
  ])("has more said of it, and none of its value: %j", async (args, stderr) => {
    expect(await runCli(args)).toEqual({ code: 2, stdout: "", stderr });
  });
});
