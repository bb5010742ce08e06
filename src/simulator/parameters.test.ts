// What each parameter takes, and what is said of a value that it does not.

import { expect, test } from "vitest";
import { STAMP } from "../../tests/support/rows.ts";
import { COMMAND_LOGS, problemOf, STATUS_LOGS, startTrial, told } from "../../tests/support/trial.ts";

const PAGINATION = {
  type: "https://api.ev.energy/v2/problems/pagination-parameters/",
  title: "Invalid pagination parameter",
  detail: "Invalid value for pagination parameter: page_size",
  field_errors: { page_size: ["It takes a whole number from 1 to 100."] },
};

test.for(["0", "101", "-1", "1.5", "abc", "", "1e1", "+5", " 5", "9999999999999999999999"])(
  "page_size can't be %j",
  async (size) => {
    const query = new URLSearchParams({ page_size: size });
    expect(await told(await startTrial().get(`${STATUS_LOGS}?${query}`))).toEqual(problemOf(400, PAGINATION));
  },
);

test.for([1, 2, 99, 100])("page_size can be %d", async (size) => {
  expect(await startTrial().read(`${STATUS_LOGS}?page_size=${size}`)).toHaveLength(size);
});

test("page_size is 25 by default, and the last one counts", async () => {
  const { read } = startTrial();
  expect(await read(STATUS_LOGS)).toHaveLength(25);
  expect(await read(`${STATUS_LOGS}?page_size=0&page_size=3`)).toHaveLength(3);
});

test.for(["1", "3.0", "two", "", "2, 2"])("the version can't be %j", async (version) => {
  expect(await told(await startTrial().get(STATUS_LOGS, { "EvEnergy-Version": version }))).toEqual(
    problemOf(400, {
      type: "https://api.ev.energy/v2/problems/pagination-parameters/",
      title: "Unsupported version",
      detail: `Unsupported version requested: ${version}`,
    }),
  );
});

test.for(["2", "2.0"])("the version can be %j", async (version) => {
  expect((await startTrial().get(STATUS_LOGS, { "EvEnergy-Version": version })).status).toBe(200);
});

const invalid = (name: string, takes: string) =>
  problemOf(400, {
    title: "Invalid parameter",
    detail: `Invalid value for parameter: ${name}`,
    field_errors: { [name]: [`It takes ${takes}.`] },
  });

test.for([
  [STATUS_LOGS, "sampled_at__gte"],
  [STATUS_LOGS, "sampled_at__lte"],
  [COMMAND_LOGS, "logged_at__gte"],
  [COMMAND_LOGS, "logged_at__lte"],
] as const)("of %s, %s is a moment", async ([path, name]) => {
  const { get } = startTrial();
  for (const bad of ["yesterday", "", "2024-04-17", "2024-04-17T09:39:45", "2024-02-30T00:00:00Z", "%"]) {
    const query = new URLSearchParams({ [name]: bad });
    expect(await told(await get(`${path}?${query}`))).toEqual(invalid(name, "a date-time with a zone"));
  }
  expect((await get(`${path}?${name}=2024-04-17T09:39:45.1234567%2B02:00`)).status).toBe(200);
});

test.for([
  [STATUS_LOGS, "sampled_at"],
  [COMMAND_LOGS, "logged_at"],
] as const)("of a single log below %s, %s is a moment", async ([path, name]) => {
  const { get } = startTrial();
  for (const bad of ["yesterday", "2024-04-17", "2024-04-17T09:39:45", "%E0%A4%A", "1713346785"]) {
    expect(await told(await get(`${path}/${bad}`))).toEqual(invalid(name, "a date-time with a zone"));
  }
});

test.for([
  "evse01HSH04KDEWF6Z4DB2J77J74K",
  "evse01HSH04KDEWF6Z4DB2J77J74K55",
  "evse01hsh04kdewf6z4db2j77j74k5",
  "user01HSH04KDEWF6Z4DB2J77J74K5",
  "evse01HSH04KDEWF6Z4DB2J77J74K5%0A",
  "..%2Fusers",
  "%",
])("evse_id can't be %s", async (id) => {
  const { get } = startTrial();
  const takes = "`evse` and 26 characters of A-Z and 0-9";
  expect(await told(await get(`/v2/evses/${id}/status_logs`))).toEqual(invalid("evse_id", takes));
  expect(await told(await get(`/v2/evses/${id}/command_logs/${STAMP}`))).toEqual(invalid("evse_id", takes));
});

test.for(["evse.make", "user", "EVSE", "", "evse,evse.user", "constructor", "evse&expand=evse.location"])(
  "expand can't be %s",
  async (expand) => {
    const takes = "one of evse, evse.model, evse.model.make, evse.user; repeat it for several";
    expect(await told(await startTrial().get(`${COMMAND_LOGS}?expand=${expand}`))).toEqual(invalid("expand", takes));
  },
);

test("which others know, or nobody, are passed over", async () => {
  const { get, read } = startTrial();
  expect((await get(`${STATUS_LOGS}?logged_at__gte=yesterday&what=ever`)).status).toBe(200);
  expect((await get(`${COMMAND_LOGS}?sampled_at__lte=yesterday&page=2`)).status).toBe(200);
  const [log] = await read<{ sampled_at: string }[]>(STATUS_LOGS);
  const single = `${STATUS_LOGS}/${log?.sampled_at}`;
  expect((await get(`${single}?page_size=0&page_after=x&sampled_at__gte=yesterday`)).status).toBe(200);
});
