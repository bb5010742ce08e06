// What the program says of itself, as it says it.

import { expect, it } from "vitest";
import { runCli } from "../../tests/support/cli.ts";

/** Gives the help in a pipe, which has 80 columns. */
async function help(...command: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli([...command, "--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  // Command lines are to be copied, so they are not broken.
  expect(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  $ "))).toEqual([]);
  return stdout;
}

it("the program helps", async () => {
  expect(await help()).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs [options] [command]

    Pulls the logs of home chargers out of ev.energy's API, and shows what a charger
    did.

    Options:
      -V, --version                 output the version number
      -h, --help                    display help for command

    Commands:
      status [options] [evse...]    export what state chargers were in
      commands [options] [evse...]  export what chargers were told to do
      get                           show one log
      timeline [options] <evse>     show what a charger did
      follow [options] <evse>       show new logs of a charger as they come
      simulate [options]            serve made-up logs, to try things on
      mock [options]                serve the contract's examples, if Prism is
                                    installed
      help [command]                display help for command

    Credentials come from the environment, or from a file with --env-file:
      EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   those of an application, or
      EV_ENERGY_TOKEN                                a token
      EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        where another provider is

    Exit codes:
      0    done; also if whoever reads the output has left
      1    failed, or some chargers could not be exported
      2    a mistake in the use of the program
      3    credentials are missing or refused, or lack a scope
      4    the rate limit is used up
      130  interrupted

    Examples:
      $ ev-energy-logs status evse01HSH04KDEWF6Z4DB2J77J74K5 --since 7d
      $ ev-energy-logs commands --evses chargers.txt --since 30d -o month.csv
      $ ev-energy-logs timeline evse01HSH04KDEWF6Z4DB2J77J74K5 -o week.html
      $ ev-energy-logs simulate
    "
  `);
});

it("`status` helps", async () => {
  expect(await help("status")).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs status [options] [evse...]

    Export what state chargers were in, newest first. Needs the scope evse:read.

    Arguments:
      evse                   ids of chargers; - reads them from standard input, one
                             a line

    Options:
      --evses <file>         read ids from this file, one a line; # begins a comment
      --since <when>         only logs from then on: 2026-01-31T08:00:00Z,
                             2026-01-31 (its start in UTC), or so long ago: 7d, 12h,
                             30m
      --until <when>         only logs up to then, likewise (default: now)
      --expand <path>        put in what the log only names; may be repeated: evse,
                             evse.model, evse.model.make, evse.user (default:
                             nothing)
      --format <name>        the form of the output (default: what the name of
                             --output says, else table on a terminal, else ndjson)
                             (choices: "table", "ndjson", "csv", "json")
      -o, --output <file>    write to this file, which appears once it is complete;
                             .csv, .json, .ndjson and .jsonl say its form
      --resume               go on where an export to the same --output was stopped
      --wait                 sit out the rate limit, however long it takes; without
                             it, up to a minute
      --concurrency <n>      how many chargers at a time (default: 4)
      --base-url <url>       where the API is (default: https://api.ev.energy/v2)
      -e, --env-file <file>  read credentials from this file, written as NAME=value
      -q, --quiet            no progress, errors alone
      --no-color             no colours (so does NO_COLOR)
      --debug                show each request, and the stack of an error
      -h, --help             display help for command

    Credentials come from the environment, or from a file with --env-file:
      EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   those of an application, or
      EV_ENERGY_TOKEN                                a token
      EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        where another provider is

    Until FILE of --output is complete, FILE.checkpoint.json, FILE.part1 and on, and
    FILE.lock lie beside it. Leave them there: --resume needs them, and they go by
    themselves.

    A row of CSV has the id of the charger (evse_id), a column for each field of the
    contract, and one (other) for what a log has besides. What is nested, as by
    --expand, is JSON.

    Examples:
      $ ev-energy-logs status evse01HSH04KDEWF6Z4DB2J77J74K5 --since 7d
      $ ev-energy-logs status --evses chargers.txt --since 2026-01-01 --until 2026-02-01 -o january.csv
      $ ev-energy-logs status --evses chargers.txt --since 30d -o month.ndjson --wait
      $ ev-energy-logs status evse01HSH04KDEWF6Z4DB2J77J74K5 | head -1

    Exit codes: see ev-energy-logs --help
    "
  `);
});

it("`commands` helps", async () => {
  expect(await help("commands")).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs commands [options] [evse...]

    Export what chargers were told to do, newest first. Needs the scope debug:read.

    Arguments:
      evse                   ids of chargers; - reads them from standard input, one
                             a line

    Options:
      --evses <file>         read ids from this file, one a line; # begins a comment
      --since <when>         only logs from then on: 2026-01-31T08:00:00Z,
                             2026-01-31 (its start in UTC), or so long ago: 7d, 12h,
                             30m
      --until <when>         only logs up to then, likewise (default: now)
      --expand <path>        put in what the log only names; may be repeated: evse,
                             evse.model, evse.model.make, evse.user (default:
                             nothing)
      --format <name>        the form of the output (default: what the name of
                             --output says, else table on a terminal, else ndjson)
                             (choices: "table", "ndjson", "csv", "json")
      -o, --output <file>    write to this file, which appears once it is complete;
                             .csv, .json, .ndjson and .jsonl say its form
      --resume               go on where an export to the same --output was stopped
      --wait                 sit out the rate limit, however long it takes; without
                             it, up to a minute
      --concurrency <n>      how many chargers at a time (default: 4)
      --base-url <url>       where the API is (default: https://api.ev.energy/v2)
      -e, --env-file <file>  read credentials from this file, written as NAME=value
      -q, --quiet            no progress, errors alone
      --no-color             no colours (so does NO_COLOR)
      --debug                show each request, and the stack of an error
      -h, --help             display help for command

    Credentials come from the environment, or from a file with --env-file:
      EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   those of an application, or
      EV_ENERGY_TOKEN                                a token
      EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        where another provider is

    Until FILE of --output is complete, FILE.checkpoint.json, FILE.part1 and on, and
    FILE.lock lie beside it. Leave them there: --resume needs them, and they go by
    themselves.

    A row of CSV has the id of the charger (evse_id), a column for each field of the
    contract, and one (other) for what a log has besides. What is nested, as by
    --expand, is JSON.

    Examples:
      $ ev-energy-logs commands evse01HSH04KDEWF6Z4DB2J77J74K5 --since 7d
      $ ev-energy-logs commands --evses chargers.txt --since 2026-01-01 --until 2026-02-01 -o january.csv
      $ ev-energy-logs commands --evses chargers.txt --since 30d -o month.ndjson --wait
      $ ev-energy-logs commands evse01HSH04KDEWF6Z4DB2J77J74K5 | head -1

    Exit codes: see ev-energy-logs --help
    "
  `);
});

it("`get` helps", async () => {
  expect(await help("get")).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs get [options] [command]

    Show one log.

    Options:
      -h, --help                        display help for command

    Commands:
      status [options] <evse> <stamp>   show a status log
      command [options] <evse> <stamp>  show a command log
      help [command]                    display help for command

    Examples:
      $ ev-energy-logs get status evse01HSH04KDEWF6Z4DB2J77J74K5 2024-04-17T09:39:45.984584Z
      $ ev-energy-logs get command evse01HSH04KDEWF6Z4DB2J77J74K5 2024-04-17T09:39:45.984584Z

    Exit codes: see ev-energy-logs --help
    "
  `);
});

it("`get status` helps", async () => {
  expect(await help("get", "status")).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs get status [options] <evse> <stamp>

    Show the status log of a charger from that moment.

    Arguments:
      evse                   the charger's id
      stamp                  its sampled_at, exactly as the log gives it

    Options:
      --expand <path>        put in what the log only names; may be repeated: evse,
                             evse.model, evse.model.make, evse.user (default:
                             nothing)
      --format <name>        the form of the output (default: what the name of
                             --output says, else table on a terminal, else ndjson)
                             (choices: "table", "ndjson", "csv", "json")
      -o, --output <file>    write to this file, which appears once it is complete;
                             .csv, .json, .ndjson and .jsonl say its form
      --base-url <url>       where the API is (default: https://api.ev.energy/v2)
      -e, --env-file <file>  read credentials from this file, written as NAME=value
      -q, --quiet            no progress, errors alone
      --no-color             no colours (so does NO_COLOR)
      --debug                show each request, and the stack of an error
      -h, --help             display help for command

    Credentials come from the environment, or from a file with --env-file:
      EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   those of an application, or
      EV_ENERGY_TOKEN                                a token
      EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        where another provider is

    Example:
      $ ev-energy-logs get status evse01HSH04KDEWF6Z4DB2J77J74K5 2024-04-17T09:39:45.984584Z

    Exit codes: see ev-energy-logs --help
    "
  `);
});

it("`get command` helps", async () => {
  expect(await help("get", "command")).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs get command [options] <evse> <stamp>

    Show the command log of a charger from that moment.

    Arguments:
      evse                   the charger's id
      stamp                  its logged_at, exactly as the log gives it

    Options:
      --expand <path>        put in what the log only names; may be repeated: evse,
                             evse.model, evse.model.make, evse.user (default:
                             nothing)
      --format <name>        the form of the output (default: what the name of
                             --output says, else table on a terminal, else ndjson)
                             (choices: "table", "ndjson", "csv", "json")
      -o, --output <file>    write to this file, which appears once it is complete;
                             .csv, .json, .ndjson and .jsonl say its form
      --base-url <url>       where the API is (default: https://api.ev.energy/v2)
      -e, --env-file <file>  read credentials from this file, written as NAME=value
      -q, --quiet            no progress, errors alone
      --no-color             no colours (so does NO_COLOR)
      --debug                show each request, and the stack of an error
      -h, --help             display help for command

    Credentials come from the environment, or from a file with --env-file:
      EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   those of an application, or
      EV_ENERGY_TOKEN                                a token
      EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        where another provider is

    Example:
      $ ev-energy-logs get command evse01HSH04KDEWF6Z4DB2J77J74K5 2024-04-17T09:39:45.984584Z

    Exit codes: see ev-energy-logs --help
    "
  `);
});
