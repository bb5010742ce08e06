import { inspect } from "node:util";
import { isNativeError } from "node:util/types";
import { describe, expect, test } from "vitest";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  EvEnergyError,
  InvalidArgumentError,
  InvalidResponseError,
  NotFoundError,
  PaginationError,
  PermissionError,
  RateLimitError,
  TimeoutError,
  withResumeFrom,
} from "./errors.ts";

const problem = { title: "Not found", detail: "Resource does not exist." };
const exchange = {
  status: 404,
  headers: new Headers({ "X-Noise": "noise" }),
  method: "GET",
  url: "https://api.ev.energy/v2/evses",
  problem,
};
const success = { status: 200, headers: exchange.headers };
const now = Date.UTC(2024, 3, 17, 9, 39, 45);

const made = {
  api: new ApiError("It failed", exchange),
  authentication: new AuthenticationError("It failed", exchange),
  permission: new PermissionError("It failed", { ...exchange, requiredScopes: ["evse:read"] }),
  notFound: new NotFoundError("It failed", exchange),
  rateLimit: new RateLimitError("It failed", { ...exchange, retryAfterMs: 42_000, retryAt: new Date(now) }),
  connection: new ConnectionError("It failed"),
  timeout: new TimeoutError("It failed", { timeoutMs: 30_000 }),
  invalidResponse: new InvalidResponseError("It failed", success),
  pagination: new PaginationError("It failed"),
  invalidArgument: new InvalidArgumentError("It failed", { argument: "page_size" }),
};
const errors: EvEnergyError[] = Object.values(made);

describe("every error", () => {
  test("has its name and a stable code, and is of the classes above it", () => {
    const classes = [EvEnergyError, ApiError, Error];
    expect(errors.map((error) => [error.name, error.code, ...classes.map((type) => error instanceof type)])).toEqual([
      ["ApiError", "api", true, true, true],
      ["AuthenticationError", "authentication", true, true, true],
      ["PermissionError", "permission", true, true, true],
      ["NotFoundError", "not_found", true, true, true],
      ["RateLimitError", "rate_limit", true, true, true],
      ["ConnectionError", "connection", true, false, true],
      ["TimeoutError", "timeout", true, false, true],
      ["InvalidResponseError", "invalid_response", true, false, true],
      ["PaginationError", "pagination", true, false, true],
      ["InvalidArgumentError", "invalid_argument", true, false, true],
    ]);
  });

  test.for(errors)("starts its stack with name and message when logged: $name", (error) => {
    expect(inspect(error)).toMatch(new RegExp(`^${error.name}: It failed\n    at .*errors\\.test\\.ts`));
  });

  test.for(errors)("keeps headers and resumeFrom out of logs, yet readable: $name", (error) => {
    expect(inspect(error)).not.toMatch(/headers|noise|resumeFrom/);
    expect(JSON.stringify(error)).not.toMatch(/headers|noise|resumeFrom/);
    expect(error.resumeFrom).toBeUndefined();
  });

  test("carries its cause", () => {
    const cause = new Error("socket hang up");
    expect(new ConnectionError("It failed", {}, { cause }).cause).toBe(cause);
  });

  test.for(errors)("has no cause of its own if it is the first: $name", (error) => {
    expect(error).not.toHaveProperty("cause");
  });
});

describe("the facts of an error", () => {
  const facts = { status: 404, method: "GET", url: "https://api.ev.energy/v2/evses", problem };

  test.for<[EvEnergyError, object]>([
    [made.api, { name: "ApiError", code: "api", ...facts }],
    [made.permission, { name: "PermissionError", code: "permission", ...facts, requiredScopes: ["evse:read"] }],
    [
      made.rateLimit,
      {
        name: "RateLimitError",
        code: "rate_limit",
        ...facts,
        retryAfterMs: 42_000,
        retryAt: "2024-04-17T09:39:45.000Z",
      },
    ],
    [made.timeout, { name: "TimeoutError", code: "timeout", timeoutMs: 30_000 }],
    [made.invalidResponse, { name: "InvalidResponseError", code: "invalid_response", status: 200 }],
    [made.invalidArgument, { name: "InvalidArgumentError", code: "invalid_argument", argument: "page_size" }],
  ])("are all that is logged of it: $0.name", ([error, logged]) => {
    expect(JSON.parse(JSON.stringify(error))).toEqual(logged);
  });

  test("include the headers of the response", () => {
    expect(new ApiError("It failed", exchange).headers).toBe(exchange.headers);
    expect(new InvalidResponseError("It failed", success).headers).toBe(success.headers);
  });
});

describe("withResumeFrom", () => {
  test("leaves the error itself alone, and shows in logs", () => {
    const error = new ConnectionError("It failed");
    const own = withResumeFrom(error, "page_after=a") as ConnectionError;
    expect(own.resumeFrom).toBe("page_after=a");
    expect(inspect(own)).toContain("resumeFrom: 'page_after=a'");
    expect(isNativeError(own)).toBe(true);
    expect(error.resumeFrom).toBeUndefined();
  });

  test("shows the cause as well, where there is one", () => {
    const cause = new Error("ECONNREFUSED");
    const own = withResumeFrom(new ConnectionError("It failed", {}, { cause }), "a") as ConnectionError;
    expect(own.cause).toBe(cause);
    expect(inspect(own)).toContain("[cause]: Error: ECONNREFUSED");
    expect(Object.hasOwn(withResumeFrom(new ConnectionError("It failed"), "a") as object, "cause")).toBe(false);
  });

  test("gives an error of the platform that can still be read", () => {
    const own = withResumeFrom(new DOMException("It took too long", "TimeoutError"), "page_after=a");
    expect(own).toMatchObject({ message: "It took too long", name: "TimeoutError", resumeFrom: "page_after=a" });
  });

  test("sets it on errors that are not of this package", () => {
    expect(withResumeFrom(new TypeError("It failed"), "page_after=a")).toMatchObject({ resumeFrom: "page_after=a" });
  });

  test("gives each list that one error reaches its own place to go on from", () => {
    const error = new ApiError("It failed", exchange);
    const [first, second, third] = ["a", "b", "c"].map((place) => withResumeFrom(error, place) as ApiError);
    expect([first?.resumeFrom, second?.resumeFrom, third?.resumeFrom]).toEqual(["a", "b", "c"]);
    expect(second).toBeInstanceOf(ApiError);
    expect(second).toMatchObject({
      message: "It failed",
      name: "ApiError",
      code: "api",
      status: 404,
      url: exchange.url,
    });
    expect(second?.headers).toBe(exchange.headers);
  });

  test("gives a copy the stack of the error", () => {
    const error = new ConnectionError("It failed");
    withResumeFrom(error, "a");
    expect(withResumeFrom(error, "b")).toHaveProperty("stack", error.stack);
    expect(inspect(withResumeFrom(error, "b"))).toMatch(/^ConnectionError: It failed\n {4}at .*errors\.test\.ts/);
  });

  test("works on a frozen error", () => {
    const error = Object.freeze(new ConnectionError("It failed"));
    expect(withResumeFrom(error, "page_after=a")).toMatchObject({ message: "It failed", resumeFrom: "page_after=a" });
    expect(error.resumeFrom).toBeUndefined();
  });

  test.for([["a string"], [undefined], [null], [{ message: "no error" }]] as const)(
    "hands on what it can't be set on: %s",
    ([reason]) => {
      expect(withResumeFrom(reason, "page_after=a")).toBe(reason);
    },
  );
});
