// Friendly names over the generated types, and what `expand` does to a log.

import type { components, operations } from "../generated/openapi.ts";

type Schemas = components["schemas"];

/** A path that `expand` takes. A longer one expands what lies on its way too. */
export type Expand = NonNullable<NonNullable<operations["getEvseStatusLog"]["parameters"]["query"]>["expand"]>[number];

/**
 * What an EVSE reported at one instant, identified by its EVSE and `sampled_at`. Its `evse` is a URL, or an {@link Evse}
 * with `expand: ["evse"]`, which is `StatusLog<["evse"]>` as a type.
 *
 * @interface
 */
export type StatusLog<E extends readonly Expand[] = readonly []> = Expanded<Schemas["EVSEStatusLog"], E>;

/**
 * One command that was sent to an EVSE, identified by its EVSE and `logged_at`. Its `evse` is a URL, or an {@link Evse}
 * with `expand: ["evse"]`, which is `CommandLog<["evse"]>` as a type.
 *
 * @interface
 */
export type CommandLog<E extends readonly Expand[] = readonly []> = Expanded<Schemas["EVSECommandLog"], E>;

/**
 * A charger, as `expand: ["evse"]` brings it in.
 *
 * @interface
 */
export type Evse = Schemas["EVSE"];
/**
 * A product that a maker sells, as `expand: ["evse.model"]` brings it in.
 *
 * @interface
 */
export type EvseModel = Schemas["EVSEModel"];
/**
 * A maker of EVSEs, as `expand: ["evse.model.make"]` brings it in.
 *
 * @interface
 */
export type EvseMake = Schemas["EVSEMake"];
/**
 * The person an EVSE belongs to, as `expand: ["evse.user"]` brings them in. Personal data.
 *
 * @interface
 */
export type User = Schemas["User"];
/**
 * A postal address with its place on the map.
 *
 * @interface
 */
export type Location = Schemas["Location"];

/**
 * A resource as it comes with the given `expand`: each field that is a URL or a resource becomes one of the two.
 * Where the paths are known at run time only, both stay possible.
 */
export type Expanded<T, E extends readonly string[] | undefined> = E extends readonly string[]
  ? IsLiteral<E> extends true
    ? Narrowed<T, E[number]>
    : T
  : Narrowed<T, never>;

type Narrowed<T, Path extends string> = { [K in keyof T]: NarrowedField<T[K], SubPath<Path, K>> };

/** `[]` says that no path leads here, `["model"]` that one goes on to `model`, `[""]` that one ends here. */
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

/** Whether each element is one literal: `["evse"]` is, `Expand[]` and `[a ? "evse" : "evse.user"]` are not. */
type IsLiteral<E extends readonly string[]> = number extends E["length"]
  ? false
  : E extends readonly [infer Head extends string, ...infer Rest extends readonly string[]]
    ? IsUnion<Head> extends true
      ? false
      : IsLiteral<Rest>
    : true;

type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;

/** The state of the hourly allowance, as a response told it. */
export interface RateLimit {
  /** Requests that may be made in a rolling hour; undefined if the response did not say. */
  readonly limit: number | undefined;
  /** Requests left at that moment; undefined if the response did not say. */
  readonly remaining: number | undefined;
}
