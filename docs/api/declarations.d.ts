// src/index.d.ts
export { type Client, type ClientOptions, createClient } from "./client.js";
export { ApiError, AuthenticationError, ConnectionError, EvEnergyError, InvalidArgumentError, InvalidResponseError, NotFoundError, PaginationError, PermissionError, type ProblemDetails, RateLimitError, TimeoutError, } from "./errors.js";
export type { ListOptions, LogList, Page } from "./list.js";
export type { LogCalls, LogClients } from "./logs.js";
export type { Auth, TokenSource } from "./transport/auth.js";
export type { TransportEvent } from "./transport/events.js";
export type { CallOptions, CommandLog, Evse, EvseMake, EvseModel, Expand, Location, RateLimit, StatusLog, User, } from "./types.js";

// src/client.d.ts
import { type Client as HttpClient } from "openapi-fetch";
import type { paths } from "../generated/openapi.js";
import { type LogClients } from "./logs.js";
import { type Auth } from "./transport/auth.js";
import { type OnEvent } from "./transport/events.js";
import type { RateLimit } from "./types.js";
export interface ClientOptions {
    auth: Auth;
    baseUrl?: string | undefined;
    fetch?: typeof globalThis.fetch | undefined;
    timeoutMs?: number | undefined;
    maxRetries?: number | undefined;
    maxRetryWaitMs?: number | undefined;
    onEvent?: OnEvent | undefined;
    allowHttp?: boolean | undefined;
}
export interface Client extends LogClients {
    readonly http: HttpClient<paths>;
    readonly rateLimit: RateLimit | undefined;
}
export declare function createClient(options: ClientOptions): Client;

// src/errors.d.ts
export declare abstract class EvEnergyError<Details extends object = object> extends Error {
    abstract readonly code: string;
    readonly resumeFrom: string | undefined;
    constructor(message: string, details?: Details, options?: {
        readonly cause?: unknown;
    });
}
export interface ProblemDetails {
    readonly type?: string;
    readonly title?: string;
    readonly status?: number;
    readonly detail?: string;
    readonly instance?: string;
    readonly field_errors?: {
        readonly [field: string]: readonly string[];
    };
    readonly [member: string]: unknown;
}
export interface ApiErrorDetails {
    readonly status: number;
    readonly headers: Headers;
    readonly method: string;
    readonly url: string;
    readonly problem?: ProblemDetails | undefined;
    readonly oauthError?: string;
    readonly requiredScopes?: readonly string[];
    readonly retryAfterMs?: number | undefined;
    readonly retryAt?: Date | undefined;
}
export declare class ApiError extends EvEnergyError<ApiErrorDetails> {
    readonly name: string;
    readonly code: string;
    readonly status: number;
    readonly problem: ProblemDetails | undefined;
    readonly headers: Headers;
    readonly method: string;
    readonly url: string;
}
export declare class AuthenticationError extends ApiError {
    readonly name = "AuthenticationError";
    readonly code = "authentication";
    readonly oauthError: string | undefined;
}
export declare class PermissionError extends ApiError {
    readonly name = "PermissionError";
    readonly code = "permission";
    readonly requiredScopes: readonly string[];
}
export declare class NotFoundError extends ApiError {
    readonly name = "NotFoundError";
    readonly code = "not_found";
}
export declare class RateLimitError extends ApiError {
    readonly name = "RateLimitError";
    readonly code = "rate_limit";
    readonly retryAfterMs: number | undefined;
    readonly retryAt: Date | undefined;
}
export declare class ConnectionError extends EvEnergyError {
    readonly name = "ConnectionError";
    readonly code = "connection";
}
export declare class TimeoutError extends EvEnergyError<{
    timeoutMs: number;
}> {
    readonly name = "TimeoutError";
    readonly code = "timeout";
    readonly timeoutMs: number;
}
export declare class InvalidResponseError extends EvEnergyError<{
    status: number;
    headers: Headers;
}> {
    readonly name = "InvalidResponseError";
    readonly code = "invalid_response";
    readonly status: number;
    readonly headers: Headers;
}
export declare class PaginationError extends EvEnergyError {
    readonly name = "PaginationError";
    readonly code = "pagination";
}
export declare class InvalidArgumentError extends EvEnergyError<{
    argument: string;
}> {
    readonly name = "InvalidArgumentError";
    readonly code = "invalid_argument";
    readonly argument: string;
}
export declare function withResumeFrom(error: unknown, resumeFrom: string | undefined): unknown;

