// What `expand` does, in types and at run time: each value replaces URLs by the resources on its path, and no others.

import { describe, expect, expectTypeOf, test } from "vitest";
import type { CommandLog, Evse, EvseMake, EvseModel, Expand, StatusLog, User } from "../src/index.ts";
import { EVSE_ID, examples, expandedEvse, STAMP } from "./fixtures.ts";
import { useMock } from "./mock.ts";

const mock = useMock();
const expanding = () => mock.client({ prefer: "example=expanded" });

const EVSE_URL = "https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5";

describe("without expand", () => {
  test("the evse of a status log is a URL", async () => {
    const log = await mock.client().statusLogs.get(EVSE_ID, STAMP);

    expectTypeOf(log).toEqualTypeOf<StatusLog>();
    expectTypeOf(log.evse).toEqualTypeOf<string>();
    expect(log.evse).toBe(EVSE_URL);
    // @ts-expect-error a URL has no cpid
    expect(log.evse.cpid).toBeUndefined();
  });

  test("the evse of a command log is a URL", async () => {
    const [log] = await mock.client().commandLogs.list(EVSE_ID).toArray();

    expectTypeOf(log).toEqualTypeOf<CommandLog | undefined>();
    expect(log?.evse.startsWith(EVSE_URL)).toBe(true);
  });
});

describe("expand=evse", () => {
  test("brings in the EVSE and leaves its model and user URLs", async () => {
    const [log] = await expanding()
      .commandLogs.list(EVSE_ID, { expand: ["evse"] })
      .toArray();

    expectTypeOf(log?.evse.model).toEqualTypeOf<string | undefined>();
    expectTypeOf(log?.evse.user).toEqualTypeOf<string | undefined>();
    expect(log?.evse.cpid).toBe("SHIR100001");
    expect(log?.evse.model).toBe("https://api.ev.energy/v2/evse_models/emod01HSGZXM2V8Q4T6RBN3C9W5KYD");
    expect(log?.evse.user).toBe("https://api.ev.energy/v2/users/user01HSGZT4C6M8H0RKJ5V7Y9N1ES");
  });
});

describe("expand=evse.model", () => {
  test("brings in the EVSE and its model, and leaves the make a URL", async () => {
    const log = await expanding().statusLogs.get(EVSE_ID, STAMP, { expand: ["evse.model"] });

    expectTypeOf(log.evse.model?.make).toEqualTypeOf<string | undefined>();
    expectTypeOf(log.evse.user).toEqualTypeOf<string | undefined>();
    expect(log.evse.model?.name).toBe("hearth-7");
    expect(log.evse.model?.make).toBe("https://api.ev.energy/v2/evse_makes/emak01HSGZW9F3J5E7AQDP1S8X2MVB");
  });
});

describe("expand=evse.user", () => {
  test("brings in the EVSE and its user, and leaves the model a URL", async () => {
    const log = await expanding().commandLogs.get(EVSE_ID, STAMP, { expand: ["evse.user"] });

    expectTypeOf(log.evse.user).toEqualTypeOf<User | undefined>();
    expectTypeOf(log.evse.model).toEqualTypeOf<string | undefined>();
    expect(log.evse.user?.full_name).toBe("Rosie Cotton");
    expect(log.evse.user?.terms_consent_datetime).toBeNull();
    expect(log.evse.user?.default_location).toEqual({
      address_1: "3 Bagshot Row",
      country_code: null,
      coordinates: null,
    });
  });
});

describe("expand=evse.model.make with expand=evse.user", () => {
  test("brings in everything that can be reached", async () => {
    const expand = ["evse.model.make", "evse.user"] as const;
    const [log] = await expanding().statusLogs.list(EVSE_ID, { expand }).toArray();

    expectTypeOf(log?.evse.model?.make).toEqualTypeOf<EvseMake | undefined>();
    expectTypeOf(log?.evse.user).toEqualTypeOf<User | undefined>();
    expect(log?.evse).toEqual(expandedEvse);
    expect(log?.evse.model?.make?.name).toBe("shire");
    expect(log?.evse.user?.default_location?.coordinates?.latitude).toBe(52.0936);
  });
});

test("paths that are known at run time only leave both forms possible", async () => {
  const expand: Expand[] = ["evse"];
  const [log] = await expanding().statusLogs.list(EVSE_ID, { expand }).toArray();

  expectTypeOf(log?.evse).toEqualTypeOf<string | Evse | undefined>();
  expectTypeOf<Evse["model"]>().toEqualTypeOf<string | EvseModel | undefined>();
  expect(log).toEqual(examples.listEvseStatusLogs.expanded[0]);
});

test("the four values are the only ones", () => {
  expectTypeOf<Expand>().toEqualTypeOf<"evse" | "evse.model" | "evse.model.make" | "evse.user">();
  const { statusLogs } = mock.client();
  // @ts-expect-error the make is reached through the model
  expect(() => statusLogs.list(EVSE_ID, { expand: ["evse.make"] })).toThrow("evse.make");
});

describe.each<{ expand: Expand[]; wire: string }>([
  { expand: ["evse"], wire: "expand=evse" },
  { expand: ["evse.model"], wire: "expand=evse.model" },
  { expand: ["evse.model.make"], wire: "expand=evse.model.make" },
  { expand: ["evse.user"], wire: "expand=evse.user" },
  { expand: ["evse.model", "evse.user"], wire: "expand=evse.model&expand=evse.user" },
])("$expand", ({ expand, wire }) => {
  test.for(["statusLogs", "commandLogs"] as const)(
    "goes over the wire as it is, from both calls of %s",
    async (family) => {
      const logs = mock.client()[family];
      await logs.list(EVSE_ID, { expand }).toArray();
      await logs.get(EVSE_ID, STAMP, { expand });

      expect(mock.exchanges.map(({ query }) => `${query}`)).toEqual([`${wire}&page_size=100`, wire]);
    },
  );
});
