// What the compiler makes of the client. The assertions are checked by `tsc`; at run time these calls only build lists.

import { describe, expectTypeOf, test } from "vitest";
import { EVSE_ID, STAMP } from "../tests/support/rows.ts";
import {
  createClient,
  type Evse,
  type EvseMake,
  type EvseModel,
  type Expand,
  type Page,
  type StatusLog,
  type User,
} from "./index.ts";

const client = createClient({
  auth: "the-token",
  fetch: async (request) => Response.json(/logs\?/.test(new Request(request).url) ? [] : { evse: {} }),
});
const { statusLogs, commandLogs } = client;

/** True at run time, and nobody knows in the types. */
const known = EVSE_ID.length > 0;

describe("expand", () => {
  test("is needed for an EVSE to be more than a URL", async () => {
    expectTypeOf((await statusLogs.get(EVSE_ID, STAMP)).evse).toEqualTypeOf<string>();
    expectTypeOf((await statusLogs.get(EVSE_ID, STAMP, {})).evse).toEqualTypeOf<string>();
    expectTypeOf((await statusLogs.get(EVSE_ID, STAMP, { expand: [] })).evse).toEqualTypeOf<string>();
    expectTypeOf((await commandLogs.get(EVSE_ID, STAMP)).evse).toEqualTypeOf<string>();
    expectTypeOf(await statusLogs.list(EVSE_ID).toArray())
      .items.toHaveProperty("evse")
      .toEqualTypeOf<string>();
    expectTypeOf<StatusLog["evse"]>().toEqualTypeOf<string>();
  });

  test("evse leaves what lies further in as URLs", async () => {
    const { evse } = await statusLogs.get(EVSE_ID, STAMP, { expand: ["evse"] });
    expectTypeOf(evse.model).toEqualTypeOf<string | undefined>();
    expectTypeOf(evse.user).toEqualTypeOf<string | undefined>();
    expectTypeOf(evse.cpid).toEqualTypeOf<string>();
    expectTypeOf(evse.location).toEqualTypeOf<Evse["location"]>();
  });

  test("evse.model expands evse on its way, and leaves make and user as URLs", async () => {
    const { evse } = await statusLogs.get(EVSE_ID, STAMP, { expand: ["evse.model"] });
    expectTypeOf(evse.model).exclude<undefined>().toBeObject();
    expectTypeOf(evse.model?.make).toEqualTypeOf<string | undefined>();
    expectTypeOf(evse.user).toEqualTypeOf<string | undefined>();
  });

  test("evse.model.make expands both on its way", async () => {
    const { evse } = await statusLogs.get(EVSE_ID, STAMP, { expand: ["evse.model.make"] });
    expectTypeOf(evse.model?.make).toEqualTypeOf<EvseMake | undefined>();
    expectTypeOf(evse.user).toEqualTypeOf<string | undefined>();
  });

  test("takes several paths, in any order", async () => {
    const { evse } = await statusLogs.get(EVSE_ID, STAMP, { expand: ["evse.user", "evse.model.make", "evse"] });
    expectTypeOf(evse.user).toEqualTypeOf<User | undefined>();
    expectTypeOf(evse.model?.make).toEqualTypeOf<EvseMake | undefined>();
    expectTypeOf<StatusLog<["evse", "evse.user"]>["evse"]["user"]>().toEqualTypeOf<User | undefined>();
  });

  test("narrows items, pages and command logs alike", async () => {
    const query = { expand: ["evse.user"] } as const;
    for await (const log of commandLogs.list(EVSE_ID, query)) {
      expectTypeOf(log.evse.user).toEqualTypeOf<User | undefined>();
    }
    expectTypeOf(statusLogs.list(EVSE_ID, query).pages()).toExtend<AsyncIterable<Page<StatusLog<["evse.user"]>>>>();
    expectTypeOf(await statusLogs.list(EVSE_ID, query).toArray()).toEqualTypeOf<StatusLog<["evse.user"]>[]>();
  });
});

