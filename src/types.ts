// Public names for the generated types, and the effect of `expand` on the type of a log.

import type { components, operations } from "../generated/openapi.ts";

type Schemas = components["schemas"];

/** A path of `expand`. It also expands the resources on the way to it. */
export type Expand = NonNullable<NonNullable<operations["getEvseStatusLog"]["parameters"]["query"]>["expand"]>[number];

/**
 * A state that an EVSE reported, identified by the EVSE and `sampled_at`. Its `evse` is a URL, or an
 * {@link Evse} with `expand: ["evse"]`; the type is then `StatusLog<["evse"]>`.
 *
 * @interface
 */
export type StatusLog<E extends readonly Expand[] = readonly []> = Expanded<Schemas["EVSEStatusLog"], E>;

/**
 * A command that was sent to an EVSE, identified by the EVSE and `logged_at`. Its `evse` is a URL, or an {@link Evse}
 * with `expand: ["evse"]`; the type is then `CommandLog<["evse"]>`.
 *
 * @interface
 */
export type CommandLog<E extends readonly Expand[] = readonly []> = Expanded<Schemas["EVSECommandLog"], E>;

/**
 * A charger, embedded by `expand: ["evse"]`.
 *
 * @interface
 */
export type Evse = Schemas["EVSE"];
/**
 * A charger model, embedded by `expand: ["evse.model"]`.
 *
 * @interface
 */
export type EvseModel = Schemas["EVSEModel"];
/**
 * A manufacturer of chargers, embedded by `expand: ["evse.model.make"]`.
 *
 * @interface
 */
export type EvseMake = Schemas["EVSEMake"];
/**
 * The owner of a charger, embedded by `expand: ["evse.user"]`. Personal data.
 *
 * @interface
 */
export type User = Schemas["User"];
/**
 * A postal address with its coordinates.
 *
 * @interface
 */
export type Location = Schemas["Location"];

/**
 * A resource with the given `expand`: each field that is a URL or a resource becomes one of the two. If the paths are
 * known only at run time, the field keeps both types.
 */
export type Expanded<T, E extends readonly string[] | undefined> = E extends readonly string[]
  ? IsLiteral<E> extends true
    ? Narrowed<T, E[number]>
    : T
  : Narrowed<T, never>;

type Narrowed<T, Path extends string> = { [K in keyof T]: NarrowedField<T[K], SubPath<Path, K>> };

/** `Path` is `never` if no path leads to this field, `""` if one ends here, and the rest of the path otherwise. */
type NarrowedField<V, Path extends string> = [Extract<V, { url: string }>] extends [never]
  ? V
  : [Path] extends [never]
    ? Exclude<V, object>
    : Narrowed<Extract<V, object>, Path> | Extract<V, null | undefined>;

type SubPath<Path extends string, K> = K extends string
  ? Path extends K
    ? ""
    : Path extends `${K}.${infer Rest}`
      ? Rest
      : never
  : never;

/** Whether each element is a single literal: true for `["evse"]`, false for `Expand[]` and `[a ? "evse" : "evse.user"]`. */
type IsLiteral<E extends readonly string[]> = number extends E["length"]
  ? false
  : E extends readonly [infer Head extends string, ...infer Rest extends readonly string[]]
    ? IsUnion<Head> extends true
      ? false
      : IsLiteral<Rest>
    : true;

type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;

/** The state of the hourly rate limit that a response reported. */
export interface RateLimit {
  /** Requests allowed in a rolling hour; undefined if the response did not say. */
  readonly limit: number | undefined;
  /** Requests left at that time; undefined if the response did not say. */
  readonly remaining: number | undefined;
}

/** Options of a call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Time limit for one attempt, body included, in milliseconds. Default: the client's. */
  timeoutMs?: number | undefined;
  /** How many times a failed request is retried. Default: the client's. */
  maxRetries?: number | undefined;
}
