// Which values each parameter accepts, and how others are refused.

import { expect, test } from "vitest";
import { COMMAND_LOGS, problemOf, STATUS_LOGS, startTrial, summaryOf } from "../../../tests/support/trial.ts";

const TIMESTAMP = "2024-04-17T09:39:45.984584Z";
const PAGINATION_TYPE = "https://api.ev.energy/v2/problems/pagination-parameters/";

const invalid = (name: string, expected: string) =>
  problemOf(400, {
    title: "Invalid parameter",
    detail: `Invalid value for parameter: ${name}`,
    field_errors: { [name]: [`Must be ${expected}.`] },
  });

test.for(["0", "101", "-1", "1.5", "abc", "", "1e1"])("page_size=%s is refused", async (size) => {
  expect(await summaryOf(await startTrial().get(`${STATUS_LOGS}?page_size=${size}`))).toEqual(
    problemOf(400, {
      type: PAGINATION_TYPE,
      title: "Invalid pagination parameter",
      detail: "Invalid value for pagination parameter: page_size",
      field_errors: { page_size: ["Must be an integer from 1 to 100."] },
    }),
  );
});

test("page_size is from 1 to 100, by default 25, and the last one counts", async () => {
  const { read } = startTrial();

  expect(await read(`${STATUS_LOGS}?page_size=1`)).toHaveLength(1);
  expect(await read(`${STATUS_LOGS}?page_size=100`)).toHaveLength(100);
  expect(await read(STATUS_LOGS)).toHaveLength(25);
  expect(await read(`${STATUS_LOGS}?page_size=0&page_size=3`)).toHaveLength(3);
});

test.for(["1", "two", ""])("version %j is refused", async (version) => {
  expect(await summaryOf(await startTrial().get(STATUS_LOGS, { "EvEnergy-Version": version }))).toEqual(
    problemOf(400, {
      type: PAGINATION_TYPE,
      title: "Unsupported version",
      detail: `Unsupported version requested: ${version}`,
    }),
  );
});

test.for([
  [`${STATUS_LOGS}?sampled_at__gte=`, "sampled_at__gte"],
  [`${STATUS_LOGS}?sampled_at__lte=`, "sampled_at__lte"],
  [`${COMMAND_LOGS}?logged_at__gte=`, "logged_at__gte"],
  [`${COMMAND_LOGS}?logged_at__lte=`, "logged_at__lte"],
  [`${STATUS_LOGS}/`, "sampled_at"],
  [`${COMMAND_LOGS}/`, "logged_at"],
] as const)("%s needs a timestamp", async ([path, name]) => {
  const { get } = startTrial();

  for (const value of ["yesterday", "2024-04-17", "2024-04-17T09:39:45", "2024-02-30T00:00:00Z", "%E0%A4%A"]) {
    expect(await summaryOf(await get(path + value))).toEqual(invalid(name, "a date-time with a time zone"));
  }
  expect((await get(`${path}2024-04-17T09:39:45.1234567%2B02:00`)).status).not.toBe(400);
});

test.for(["evse01HSH04KDEWF6Z4DB2J77J74K", "evse01hsh04kdewf6z4db2j77j74k5", "..%2Fusers", "%"])(
  "EVSE id %s is refused",
  async (id) => {
    const { get } = startTrial();
    const expected = invalid("evse_id", "`evse` and 26 characters of A-Z and 0-9");

    expect(await summaryOf(await get(`/v2/evses/${id}/command_logs/${TIMESTAMP}`))).toEqual(expected);
  },
);

test.for(["evse.make", "", "evse,evse.user", "constructor", "evse&expand=evse.location"])(
  "expand=%s is refused",
  async (expand) => {
    const expected = "one of evse, evse.model, evse.model.make, evse.user; repeat it for several";

    expect(await summaryOf(await startTrial().get(`${COMMAND_LOGS}?expand=${expand}`))).toEqual(
      invalid("expand", expected),
    );
  },
);

test("unknown parameters and those of other operations are ignored", async () => {
  const { get } = startTrial();

  expect((await get(`${STATUS_LOGS}?logged_at__gte=yesterday&what=ever`)).status).toBe(200);
  expect((await get(`${STATUS_LOGS}/${TIMESTAMP}?page_size=0&sampled_at__gte=yesterday`)).status).toBe(404);
});
