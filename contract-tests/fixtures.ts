// The bodies of the contract's examples as literals. Expectations that are read from the contract would change with it.

const api = "https://api.ev.energy/v2";

export const EVSE_ID = "evse01HSH04KDEWF6Z4DB2J77J74K5";
export const TIMESTAMP = "2024-04-17T09:39:45.984584Z";

const evseUrl = `${api}/evses/evse01HSH04KDEWF6Z4DB2J77J74K5`;
const modelUrl = `${api}/evse_models/emod01HSGZXM2V8Q4T6RBN3C9W5KYD`;
const makeUrl = `${api}/evse_makes/emak01HSGZW9F3J5E7AQDP1S8X2MVB`;
const userUrl = `${api}/users/user01HSGZT4C6M8H0RKJ5V7Y9N1ES`;

const statusIdentity = {
  url: `${api}/evse/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs/2024-04-17T09:39:45.984584Z/`,
  sampled_at: "2024-04-17T09:39:45.984584Z",
  logged_at: "2024-04-17T09:39:47.310922Z",
};

export const charging = {
  ...statusIdentity,
  evse: evseUrl,
  is_plugged_in: true,
  is_charging: true,
  is_enabled: false,
  charge_rate_watts: 7180,
  export_power_watts: 0,
  inlet_power_watts: 7940,
  meter_reading_watt_hours: 1482310,
  voltage_millivolts: 239400,
  cable_current_rating_milliamps: 32000,
  max_current_rating_milliamps: 32000,
  signal_strength_rssi_dbm: -61,
  state_of_charge_percentage: 54,
  control_pilot_status: "C",
  mode: "Charge",
};

const delayed = {
  url: `${api}/evse/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs/2024-04-17T08:39:45.120384Z/`,
  sampled_at: "2024-04-17T08:39:45.120384Z",
  logged_at: "2024-04-17T08:39:46.002117Z",
  evse: evseUrl,
  is_plugged_in: true,
  is_charging: false,
  is_enabled: false,
  charge_rate_watts: 0,
  export_power_watts: 0,
  inlet_power_watts: 640,
  meter_reading_watt_hours: 1475130,
  voltage_millivolts: 241200,
  cable_current_rating_milliamps: 32000,
  max_current_rating_milliamps: 32000,
  signal_strength_rssi_dbm: -60,
  state_of_charge_percentage: 41,
  control_pilot_status: "B",
  mode: "Delay",
};

const published = {
  url: "https://api.ev.energy/v2/evse/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs/2024-01-01T11:11:11.1111Z/",
  sampled_at: "2019-08-24T14:15:22Z",
  logged_at: "2019-08-24T14:15:22Z",
  evse: "https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5",
  is_plugged_in: true,
  is_charging: true,
  charge_rate_watts: 0,
};

const unknownReadings = {
  ...statusIdentity,
  evse: evseUrl,
  is_plugged_in: null,
  is_charging: null,
  is_enabled: null,
  charge_rate_watts: null,
  export_power_watts: null,
  inlet_power_watts: null,
  meter_reading_watt_hours: null,
  voltage_millivolts: null,
  cable_current_rating_milliamps: null,
  max_current_rating_milliamps: null,
  signal_strength_rssi_dbm: null,
  state_of_charge_percentage: null,
  control_pilot_status: null,
  mode: null,
};

const make = {
  id: "emak01HSGZW9F3J5E7AQDP1S8X2MVB",
  url: makeUrl,
  name: "shire",
  display_name: "Shire Chargers",
  icon: null,
  is_beta: false,
  evse_models: `${makeUrl}/evse_models`,
  onboarding_url: null,
};

const model = {
  id: "emod01HSGZXM2V8Q4T6RBN3C9W5KYD",
  url: modelUrl,
  name: "hearth-7",
  display_name: "Hearth 7 kW",
  onboarding_url: null,
};

const user = {
  id: "user01HSGZT4C6M8H0RKJ5V7Y9N1ES",
  url: userUrl,
  email: "rosie@example.com",
  full_name: "Rosie Cotton",
  joined_at: "2023-11-02T18:04:11.402000Z",
  terms_consent_datetime: "2023-11-02T18:03:57.118000Z",
  evses: [evseUrl],
  vehicles: [`${api}/vehicles/vehi01HSGZV1K7N9P3D5F8H2M4QTXA`],
  default_location: {
    address_1: "3 Bagshot Row",
    address_2: null,
    city: "Hobbiton",
    state: null,
    postal_code: "HB1 3RW",
    country_code: "GB",
    coordinates: { latitude: 52.0936, longitude: -2.0795 },
    evse_site: null,
    tariff: null,
  },
};

const evse = {
  id: "evse01HSH04KDEWF6Z4DB2J77J74K5",
  url: evseUrl,
  cpid: "SHIR100001",
};

