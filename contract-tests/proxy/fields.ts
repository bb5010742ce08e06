// The fields of every resource, each with values that a provider may return and values that it may not.

/** A value, and the keyword that it violates: at the field, or below it after a dot. */
type Bad = readonly [value: unknown, violation: string];

interface Values {
  readonly good: readonly unknown[];
  readonly bad: readonly Bad[];
}

export type Resource = Readonly<Record<string, unknown>>;

interface Fields {
  /** What the resource requires, and nothing else. */
  readonly least: Resource;
  readonly fields: Readonly<Record<string, Values>>;
}

const URI = "https://example.com/x";
const TIMESTAMP = "2024-04-17T09:39:45.984584Z";
const ULID = "01HSH04KDEWF6Z4DB2J77J74K5";

const bad = (keyword: string, ...values: unknown[]): Bad[] => values.map((value) => [value, ` ${keyword}`]);

const notText = bad("type", 5, true, [], {}, null);
const text: Values = { good: ["", "x", "ü".repeat(2000)], bad: notText };
const uri: Values = {
  good: [URI, "urn:x:y", `${URI}/${"y".repeat(2000)}`],
  bad: [...notText, ...bad("format", "", "/evses/x")],
};
const timestamp: Values = {
  good: [TIMESTAMP, "2024-01-01T11:11:11.1111Z", "2024-04-17T11:39:45+02:00"],
  bad: [...notText, ...bad("format", "2024-04-17T09:39:45", "2024-04-17", "")],
};
const uuid: Values = {
  good: ["d4e5f6a7-b8c9-0123-def0-123456789abc"],
  bad: [...notText, ...bad("format", "d4e5f6a7", "d4e5f6a7-b8c9-0123-def0-123456789abg")],
};
const boolean: Values = { good: [true, false], bad: bad("type", "true", 1, [], null) };
const number: Values = { good: [400, 0.5, -1], bad: bad("type", "400", [], null) };
const integer: Values = { good: [0, -2147483649, 2147483648], bad: bad("type", "7180", 0.5, true, [], null) };
const country: Values = {
  good: ["GB", "AZ"],
  bad: [...notText, ...bad("pattern", "gb", "G", "GBR", "", "G1")],
};
const uris: Values = {
  good: [[], Array(101).fill(URI)],
  bad: [...bad("type", null, URI), [["x"], ".0 format"], [[null], ".0 type"], [[5], ".0 type"]],
};
const place: Values = {
  good: [
    { latitude: 52.0936, longitude: -2.0795 },
    { latitude: 0, longitude: 0, altitude: 12 },
  ],
  bad: [
    ...bad("type", URI, [], null),
    ...bad("required", { latitude: 1 }, { longitude: 1 }),
    [{ latitude: "52", longitude: 1 }, ".latitude type"],
    [{ latitude: null, longitude: 1 }, ".latitude type"],
    [{ latitude: 1, longitude: "-2" }, ".longitude type"],
    [{ latitude: 1, longitude: null }, ".longitude type"],
  ],
};
const fieldErrors: Values = {
  good: [{}, { page_size: [] }, { page_size: Array(101).fill("too small"), expand: ["", "x".repeat(2000)] }],
  bad: [
    ...bad("type", null, ["x"]),
    [{ page_size: "x" }, ".page_size type"],
    [{ page_size: null }, ".page_size type"],
    [{ page_size: [5] }, ".page_size.0 type"],
    [{ page_size: [null] }, ".page_size.0 type"],
  ],
};

function id(prefix: string): Values {
  const others = [`${ULID}0`, ULID.slice(1), ULID.toLowerCase()].map((ulid) => `${prefix}${ulid}`);
  return {
    good: [`${prefix}${ULID}`, `${prefix}ABCDEFGHIJKLMNOPQRSTUVWXYZ`],
    bad: [...notText, ...bad("pattern", ...others, ULID, `x${prefix}${ULID}`)],
  };
}

function oneOf(...members: string[]): Values {
  return { good: members, bad: [...notText, ...bad("enum", "SOMETHING_NEW", "", `${members[0]}x`)] };
}

function nullable({ good, bad }: Values): Values {
  return { good: [null, ...good], bad: bad.filter(([value]) => value !== null) };
}

/** A URL, or what it names. */
function expandable({ least }: Fields): Values {
  return {
    good: [URI, least],
    bad: [...bad("type", 5, null), ...bad("format", "x"), ...bad("required", {})],
  };
}

