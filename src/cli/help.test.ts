import { describe, expect, it } from "vitest";
import { runCli, Screen } from "../../tests/support/cli.ts";

async function help(...command: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli([...command, "--help"], { stdout: new Screen(80) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

describe.each([
  [],
  ["status"],
  ["commands"],
  ["get"],
  ["get", "status"],
  ["get", "command"],
  ["timeline"],
  ["follow"],
  ["simulate"],
])("the help of `%s %s`", (...command) => {
  it("fits 80 columns, examples aside, and begins with the usage", async () => {
    const text = await help(...command);
    expect(text).toMatch(RegExp(`^Usage: ${["ev-energy-logs", ...command].join(" ")} `));
    expect(text.split("\n").filter((line) => line.length > 80 && !line.startsWith("  $ "))).toEqual([]);
  });
});

it("the program's help names its commands, credentials and exit codes", async () => {
  expect(await help()).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs [options] [command]

    Export the logs of home chargers from ev.energy's API, and show what a charger
    did.

    Options:
      -V, --version                 output the version number
      -h, --help                    display help for command

    Commands:
      status [options] [evse...]    export status logs: the states that chargers
                                    reported
      commands [options] [evse...]  export command logs: the commands sent to
                                    chargers
      get                           show one log
      timeline [options] <evse>     show what a charger did
      follow [options] <evse>       show new logs of a charger as they appear
      simulate [options]            serve simulated chargers for testing
      help [command]                display help for command

    Credentials come from the environment, or from a file with --env-file:
      EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   of an application, or
      EV_ENERGY_TOKEN                                an access token
      EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        for another provider

    Exit codes:
      0    done, also if the reader of the output stops early
      1    failed, or some chargers could not be exported
      2    invalid usage
      3    credentials are missing or refused, or lack a scope
      4    rate limit reached
      130  interrupted

    Examples:
      $ ev-energy-logs status evse01HSH04KDEWF6Z4DB2J77J74K5 --since 7d
      $ ev-energy-logs commands --evses chargers.txt --since 30d -o month.csv
      $ ev-energy-logs timeline evse01HSH04KDEWF6Z4DB2J77J74K5 -o week.html
      $ ev-energy-logs simulate
    "
  `);
});

it.each([
  ["status", ["--since", "--until", "--resume", "--wait", "--expand", "(default: 4)", "--concurrency", "evse:read"]],
  ["commands", ["debug:read", "--evses", "--output", '"table", "ndjson", "csv", "json"']],
  ["follow", ["(default: 60s)", "--lookback", "(default: 2h)", "Ctrl-C"]],
  ["simulate", ["(default: 4011)", '(default: "30d")', "(default: 5m)", "(default: 1000)", "--seed", "--write-evses"]],
])("the help of `%s` names its options and defaults", async (command, texts) => {
  const text = await help(command);
  for (const part of texts) expect(text).toContain(part);
});
