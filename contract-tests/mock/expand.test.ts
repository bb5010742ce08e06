// What `expand` does to types and values: each path replaces the URLs along it by resources, and no others.

import { expect, expectTypeOf, test } from "vitest";
import type { CommandLog, Evse, EvseMake, EvseModel, Expand, StatusLog, User } from "../../src/index.ts";
import { EVSE_ID, examples, expandedEvse, TIMESTAMP } from "../fixtures.ts";
import { useMock } from "./mock.ts";

const mock = useMock();
const expanding = () => mock.client({ prefer: "example=expanded" });

const EVSE_URL = "https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5";

test("without expand, the evse of a log is a URL", async () => {
  const statusLog = await mock.client().statusLogs.get(EVSE_ID, TIMESTAMP);
  const [commandLog] = await mock.client().commandLogs.list(EVSE_ID).toArray();

  expectTypeOf(statusLog).toEqualTypeOf<StatusLog>();
  expectTypeOf(statusLog.evse).toEqualTypeOf<string>();
  expectTypeOf(commandLog).toEqualTypeOf<CommandLog | undefined>();
  expect([statusLog.evse, commandLog?.evse]).toEqual([EVSE_URL, EVSE_URL]);
  // @ts-expect-error a URL has no cpid
  expect(statusLog.evse.cpid).toBeUndefined();
});

test("expand=evse embeds the EVSE", async () => {
  const [log] = await expanding()
    .commandLogs.list(EVSE_ID, { expand: ["evse"] })
    .toArray();

  expectTypeOf(log?.evse.model).toEqualTypeOf<string | undefined>();
  expectTypeOf(log?.evse.user).toEqualTypeOf<string | undefined>();
  expect(log?.evse.cpid).toBe("SHIR100001");
});

test("expand=evse.model embeds the EVSE and its model", async () => {
  const log = await expanding().statusLogs.get(EVSE_ID, TIMESTAMP, { expand: ["evse.model"] });

  expectTypeOf(log.evse.model?.make).toEqualTypeOf<string | undefined>();
  expectTypeOf(log.evse.user).toEqualTypeOf<string | undefined>();
  expect(log.evse.model?.name).toBe("hearth-7");
});

test("expand=evse.user embeds the EVSE and its user", async () => {
  const log = await expanding().commandLogs.get(EVSE_ID, TIMESTAMP, { expand: ["evse.user"] });

  expectTypeOf(log.evse.user).toEqualTypeOf<User | undefined>();
  expectTypeOf(log.evse.model).toEqualTypeOf<string | undefined>();
  expect(log.evse.user?.full_name).toBe("Rosie Cotton");
});

test("several paths embed all resources along them", async () => {
  const expand = ["evse.model.make", "evse.user"] as const;
  const [log] = await expanding().statusLogs.list(EVSE_ID, { expand }).toArray();

  expectTypeOf(log?.evse.model?.make).toEqualTypeOf<EvseMake | undefined>();
  expectTypeOf(log?.evse.user).toEqualTypeOf<User | undefined>();
  expect(log?.evse).toEqual(expandedEvse);
});

test("paths that are known only at run time leave URL and resource possible", async () => {
  const expand: Expand[] = ["evse"];
  const [log] = await expanding().statusLogs.list(EVSE_ID, { expand }).toArray();

  expectTypeOf(log?.evse).toEqualTypeOf<string | Evse | undefined>();
  expectTypeOf<Evse["model"]>().toEqualTypeOf<string | EvseModel | undefined>();
  expect(log).toEqual(examples.listEvseStatusLogs.expanded[0]);
});

test("no other paths are allowed", () => {
  expectTypeOf<Expand>().toEqualTypeOf<"evse" | "evse.model" | "evse.model.make" | "evse.user">();
  const { statusLogs } = mock.client();
  // @ts-expect-error the make belongs to the model
  expect(() => statusLogs.list(EVSE_ID, { expand: ["evse.make"] })).toThrow("evse.make");
});

test.for(["statusLogs", "commandLogs"] as const)("%s send expand as a repeated parameter", async (family) => {
  const expand = ["evse.model", "evse.user"] as const;
  await mock.client()[family].list(EVSE_ID, { expand }).toArray();
  await mock.client()[family].get(EVSE_ID, TIMESTAMP, { expand });

  const wire = "expand=evse.model&expand=evse.user";
  expect(mock.exchanges.map(({ query }) => `${query}`)).toEqual([`${wire}&page_size=100`, wire]);
});