const location: Fields = {
  least: {},
  fields: {
    address_1: nullable(text),
    address_2: nullable(text),
    city: nullable(text),
    state: nullable(text),
    postal_code: nullable(text),
    country_code: nullable(country),
    coordinates: nullable(place),
    evse_site: nullable(uri),
    tariff: nullable(uri),
  },
};
const user: Fields = {
  least: { id: `user${ULID}`, url: URI },
  fields: {
    id: id("user"),
    url: uri,
    email: text,
    full_name: text,
    joined_at: timestamp,
    terms_consent_datetime: nullable(timestamp),
    evses: uris,
    vehicles: uris,
    default_location: { good: [location.least], bad: bad("type", null, URI) },
  },
};
const make: Fields = {
  least: { id: `emak${ULID}`, url: URI, name: "shire" },
  fields: {
    id: id("emak"),
    url: uri,
    name: text,
    display_name: nullable(text),
    icon: nullable(uri),
    is_beta: boolean,
    evse_models: uri,
    onboarding_url: nullable(text),
  },
};
const model: Fields = {
  least: { id: `emod${ULID}`, url: URI, name: "hearth-7" },
  fields: {
    id: id("emod"),
    url: uri,
    name: text,
    display_name: nullable(text),
    make: expandable(make),
    onboarding_url: nullable(uri),
  },
};
const evse: Fields = {
  least: { id: `evse${ULID}`, url: URI, cpid: "SHIR100001" },
  fields: {
    id: id("evse"),
    url: uri,
    cpid: text,
    model: expandable(model),
    user: expandable(user),
    latest_status_log: nullable(uri),
    ct_clamp: nullable(uri),
    charging_sub_sessions: uri,
    lock_mode: nullable(oneOf("UNLOCKED", "SMART", "LOCKED")),
    lifecycle_state: nullable(
      oneOf(
        ...["CREATED_LINKED", "INSTALLED", "COMMISSIONED", "DECOMMISSIONED", "UNKNOWN"],
        ...["PROBABLY_INSTALLED", "UNPAIRED", "PENDING", "ENROLLED"],
      ),
    ),
    location: nullable(place),
  },
};
const statusLog: Fields = {
  least: { url: URI, sampled_at: TIMESTAMP, logged_at: TIMESTAMP, evse: URI },
  fields: {
    url: uri,
    sampled_at: timestamp,
    logged_at: timestamp,
    evse: expandable(evse),
    is_plugged_in: nullable(boolean),
    is_charging: nullable(boolean),
    is_enabled: nullable(boolean),
    charge_rate_watts: nullable(integer),
    export_power_watts: nullable(integer),
    inlet_power_watts: nullable(integer),
    meter_reading_watt_hours: nullable(integer),
    voltage_millivolts: nullable(integer),
    cable_current_rating_milliamps: nullable(integer),
    max_current_rating_milliamps: nullable(integer),
    signal_strength_rssi_dbm: nullable(integer),
    state_of_charge_percentage: nullable(integer),
    control_pilot_status: nullable(oneOf("A", "B", "C", "D", "E", "F")),
    mode: nullable(
      oneOf(
        ...["Unknown", "Idle", "Delay", "Charge", "Discharge"],
        ...["FFR", "Load match", "Export match", "Peak time", "Deep sleep"],
      ),
    ),
  },
};
const commandLog: Fields = {
  least: { url: URI, logged_at: TIMESTAMP, evse: URI },
  fields: {
    url: uri,
    logged_at: timestamp,
    evse: expandable(evse),
    max_load_target_milliamps: nullable(integer),
    is_enabled_target: nullable(boolean),
    always_enabled: nullable(boolean),
    reason: nullable(
      oneOf(
        ...["SCHEDULED_CHARGING", "REFRESH_SCHEDULES", "STOP_CHARGE", "START_CHARGE"],
        ...["SOLAR_CHARGE_NIGHTTIME_CHARGE_RATE", "API_TRIGGERED_COMMAND", "COMMISSIONING", "CHARGING_SESSION"],
        ...["VEHICLE_TO_HOME", "FREE_VEND", "MAINTAIN_EVSE_STATE", "CREATE_HOME_CHARGER", "LOCKED_MODE"],
        ...["SMART_CHARGE_ENABLED_CHANGED", "SMART_CHARGE_ENABLED", "SMART_CHARGE_DISABLED"],
      ),
    ),
    internal_command_id: nullable(uuid),
  },
};
const problem: Fields = {
  least: { title: "Teapot", detail: "Short and stout." },
  fields: { type: uri, title: text, status: number, detail: text, instance: uri, field_errors: fieldErrors },
};

export const resources = {
  EVSEStatusLog: statusLog,
  EVSECommandLog: commandLog,
  EVSE: evse,
  EVSEModel: model,
  EVSEMake: make,
  User: user,
  Location: location,
  Problem: problem,
};
