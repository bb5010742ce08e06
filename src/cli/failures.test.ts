import { describe, expect, it } from "vitest";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidArgumentError,
  PermissionError,
  RateLimitError,
  TimeoutError,
} from "../index.ts";
import { Advised, CommandError, EXIT, explain, Interruption, OutputError, UsageError } from "./failures.ts";

const failed = { status: 500, headers: new Headers(), method: "GET", url: "https://api.example/v2/x" };
const systemError = (code: string) => Object.assign(new Error(`${code}: it is so`), { code, syscall: "write" });

describe("an error is explained", () => {
  it.each([
    ["usage", new UsageError("--since: no"), 2, ["error: --since: no"]],
    ["credentials", new CommandError(EXIT.credentials, "no credentials"), 3, ["error: no credentials"]],
    ["a 401", new AuthenticationError("GET x: 401", failed), 3, ["error: GET x: 401"]],
    ["a 403", new PermissionError("GET x: 403", failed), 3, ["error: GET x: 403"]],
    ["a 429", new RateLimitError("GET x: 429", failed), 4, ["error: GET x: 429"]],
    ["a 500", new ApiError("GET x: 500", failed), 1, ["error: GET x: 500"]],
    ["a time-out", new TimeoutError("GET x: late", { timeoutMs: 1 }), 1, ["error: GET x: late"]],
    ["a bad argument", new InvalidArgumentError("evseId: no", { argument: "evseId" }), 2, ["error: evseId: no"]],
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
    const lines = (cause: unknown) => explain(new ConnectionError("GET x: failed", {}, { cause })).lines;
    expect(lines(thrown)).toEqual(["error: GET x: failed (ECONNREFUSED)"]);
    expect(lines(new Error("closed"))).toEqual(["error: GET x: failed (closed)"]);
    expect(lines(undefined)).toEqual(["error: GET x: failed"]);
  });

  it("with advice in a line of its own", () => {
    const error = new Advised(new RateLimitError("GET x: 429", failed), "Come back later.");
    expect(explain(error)).toEqual({ exitCode: 4, lines: ["error: GET x: 429", "Come back later."] });
  });
});
