import { expect, it } from "vitest";
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
  AdvisedError,
  CommandError,
  describeReadError,
  EXIT,
  explainError,
  Interruption,
  OutputError,
  UsageError,
} from "./errors.ts";

const LOGS = "https://api.example/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs";
const failed = { status: 500, headers: new Headers(), method: "GET", url: `${LOGS}?page_size=100` };
const limited = { ...failed, retryAfterMs: 3_540_000, retryAt: new Date(2026, 0, 31, 9, 5, 59) };
const systemError = (code: string) => Object.assign(new Error(`${code}: it is so`), { code, syscall: "write" });
const notFound = (url: string) => new NotFoundError("GET x: 404", { ...failed, url });

it.each([
  [new UsageError("--since: no"), 2, "--since: no"],
  [new CommandError(EXIT.credentials, "no credentials"), 3, "no credentials"],
  [
    new AuthenticationError("GET x: 401", failed),
    3,
    "the token was refused (401): it is wrong or has expired; if it comes from EV_ENERGY_TOKEN, get a new one",
  ],
  [
    new AuthenticationError("POST x: 401. Check clientId, clientSecret and tokenUrl.", { ...failed, method: "POST" }),
    3,
    "POST x: 401. Check EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET and EV_ENERGY_TOKEN_URL.",
  ],
  [
    new PermissionError("GET x: 403", { ...failed, requiredScopes: ["debug:read"] }),
    3,
    "these credentials lack the scope debug:read (403)",
  ],
  [
    notFound(LOGS),
    1,
    "404 at https://api.example/v2: the charger does not exist, or these credentials have no access to it",
  ],
  [
    notFound(`${LOGS}/2026-01-31T12:00:00Z`),
    1,
    "404 at https://api.example/v2: the charger does not exist, it has no log with exactly this timestamp, or these credentials have no access to it",
  ],
  [
    notFound(LOGS.replace("/v2", "")),
    1,
    "404 at https://api.example: the charger does not exist, or these credentials have no access to it; or the base URL is wrong: it must end in /v2",
  ],
  [new RateLimitError("GET x: 429", failed), 4, "rate limit reached (429)"],
  [
    new RateLimitError("GET x: 429", limited),
    4,
    expect.stringMatching(/^error: rate limit reached \(429\); try again at 09:05 \S+ \(in 59 min\)$/),
  ],
  [new ApiError("GET x: 500", failed), 1, "GET x: 500"],
  [new TimeoutError("GET x: late; raise timeoutMs", { timeoutMs: 1 }), 1, "GET x: late"],
  [new InvalidArgumentError("evseId: no", { argument: "evseId" }), 2, "<evse>: no"],
  [new InvalidArgumentError("loggedAt: no", { argument: "loggedAt" }), 2, "<timestamp>: no"],
  [systemError("EACCES"), 1, "EACCES: it is so"],
  [new OutputError(systemError("ENOSPC")), 1, "can't write the output: ENOSPC: it is so"],
  [new TypeError("x is no function"), 1, "x is no function (unexpected; --debug shows the stack)"],
  ["a string", 1, "a string"],
])("%s ends with exit code %i", (error, exitCode, message) => {
  const line = typeof message === "string" ? `error: ${message}` : message;
  expect(explainError(error)).toEqual({ exitCode, lines: [line] });
});

it("a reader that stopped early, an interruption and a failure that was explained need no error", () => {
  expect(explainError(new OutputError(systemError("EPIPE")))).toEqual({ exitCode: 0, lines: [] });
  expect(explainError(new Interruption("SIGINT"))).toEqual({ exitCode: 130, lines: ["Interrupted."] });
  expect(explainError(new CommandError(EXIT.failed, ""))).toEqual({ exitCode: 1, lines: [] });
});

it("advice is a line of its own", () => {
  const error = new AdvisedError(new RateLimitError("GET x: 429", failed), "Come back later.");
  expect(explainError(error)).toEqual({ exitCode: 4, lines: ["error: rate limit reached (429)", "Come back later."] });
});

it("a connection that failed has its reason, which fetch hides", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  const explain = (cause: unknown) => explainError(new ConnectionError(`GET ${LOGS}: failed`, {}, { cause })).lines;
  const unreachable = "error: can't reach https://api.example (ECONNREFUSED); check --base-url and EV_ENERGY_BASE_URL";
  expect(explain(new TypeError("fetch failed", { cause: refused }))).toEqual([unreachable]);
  expect(explain(refused)).toEqual([unreachable]);
  expect(explain(new Error("closed"))).toEqual([`error: GET ${LOGS}: failed (closed)`]);
  expect(explain(undefined)).toEqual([`error: GET ${LOGS}: failed`]);
});

it("an output error names no temporary file", () => {
  const messageOf = (message: string) => new OutputError(new Error(message)).message;
  expect(messageOf("EACCES: permission denied, open '/a/b.csv.part1'")).toBe(
    "can't write the output: EACCES: permission denied",
  );
  expect(messageOf("EXDEV: cross-device link, rename '/a/b' -> '/c/d'")).toBe(
    "can't write the output: EXDEV: cross-device link",
  );
});

it.each([
  ["ENOENT", "a.txt does not exist"],
  ["EISDIR", "a.txt is a directory"],
  ["EACCES", "can't read a.txt (EACCES)"],
])("a file can't be read: %s", (code, message) => {
  expect(describeReadError("a.txt", Object.assign(new Error("it is so"), { code }))).toBe(message);
});
