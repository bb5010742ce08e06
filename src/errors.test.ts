import { inspect } from "node:util";
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

const details = {
  status: 404,
  headers: new Headers({ "X-Noise": "noise" }),
  method: "GET",
  url: "https://api.ev.energy/v2/evses",
  problem: { title: "Not found", detail: "Resource does not exist." },
};
const { headers, ...shown } = details;
const retryAt = new Date("2024-04-17T09:39:45Z");

/** Each error, with what is logged of it besides its name, code and message. */
const errors: [error: EvEnergyError, logged: object][] = [
  [new ApiError("It failed", details), shown],
  [new AuthenticationError("It failed", details), shown],
  [
    new PermissionError("It failed", { ...details, requiredScopes: ["evse:read"] }),
    { ...shown, requiredScopes: ["evse:read"] },
  ],
  [new NotFoundError("It failed", details), shown],
  [
    new RateLimitError("It failed", { ...details, retryAfterMs: 42_000, retryAt }),
    { ...shown, retryAfterMs: 42_000, retryAt: "2024-04-17T09:39:45.000Z" },
  ],
  [new ConnectionError("It failed"), {}],
  [new TimeoutError("It failed", { timeoutMs: 30_000 }), { timeoutMs: 30_000 }],
  [new InvalidResponseError("It failed", { status: 200, headers }), { status: 200 }],
  [new PaginationError("It failed"), {}],
  [new InvalidArgumentError("It failed", { argument: "page_size" }), { argument: "page_size" }],
];

describe("every error", () => {
  test("has its name, a stable code, and its base classes", () => {
    const classes = [EvEnergyError, ApiError, Error];
    expect(errors.map(([error]) => [error.name, error.code, ...classes.map((type) => error instanceof type)])).toEqual([
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

  test.for(errors)("shows its stack and its details in logs, but not its headers: $0.name", ([error, logged]) => {
    expect(inspect(error)).toMatch(new RegExp(`^${error.name}: It failed\n    at .*errors\\.test\\.ts`));
    expect(inspect(error)).not.toMatch(/headers|noise|resumeFrom/);
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name: error.name, code: error.code, ...logged });
    expect(error.resumeFrom).toBeUndefined();
    expect(error).not.toHaveProperty("cause");
  });

  test("has the headers of its response", () => {
    expect(new ApiError("It failed", details).headers).toBe(headers);
    expect(new InvalidResponseError("It failed", { status: 200, headers }).headers).toBe(headers);
  });
});

describe("withResumeFrom", () => {
  test("returns an error of the same class, and leaves the original unchanged", () => {
    const error = Object.freeze(new ApiError("It failed", details));
    const [first, second] = ["a", "b"].map((place) => withResumeFrom(error, place) as ApiError);
    expect([error.resumeFrom, first?.resumeFrom, second?.resumeFrom]).toEqual([undefined, "a", "b"]);
    expect(second).toBeInstanceOf(ApiError);
    expect(second).toMatchObject({ ...shown, message: "It failed", name: "ApiError", code: "api" });
    expect(second?.headers).toBe(headers);
    expect(inspect(second)).toMatch(/^ApiError: It failed\n.*resumeFrom: 'b'/s);
    expect(inspect(second)).not.toContain("noise");
    expect(second).not.toHaveProperty("cause");
  });

  test("keeps the cause", () => {
    const cause = new Error("ECONNREFUSED");
    const error = withResumeFrom(new ConnectionError("It failed", {}, { cause }), "a");
    expect(error).toHaveProperty("cause", cause);
    expect(inspect(error)).toContain("[cause]: Error: ECONNREFUSED");
  });

  test.for([[new TypeError("It failed")], ["a string"], [undefined], [null]] as const)(
    "returns what is not an error of this package unchanged: %s",
    ([reason]) => {
      expect(withResumeFrom(reason, "page_after=a")).toBe(reason);
    },
  );
});
