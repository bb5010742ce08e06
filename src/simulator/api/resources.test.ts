// The resources that `expand` embeds.

import { describe, expect, test } from "vitest";
import { EVSE_ID } from "../../../tests/support/rows.ts";
import { COMMAND_LOGS, ORIGIN, STATUS_LOGS, startTrial } from "../../../tests/support/trial.ts";
import type { Evse, EvseModel, User } from "../../types.ts";

/** Returns the EVSE of the newest status log. */
async function expand(paths: readonly string[], trial = startTrial()): Promise<Evse> {
  const query = new URLSearchParams([["page_size", "1"], ...paths.map((path) => ["expand", path])]);
  const [log] = await trial.read<{ evse: Evse }[]>(`${STATUS_LOGS}?${query}`);
  return log?.evse as Evse;
}

const ulid = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}01[0-9A-HJKMNP-TV-Z]{24}$`));
const urlOf = (path: string) => expect.stringMatching(new RegExp(`^${ORIGIN}/v2/${path}01[0-9A-Z]{24}$`));
const orNull = (path: string) => expect.toSatisfy((value) => value === null || urlOf(path).asymmetricMatch(value));
const timestamp = expect.stringMatching(/^2023-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const shortlyBefore = expect.stringMatching(/^(2023-0[1-7]|2022-12-31)/);
const place = {
  latitude: expect.toSatisfy((degrees) => degrees > 51.1 && degrees < 54.5),
  longitude: expect.toSatisfy((degrees) => degrees > -3.6 && degrees < -2),
};

/** An EVSE whose model and user are URLs. */
const evseOf = (id: string) => ({
  id,
  url: `${ORIGIN}/v2/evses/${id}`,
  cpid: expect.stringMatching(/^(SHIR|BRWA|OAKF)\d{6}$/),
  model: urlOf("evse_models/emod"),
  user: urlOf("users/user"),
  latest_status_log: expect.stringMatching(`^${ORIGIN}/v2/evse/${id}/status_logs/2024-04-1[67]T.{15}Z/$`),
  ct_clamp: orNull("ct_clamps/ctcl"),
  charging_sub_sessions: `${ORIGIN}/v2/evses/${id}/charging_sub_sessions`,
  lock_mode: expect.toBeOneOf(["UNLOCKED", "SMART", "LOCKED", null]),
  lifecycle_state: expect.toBeOneOf(["COMMISSIONED", "ENROLLED", "INSTALLED", null]),
  location: expect.toBeOneOf([null, place]),
});

const userOf = (id: string) => ({
  id: ulid("user"),
  url: urlOf("users/user"),
  email: expect.stringMatching(/^[a-z]+\.[a-z]+@example\.com$/),
  full_name: expect.stringMatching(/^[A-Z][a-z]+ [A-Z][a-z]+$/),
  joined_at: timestamp,
  terms_consent_datetime: expect.toBeOneOf([null, shortlyBefore]),
  evses: [`${ORIGIN}/v2/evses/${id}`],
  vehicles: [urlOf("vehicles/vehi")],
  default_location: {
    address_1: expect.stringMatching(/^\d+ [A-Z]/),
    address_2: expect.toBeOneOf([null, "Ground floor"]),
    city: expect.stringMatching(/^[A-Z]/),
    state: expect.toBeOneOf([null, "Somerset"]),
    postal_code: expect.stringMatching(/^[A-Z]{2}\d \d[A-Z]{2}$/),
    country_code: "GB",
    coordinates: place,
    evse_site: orNull("evse_sites/site"),
    tariff: orNull("tariffs/tari"),
  },
});

describe("expand", () => {
  test("is off by default", async () => {
    expect(await expand([])).toBe(`${ORIGIN}/v2/evses/${EVSE_ID}`);
  });

  test("evse embeds the EVSE with the URLs of its model and user", async () => {
    expect(await expand(["evse"])).toEqual(evseOf(EVSE_ID));
  });

  test("evse.model.make embeds everything on the way", async () => {
    const evse = await expand(["evse.model.make"]);

    expect(evse).toEqual({ ...evseOf(EVSE_ID), model: expect.any(Object) });
    expect(evse.model).toEqual({
      id: ulid("emod"),
      url: urlOf("evse_models/emod"),
      name: expect.stringMatching(/^[a-z-]+-7$/),
      display_name: expect.stringMatching(/^[A-Z].+ 7 kW$/),
      make: {
        id: ulid("emak"),
        url: urlOf("evse_makes/emak"),
        name: expect.stringMatching(/^[a-z]+$/),
        display_name: expect.toBeOneOf([null, expect.stringMatching(/^[A-Z]/)]),
        icon: expect.toBeOneOf([null, expect.stringMatching(/^https:\/\/[a-z]+\.example\.com\/icon\.svg$/)]),
        is_beta: expect.any(Boolean),
        evse_models: expect.stringMatching(/\/v2\/evse_makes\/emak.{26}\/evse_models$/),
        onboarding_url: expect.toBeOneOf([null, expect.stringMatching(/^https:\/\/[a-z]+\.example\.com\/set-up$/)]),
      },
      onboarding_url: expect.toBeOneOf([null, expect.stringMatching(/^https:\/\/[a-z]+\.example\.com\/[a-z-]+$/)]),
    });
  });

  test("of several paths embeds all, in any order", async () => {
    const evse = await expand(["evse.user", "evse.model.make", "evse"]);

    expect(evse.user).toEqual(userOf(EVSE_ID));
    expect((evse.model as EvseModel).make).toHaveProperty("is_beta");
    expect(await expand(["evse.model.make", "evse.user"])).toEqual(evse);
  });

  test("embeds the same in every log of both families, in lists and alone", async () => {
    const { read } = startTrial();
    const logs = await read<{ evse: unknown; logged_at: string }[]>(`${COMMAND_LOGS}?expand=evse.user&page_size=5`);
    const evse = await expand(["evse.user"]);

    expect(logs.map((log) => log.evse)).toEqual(Array(5).fill(evse));
    expect(await read<object>(`${COMMAND_LOGS}/${logs[0]?.logged_at}?expand=evse.user`)).toEqual(logs[0]);
  });
});

describe("a charger", () => {
  const ALL = ["evse.model.make", "evse.user"];

  test("has the same resources in every simulator with the same seed, in every release", async () => {
    const evse = await expand(ALL);
    const { cpid, model, user } = evse;

    expect([cpid, (model as EvseModel).display_name, (user as User).full_name]).toEqual([
      "SHIR342843",
      "Hearth Tethered 7 kW",
      "Priya Okafor",
    ]);
    expect(await expand(ALL, startTrial({ from: "2024-01-01T00:00:00Z", evses: 5 }))).toEqual(evse);
    expect((await expand(ALL, startTrial({ seed: 2 }))).user).not.toEqual(user);
  });

  test("has the URL of its latest status log, or null before the first", async () => {
    const trial = startTrial();
    const [newest] = await trial.read<{ url: string }[]>(STATUS_LOGS);
    expect((await expand(["evse"], trial)).latest_status_log).toBe(newest?.url);

    const [command] = await trial.read<{ logged_at: string }[]>(COMMAND_LOGS);
    const from = command?.logged_at ?? "";
    const early = startTrial({ from });
    early.clock.now = Date.parse(from) + 1;
    const logs = await early.read<{ evse: Evse }[]>(`${COMMAND_LOGS}?expand=evse`);
    expect(logs.map(({ evse }) => evse.latest_status_log)).toEqual([null]);
  });

  test("shares its make and model with other chargers, but not its user", async () => {
    const trial = startTrial({ evses: 60 });
    const evses = await Promise.all(
      trial.simulator.evseIds.map(async (id) => {
        const path = `/v2/evses/${id}/status_logs?expand=evse.model.make&expand=evse.user&page_size=1`;
        const [log] = await trial.read<{ evse: Evse }[]>(path);
        return log?.evse as Evse;
      }),
    );
    const models = evses.map(({ model }) => model as EvseModel);
    const homes = evses.map(({ user }) => (user as User).default_location);
    const isNull = (list: readonly unknown[]) => new Set(list.map((value) => value === null));

    expect(new Set(models.map(({ id, name }) => `${id} ${name}`)).size).toBe(6);
    expect(new Set(models.map(({ make }) => JSON.stringify(make))).size).toBe(3);
    expect(new Set(evses.map(({ user }) => (user as User).id)).size).toBe(60);
    expect(evses.map(({ user }) => user)).toEqual(trial.simulator.evseIds.map(userOf));
    for (const field of ["ct_clamp", "lock_mode", "lifecycle_state", "location"] as const) {
      expect(isNull(evses.map((evse) => evse[field]))).toEqual(new Set([true, false]));
    }
    for (const field of ["address_2", "state", "evse_site", "tariff"] as const) {
      expect(isNull(homes.map((home) => home?.[field]))).toEqual(new Set([true, false]));
    }
  });
});