// src/list.d.ts
import type { Send } from "./transport/send.js";
import type { CallOptions, RateLimit } from "./types.js";
export interface Page<T> {
    readonly items: T[];
    readonly next: string | undefined;
    readonly previous: string | undefined;
    readonly rateLimit: RateLimit | undefined;
    readonly response: Response;
}
export interface ListOptions extends CallOptions {
    from?: string | undefined;
    maxItems?: number | undefined;
    prefetch?: boolean | undefined;
}
export interface ListRequest {
    readonly send: Send;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly firstQuery: string;
    readonly scope: string;
    readonly timestamp: string;
    readonly options: ListOptions;
}
export declare class LogList<T> implements AsyncIterable<T> {
    #private;
    [Symbol.asyncIterator](): AsyncIterator<T, undefined, undefined>;
    pages(): AsyncIterable<Page<T>>;
    toArray(): Promise<T[]>;
}

// src/logs.d.ts
import { type paths } from "../generated/openapi.js";
import { type ListOptions, LogList } from "./list.js";
import type { Send } from "./transport/send.js";
import type { CallOptions, Expand, Expanded } from "./types.js";
interface LogFamily {
    readonly path: keyof paths;
    readonly timestamp: string;
    readonly argument: string;
    readonly scope: string;
}
export declare const logFamilies: {
    readonly statusLogs: {
        readonly path: "/evses/{evse_id}/status_logs";
        readonly timestamp: "sampled_at";
        readonly argument: "sampledAt";
        readonly scope: "evse:read";
    };
    readonly commandLogs: {
        readonly path: "/evses/{evse_id}/command_logs";
        readonly timestamp: "logged_at";
        readonly argument: "loggedAt";
        readonly scope: "debug:read";
    };
};
type LogFamilies = typeof logFamilies;
type GetPath<Family extends LogFamily> = `${Family["path"]}/{${Family["timestamp"]}}` & keyof paths;
type Query<Path extends keyof paths, Parameters = NonNullable<paths[Path]["get"]["parameters"]["query"]>> = {
    [Name in keyof Parameters as Exclude<Name, "expand">]: Parameters[Name] | undefined;
};
type Log<Path extends keyof paths, E extends readonly Expand[] | undefined> = Expanded<paths[Path]["get"]["responses"][200]["content"]["application/json"], E>;
export interface LogCalls<Family extends LogFamily> {
    list<const E extends readonly Expand[] | undefined = undefined>(evseId: string, query?: Query<Family["path"]> & {
        expand?: E;
    }, options?: ListOptions): LogList<Log<GetPath<Family>, E>>;
    get<const E extends readonly Expand[] | undefined = undefined>(evseId: string, timestamp: string, query?: Query<GetPath<Family>> & {
        expand?: E;
    }, options?: CallOptions): Promise<Log<GetPath<Family>, E>>;
}
export type LogClients = {
    readonly [Name in keyof LogFamilies]: LogCalls<LogFamilies[Name]>;
};
export interface Api {
    readonly baseUrl: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly send: Send;
}
export declare function createLogClients(api: Api): LogClients;
export {};

// src/transport/auth.d.ts
export interface TokenSource {
    getToken(options?: {
        signal?: AbortSignal | undefined;
        fetch?: typeof globalThis.fetch;
    }): Promise<string>;
    invalidate(token: string): void;
}
export type Auth = string | (() => string | Promise<string>) | TokenSource;
export interface Authorizer {
    token(url: string, signal: AbortSignal | undefined): Promise<string>;
    replace(refused: string, signal: AbortSignal | undefined): Promise<string | undefined>;
}
export declare function createAuthorizer(auth: Auth, baseUrl: string, fetch: typeof globalThis.fetch): Authorizer;
export declare function hideToken(text: string, token: string | undefined): string;