describe("expand that is known at run time only", () => {
  test("leaves both possible: a list of paths", async () => {
    const expand: Expand[] = ["evse"];
    const { evse } = await statusLogs.get(EVSE_ID, STAMP, { expand });
    expectTypeOf(evse).toEqualTypeOf<string | Evse>();
  });

  test("leaves both possible: a path that depends", async () => {
    const { evse } = await statusLogs.get(EVSE_ID, STAMP, { expand: [known ? "evse" : "evse.user"] });
    expectTypeOf(evse).toEqualTypeOf<string | Evse>();
  });

  test("leaves both possible: paths or undefined", async () => {
    const { evse } = await statusLogs.get(EVSE_ID, STAMP, { expand: known ? ["evse"] : undefined });
    expectTypeOf(evse).extract<string>().toBeString();
  });

  test("is what the friendly names stand for inside", () => {
    expectTypeOf<Evse["model"]>().toEqualTypeOf<string | EvseModel | undefined>();
    expectTypeOf<EvseModel["make"]>().toEqualTypeOf<string | EvseMake | undefined>();
    expectTypeOf<Evse["user"]>().toEqualTypeOf<string | User | undefined>();
  });
});

test("a parameter may be undefined, as if it were left out", async () => {
  const since: string | undefined = known ? STAMP : undefined;
  const logs = await statusLogs.list(EVSE_ID, { sampled_at__gte: since, page_size: undefined, expand: undefined });
  expectTypeOf(logs.toArray()).resolves.toEqualTypeOf<StatusLog[]>();
});

test("what is misspelt does not compile", () => {
  // Not run: at run time most of it throws.
  const misspelt = () => {
    // @ts-expect-error
    statusLogs.list(EVSE_ID, { expand: ["evse.modle"] });
    // @ts-expect-error
    statusLogs.list(EVSE_ID, { expand: "evse" });
    // @ts-expect-error
    statusLogs.list(EVSE_ID, { pagesize: 5 });
    // @ts-expect-error
    statusLogs.list(EVSE_ID, { page_size: "5" });
    // @ts-expect-error
    statusLogs.list(EVSE_ID, { logged_at__gte: STAMP });
    // @ts-expect-error
    commandLogs.list(EVSE_ID, { sampled_at__gte: STAMP });
    // @ts-expect-error
    statusLogs.get(EVSE_ID, STAMP, { page_size: 5 });
    // @ts-expect-error
    statusLogs.list(EVSE_ID, { sampled_at__gte: new Date(0) });
    // @ts-expect-error
    statusLogs.get(EVSE_ID, new Date(0));
    // @ts-expect-error
    statusLogs.get(EVSE_ID);
    // @ts-expect-error
    statusLogs.list(EVSE_ID, {}, { maxitems: 5 });
    // @ts-expect-error
    statusLogs.get(EVSE_ID, STAMP, {}, { maxItems: 5 });
    // @ts-expect-error
    createClient({});
    // @ts-expect-error
    createClient({ auth: "the-token", baseURL: "https://api.ev.energy/v2" });
    // @ts-expect-error
    client.http.GET("/evses/{evse_id}/status_log", { params: { path: { evse_id: EVSE_ID } } });
  };
  expectTypeOf(misspelt).returns.toBeVoid();
});

describe("the fields of a log", () => {
  test("offer the members that are known and accept others", () => {
    expectTypeOf<"Idle">().toExtend<NonNullable<StatusLog["mode"]>>();
    expectTypeOf<"Sleepwalk">().toExtend<NonNullable<StatusLog["mode"]>>();
    expectTypeOf<string>().toExtend<NonNullable<Evse["lock_mode"]>>();
    expectTypeOf<string>().toExtend<NonNullable<StatusLog["control_pilot_status"]>>();
    // Were it a plain string, an editor would offer nothing.
    expectTypeOf<StatusLog["mode"]>().not.toEqualTypeOf<string | null | undefined>();
    expectTypeOf<Extract<StatusLog["mode"], "Idle">>().toEqualTypeOf<"Idle">();
  });

  test("hold time stamps as strings", () => {
    expectTypeOf<StatusLog["sampled_at"]>().toEqualTypeOf<string>();
    expectTypeOf<StatusLog["logged_at"]>().toEqualTypeOf<string>();
    expectTypeOf<User["joined_at"]>().toEqualTypeOf<string | undefined>();
  });

  test("may be null where the contract says so", () => {
    expectTypeOf<StatusLog["charge_rate_watts"]>().toEqualTypeOf<number | null | undefined>();
    expectTypeOf<StatusLog["is_charging"]>().toEqualTypeOf<boolean | null | undefined>();
  });
});
