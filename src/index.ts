/**
 * The main entry: a client of the log endpoints, its errors, and the types of what it returns.
 *
 * @module ev-energy-logs
 */

export { type Client, type ClientOptions, createClient } from "./client.ts";
export {
  ApiError,
  AuthenticationError,
  ConnectionError,
  EvEnergyError,
  InvalidArgumentError,
  InvalidResponseError,
  NotFoundError,
  PaginationError,
  PermissionError,
  type ProblemDetails,
  RateLimitError,
  TimeoutError,
} from "./errors.ts";
export type { ListOptions, LogList, Page } from "./list.ts";
export type { LogCalls, LogClients } from "./logs.ts";
export type { Auth, TokenSource } from "./transport/auth.ts";
export type { TransportEvent } from "./transport/events.ts";
export type {
  CallOptions,
  CommandLog,
  Evse,
  EvseMake,
  EvseModel,
  Expand,
  Location,
  RateLimit,
  StatusLog,
  User,
} from "./types.ts";
