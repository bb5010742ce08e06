import { describe, expect, it } from "vitest";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidArgumentError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  TimeoutError,
} from "../../index.ts";
import {
  Advised,
  CommandError,
  EXIT,
  explain,
  Interruption,
  OutputError,
  UsageError,
  whyUnreadable,
} from "./failures.ts";

const LOGS = "https://api.example/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs";
const failed = { status: 500, headers: new Headers(), method: "GET", url: `${LOGS}?page_size=100` };
const limited = new RateLimitError("GET x: 429", {
  ...failed,
  retryAfterMs: 3_540_000,
  retryAt: new Date(2026, 0, 31, 9, 5, 59),
});
const REFUSED =
  "error: the token was refused (401), it is wrong or has expired; if it is that of EV_ENERGY_TOKEN, get a new one";
const MISSING = "error: 404 at https://api.example/v2: no such charger, ";
const systemError = (code: string) => Object.assign(new Error(`${code}: it is so`), { code, syscall: "write" });

describe("an error is explained", () => {
  it.each([
    ["usage", new UsageError("--since: no"), 2, ["error: --since: no"]],
    ["credentials", new CommandError(EXIT.credentials, "no credentials"), 3, ["error: no credentials"]],
    ["a 401", new AuthenticationError("GET x: 401", failed), 3, [REFUSED]],
    [
      "a client that is refused, by the names of its variables",
      new AuthenticationError("POST x: 401. Check clientId, clientSecret and tokenUrl.", { ...failed, method: "POST" }),
      3,
      ["error: POST x: 401. Check EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET and EV_ENERGY_TOKEN_URL."],
    ],
    [
      "a 403",
      new PermissionError("GET x: 403", { ...failed, requiredScopes: ["debug:read"] }),
      3,
      ["error: these credentials lack the scope debug:read (403)"],
    ],
    ["a 404", new NotFoundError("GET x: 404", failed), 1, [`${MISSING}or these credentials may not see it`]],
    [
      "a 404 of one log",
      new NotFoundError("GET x: 404", { ...failed, url: `${LOGS}/2026-01-31T12:00:00Z` }),
      1,
      [`${MISSING}no log with exactly this stamp, or these credentials may not see it`],
    ],
    [
      "a 404 of something else",
      new NotFoundError("GET x: 404", { ...failed, url: "https://api.example/" }),
      1,
      [
        "error: 404 at https://api.example/: no such charger, or these credentials may not see it; or the address is wrong: the API's ends in /v2",
      ],
    ],
    ["a 429", new RateLimitError("GET x: 429", failed), 4, ["error: the rate limit is used up (429)"]],
    [
      "a 404 at an address that lacks its end",
      new NotFoundError("GET x: 404", { ...failed, url: LOGS.replace("/v2", "") }),
      1,
      [
        "error: 404 at https://api.example: no such charger, or these credentials may not see it; or the address is wrong: the API's ends in /v2",
      ],
    ],
    [
      "a 429 that has an end",
      limited,
      4,
      [expect.stringMatching(/^error: the rate limit is used up \(429\); free again at 09:05 \S+ \(in 59 min\)$/)],
    ],
    ["a 500", new ApiError("GET x: 500", failed), 1, ["error: GET x: 500"]],
    ["a time-out", new TimeoutError("GET x: late; raise timeoutMs", { timeoutMs: 1 }), 1, ["error: GET x: late"]],
    ["a bad charger", new InvalidArgumentError("evseId: no", { argument: "evseId" }), 2, ["error: <evse>: no"]],
    ["a bad stamp", new InvalidArgumentError("loggedAt: no", { argument: "loggedAt" }), 2, ["error: <stamp>: no"]],
    ["a bad other", new InvalidArgumentError("pageSize: no", { argument: "pageSize" }), 2, ["error: pageSize: no"]],
    ["a file", systemError("EACCES"), 1, ["error: EACCES: it is so"]],
    [
      "a full disk",
      new OutputError(systemError("ENOSPC")),
      1,
      ["error: the output can't be written: ENOSPC: it is so"],
    ],
    ["a reader who has left", new OutputError(systemError("EPIPE")), 0, []],
    ["an interruption", new Interruption("SIGINT"), 130, ["Interrupted."]],
    ["what was said already", new CommandError(EXIT.failed, ""), 1, []],
    ["a bug", new TypeError("x is no function"), 1, ["error: x is no function (unexpected: --debug shows where)"]],
    ["what is no error", "a string", 1, ["error: a string"]],
  ])("%s", (_, error, exitCode, lines) => {
    expect(explain(error)).toEqual({ exitCode, lines });
  });

  it("with the reason why the connection failed, which fetch hides", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
    const thrown = new TypeError("fetch failed", { cause: refused });
    const lines = (cause: unknown, url = LOGS) =>
      explain(new ConnectionError(`GET ${url}: failed`, {}, { cause })).lines;
    const doubt = "is the address right? --base-url, EV_ENERGY_BASE_URL";
    expect(lines(thrown)).toEqual([`error: can't reach https://api.example (ECONNREFUSED); ${doubt}`]);
    expect(lines(new Error("bad port"))).toEqual([`error: can't reach https://api.example (bad port); ${doubt}`]);
    expect(lines(new Error("bad port"), "x")).toEqual(["error: GET x: failed (bad port)"]);
    expect(lines(new Error("closed"), "x")).toEqual(["error: GET x: failed (closed)"]);
    expect(lines(undefined, "x")).toEqual(["error: GET x: failed"]);
  });

  it("with advice in a line of its own", () => {
    const error = new Advised(new RateLimitError("GET x: 429", failed), "Come back later.");
    expect(explain(error)).toEqual({
      exitCode: 4,
      lines: ["error: the rate limit is used up (429)", "Come back later."],
    });
  });

  it.each([
    ["ENOSPC: no space left on device, write", "ENOSPC: no space left on device"],
    ["EACCES: permission denied, open '/a/b.csv.part1'", "EACCES: permission denied"],
    ["EXDEV: cross-device link not permitted, rename '/a/b' -> '/c/d'", "EXDEV: cross-device link not permitted"],
    ["write EPIPE", "write EPIPE"],
  ])("without the files beside the output: %s", (message, reason) => {
    expect(new OutputError(new Error(message)).message).toBe(`the output can't be written: ${reason}`);
  });
});

it.each([
  ["ENOENT", "there is no file a.txt"],
  ["EISDIR", "a.txt is a folder"],
  ["EACCES", "a.txt can't be read (EACCES)"],
  [undefined, "a.txt can't be read (it is so)"],
])("a file can't be read for %s", (code, sentence) => {
  expect(whyUnreadable("a.txt", Object.assign(new Error("it is so"), code && { code }))).toBe(sentence);
});