// src/transport/events.d.ts
export interface TransportEvent {
    readonly type: "request" | "response" | "retry";
    readonly method: string;
    readonly url: string;
    readonly attempt: number;
    readonly status?: number;
    readonly durationMs?: number;
    readonly delayMs?: number;
    readonly reason?: string;
}
export type OnEvent = (event: TransportEvent) => void;
export declare function ignoreErrors(listener: OnEvent): OnEvent;

// src/types.d.ts
import type { components, operations } from "../generated/openapi.js";
type Schemas = components["schemas"];
export type Expand = NonNullable<NonNullable<operations["getEvseStatusLog"]["parameters"]["query"]>["expand"]>[number];
export type StatusLog<E extends readonly Expand[] = readonly []> = Expanded<Schemas["EVSEStatusLog"], E>;
export type CommandLog<E extends readonly Expand[] = readonly []> = Expanded<Schemas["EVSECommandLog"], E>;
export type Evse = Schemas["EVSE"];
export type EvseModel = Schemas["EVSEModel"];
export type EvseMake = Schemas["EVSEMake"];
export type User = Schemas["User"];
export type Location = Schemas["Location"];
export type Expanded<T, E extends readonly string[] | undefined> = E extends readonly string[] ? IsLiteral<E> extends true ? Narrowed<T, E[number]> : T : Narrowed<T, never>;
type Narrowed<T, Path extends string> = {
    [K in keyof T]: NarrowedField<T[K], SubPath<Path, K>>;
};
type NarrowedField<V, Path extends string> = [Extract<V, {
    url: string;
}>] extends [never] ? V : [Path] extends [never] ? Exclude<V, object> : Narrowed<Extract<V, object>, Path> | Extract<V, null | undefined>;
type SubPath<Path extends string, K> = K extends string ? Path extends K ? "" : Path extends `${K}.${infer Rest}` ? Rest : never : never;
type IsLiteral<E extends readonly string[]> = number extends E["length"] ? false : E extends readonly [infer Head extends string, ...infer Rest extends readonly string[]] ? IsUnion<Head> extends true ? false : IsLiteral<Rest> : true;
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;
export interface RateLimit {
    readonly limit: number | undefined;
    readonly remaining: number | undefined;
}
export interface CallOptions {
    signal?: AbortSignal | undefined;
    timeoutMs?: number | undefined;
    maxRetries?: number | undefined;
}
export {};

// src/oauth.d.ts
import type { TokenSource } from "./transport/auth.js";
export type { TokenSource } from "./transport/auth.js";
export interface TokenSourceOptions {
    clientId: string;
    scopes?: readonly string[] | undefined;
    tokenUrl?: string | undefined;
    fetch?: typeof globalThis.fetch | undefined;
}
export interface ClientCredentialsOptions extends TokenSourceOptions {
    clientSecret: string;
}
export interface RefreshTokenOptions extends TokenSourceOptions {
    clientSecret?: string | undefined;
    refreshToken: string;
    onRefresh?: ((tokens: {
        readonly refreshToken: string;
    }) => void | Promise<void>) | undefined;
}
export declare function clientCredentials(options: ClientCredentialsOptions): TokenSource;
export declare function refreshToken(options: RefreshTokenOptions): TokenSource;

// src/simulator/index.d.ts
export type { SimulatedSession, SimulatedStatusLog, SimulatorTruth } from "./charger/truth.js";
export type { SimulatorDisorder } from "./disorder.js";
export type { CutFault, FaultTarget, HtmlFault, ResetFault, SimulatorFault, SlowFault, StallFault, StatusFault, } from "./faults/options.js";
export type { SimulatorAuth, SimulatorOptions } from "./options.js";
export { type ServedSimulator, type ServeOptions, serve } from "./serve.js";
export { createSimulator, type SimulatedRequest, type Simulator } from "./simulator.js";