export const expandedEvse = {
  ...evse,
  model: { ...model, make },
  user,
  latest_status_log: `${api}/evse/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs/2024-04-17T09:39:45.984584Z/`,
  ct_clamp: null,
  charging_sub_sessions: `${evseUrl}/charging_sub_sessions`,
  lock_mode: "SMART",
  lifecycle_state: "COMMISSIONED",
  location: { latitude: 52.0936, longitude: -2.0795 },
};

const chargingReadings = { is_plugged_in: true, is_charging: true, charge_rate_watts: 7180 };

const statusWithMakeAndUser = { ...statusIdentity, evse: expandedEvse, ...chargingReadings };

const statusWithModel = {
  ...statusIdentity,
  evse: {
    ...evse,
    model: { ...model, make: makeUrl },
    user: userUrl,
    latest_status_log: null,
    ct_clamp: null,
    charging_sub_sessions: `${evseUrl}/charging_sub_sessions`,
    lock_mode: null,
    lifecycle_state: null,
    location: null,
  },
  ...chargingReadings,
};

const commandIdentity = {
  url: `${api}/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs/2024-04-17T09:39:45.984584Z/`,
  logged_at: "2024-04-17T09:39:45.984584Z",
};

export const scheduledCharging = {
  ...commandIdentity,
  evse: evseUrl,
  max_load_target_milliamps: 32000,
  is_enabled_target: true,
  always_enabled: false,
  reason: "SCHEDULED_CHARGING",
  internal_command_id: "d4e5f6a7-b8c9-0123-def0-123456789abc",
};

const stopCharge = {
  url: `${api}/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs/2024-04-16T21:05:12.000731Z/`,
  logged_at: "2024-04-16T21:05:12.000731Z",
  evse: evseUrl,
  max_load_target_milliamps: 0,
  is_enabled_target: false,
  always_enabled: false,
  reason: "STOP_CHARGE",
  internal_command_id: "7b0c2a4e-51d3-4f6a-9c88-e2d1f0a3b5c7",
};

const unknownTargets = {
  ...commandIdentity,
  evse: evseUrl,
  max_load_target_milliamps: null,
  is_enabled_target: null,
  always_enabled: null,
  reason: null,
  internal_command_id: null,
};

const commandWithEvse = {
  ...commandIdentity,
  evse: { ...evse, model: modelUrl, user: userUrl, lock_mode: "UNLOCKED", lifecycle_state: "INSTALLED" },
  max_load_target_milliamps: 32000,
  is_enabled_target: true,
  reason: "SCHEDULED_CHARGING",
};

const commandWithUser = {
  ...commandIdentity,
  evse: {
    ...evse,
    model: modelUrl,
    user: {
      id: "user01HSGZT4C6M8H0RKJ5V7Y9N1ES",
      url: userUrl,
      email: "rosie@example.com",
      full_name: "Rosie Cotton",
      terms_consent_datetime: null,
      default_location: { address_1: "3 Bagshot Row", country_code: null, coordinates: null },
    },
  },
  reason: "API_TRIGGERED_COMMAND",
};

/** The named examples of a success; the mock returns the first by default. */
export const examples = {
  listEvseStatusLogs: { page: [charging, delayed], emptyPage: [], expanded: [statusWithMakeAndUser] },
  getEvseStatusLog: { charging, unknownReadings, published, expanded: statusWithModel },
  listEvseCommandLogs: { page: [scheduledCharging, stopCharge], emptyPage: [], expanded: [commandWithEvse] },
  getEvseCommandLog: { scheduledCharging, unknownTargets, expanded: commandWithUser },
} as const;

const pagination = "https://api.ev.energy/v2/problems/pagination-parameters/";

/** The problem documents by the name of their example. */
export const problems = {
  invalidPageSize: {
    type: pagination,
    title: "Invalid pagination parameter",
    status: 400,
    detail: "Invalid value for pagination parameter: page_size",
  },
  unsupportedVersion: {
    type: pagination,
    title: "Unsupported version",
    status: 400,
    detail: "Unsupported version requested: 3.0",
  },
  missingCredentials: {
    title: "Unauthorized",
    status: 401,
    detail: "Authentication credentials were not provided.",
  },
  missingScope: {
    title: "Forbidden",
    status: 403,
    detail: "You do not have permission to perform this action.",
  },
  unknownResource: {
    title: "Not found",
    status: 404,
    detail: "Resource does not exist or cannot be accessed.",
  },
  unacceptableMediaType: {
    title: "Not Acceptable",
    status: 406,
    detail: "Could not satisfy the request Accept header.",
  },
  rateLimited: {
    type: "https://api.ev.energy/v2/problems/rate-limit-exceeded/",
    title: "Too Many Requests",
    status: 429,
    detail: "Request was rate limited. Try again in 42 seconds",
  },
} as const;