// src/simulator/charger/truth.d.ts
export interface SimulatorTruth {
    readonly statusLogs: readonly SimulatedStatusLog[];
    readonly sessions: readonly SimulatedSession[];
}
export interface SimulatedStatusLog {
    readonly sampled_at: string;
    readonly logged_at: string;
    readonly [field: string]: unknown;
}
export interface SimulatedSession {
    readonly plugged_in_at: string;
    readonly unplugged_at: string;
    readonly energy_watt_hours: number;
    readonly exported_watt_hours: number;
}

// src/simulator/disorder.d.ts
export interface SimulatorDisorder {
    readonly lateUploads?: boolean | number | undefined;
    readonly clockSkew?: boolean | number | undefined;
    readonly repeatedRows?: boolean | number | undefined;
    readonly changedRows?: boolean | number | undefined;
    readonly meterResets?: boolean | number | undefined;
    readonly meterDropouts?: boolean | number | undefined;
    readonly stuckMeters?: boolean | number | undefined;
    readonly hourlyMeters?: boolean | number | undefined;
    readonly v2g?: boolean | number | undefined;
    readonly adaptiveSampling?: boolean | number | undefined;
    readonly refusedCursors?: boolean | number | undefined;
    readonly missingPages?: boolean | number | undefined;
}

// src/simulator/faults/options.d.ts
export interface FaultTarget {
    readonly request?: number | readonly number[] | undefined;
    readonly to?: "api" | "token" | undefined;
}
export interface StatusFault extends FaultTarget {
    readonly kind: "status";
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>> | undefined;
}
export interface HtmlFault extends FaultTarget {
    readonly kind: "html";
    readonly status?: number | undefined;
}
export interface ResetFault extends FaultTarget {
    readonly kind: "reset";
}
export interface StallFault extends FaultTarget {
    readonly kind: "stall";
    readonly part?: "head" | "body" | undefined;
}
export interface CutFault extends FaultTarget {
    readonly kind: "cut";
}
export interface SlowFault extends FaultTarget {
    readonly kind: "slow";
    readonly delayMs: number;
}
export type SimulatorFault = StatusFault | HtmlFault | ResetFault | StallFault | CutFault | SlowFault;

// src/simulator/options.d.ts
import { type SimulatorDisorder } from "./disorder.js";
import { type SimulatorFault } from "./faults/options.js";
export interface SimulatorOptions {
    readonly evses?: number | readonly string[] | undefined;
    readonly from?: string | number | Date | undefined;
    readonly to?: string | number | Date | undefined;
    readonly seed?: number | undefined;
    readonly sampleIntervalSeconds?: number | undefined;
    readonly disorder?: boolean | SimulatorDisorder | undefined;
    readonly auth?: SimulatorAuth | undefined;
    readonly rateLimit?: number | undefined;
    readonly latencyMs?: number | undefined;
    readonly faults?: readonly SimulatorFault[] | undefined;
    readonly now?: (() => number) | undefined;
}
export interface SimulatorAuth {
    readonly clients?: Readonly<Record<string, string>> | undefined;
    readonly tokens?: Readonly<Record<string, string | readonly string[]>> | undefined;
    readonly refreshTokens?: Readonly<Record<string, string | readonly string[]>> | undefined;
    readonly tokenTtlSeconds?: number | undefined;
}

// src/simulator/serve.d.ts
import type { Simulator } from "./simulator.js";
export interface ServeOptions {
    readonly port?: number | undefined;
    readonly host?: string | undefined;
}
export interface ServedSimulator {
    readonly url: string;
    close(): Promise<void>;
}
export declare function serve({ fetch }: Pick<Simulator, "fetch">, options?: ServeOptions): Promise<ServedSimulator>;

// src/simulator/simulator.d.ts
import { type SimulatorTruth } from "./charger/truth.js";
import { type SimulatorOptions } from "./options.js";
export interface Simulator {
    readonly fetch: typeof globalThis.fetch;
    readonly requests: readonly SimulatedRequest[];
    readonly evseIds: readonly string[];
    truth(evseId: string): SimulatorTruth;
}
export interface SimulatedRequest {
    readonly method: string;
    readonly url: string;
    readonly status: number | undefined;
    readonly at: number;
}
export declare function createSimulator(options?: SimulatorOptions): Simulator;
