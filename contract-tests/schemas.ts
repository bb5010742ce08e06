// Every field of every schema in one line, typed by hand. The document is compared with it, and a proxy that enforces the
// document is tried with values which fit a line and values which do not.

export interface Schema {
  readonly required: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

const point = "object|null {latitude!: number double, longitude!: number double}";

export const schemas: Readonly<Record<string, Schema>> = {
  EVSEStatusLog: {
    required: ["url", "sampled_at", "logged_at", "evse"],
    fields: {
      url: "string uri",
      sampled_at: "string date-time",
      logged_at: "string date-time",
      evse: "string uri or EVSE",
      is_plugged_in: "boolean|null",
      is_charging: "boolean|null",
      is_enabled: "boolean|null",
      charge_rate_watts: "integer|null",
      export_power_watts: "integer|null",
      inlet_power_watts: "integer|null",
      meter_reading_watt_hours: "integer|null",
      voltage_millivolts: "integer|null",
      cable_current_rating_milliamps: "integer|null",
      max_current_rating_milliamps: "integer|null",
      signal_strength_rssi_dbm: "integer|null",
      state_of_charge_percentage: "integer|null",
      control_pilot_status: "string|null of A, B, C, D, E, F, null",
      mode: "string|null of Unknown, Idle, Delay, Charge, Discharge, FFR, Load match, Export match, Peak time, Deep sleep, null",
    },
  },
  EVSECommandLog: {
    required: ["url", "logged_at", "evse"],
    fields: {
      url: "string uri",
      logged_at: "string date-time",
      evse: "string uri or EVSE",
      max_load_target_milliamps: "integer|null",
      is_enabled_target: "boolean|null",
      always_enabled: "boolean|null",
      reason:
        "string|null of SCHEDULED_CHARGING, REFRESH_SCHEDULES, STOP_CHARGE, START_CHARGE, SOLAR_CHARGE_NIGHTTIME_CHARGE_RATE, API_TRIGGERED_COMMAND, COMMISSIONING, CHARGING_SESSION, VEHICLE_TO_HOME, FREE_VEND, MAINTAIN_EVSE_STATE, CREATE_HOME_CHARGER, LOCKED_MODE, SMART_CHARGE_ENABLED_CHANGED, SMART_CHARGE_ENABLED, SMART_CHARGE_DISABLED, null",
      internal_command_id: "string|null uuid",
    },
  },
  EVSE: {
    required: ["id", "url", "cpid"],
    fields: {
      id: "string /^evse[A-Z0-9]{26}$/",
      url: "string uri",
      cpid: "string",
      model: "string uri or EVSEModel",
      user: "string uri or User",
      latest_status_log: "string|null uri",
      ct_clamp: "string|null uri",
      charging_sub_sessions: "string uri",
      lock_mode: "string|null of UNLOCKED, SMART, LOCKED, null",
      lifecycle_state:
        "string|null of CREATED_LINKED, INSTALLED, COMMISSIONED, DECOMMISSIONED, UNKNOWN, PROBABLY_INSTALLED, UNPAIRED, PENDING, ENROLLED, null",
      location: point,
    },
  },
  EVSEModel: {
    required: ["id", "url", "name"],
    fields: {
      id: "string /^emod[A-Z0-9]{26}$/",
      url: "string uri",
      name: "string",
      display_name: "string|null",
      make: "string uri or EVSEMake",
      onboarding_url: "string|null uri",
    },
  },
  EVSEMake: {
    required: ["id", "url", "name"],
    fields: {
      id: "string /^emak[A-Z0-9]{26}$/",
      url: "string uri",
      name: "string",
      display_name: "string|null",
      icon: "string|null uri",
      is_beta: "boolean",
      evse_models: "string uri",
      onboarding_url: "string|null",
    },
  },
  User: {
    required: ["id", "url"],
    fields: {
      id: "string /^user[A-Z0-9]{26}$/",
      url: "string uri",
      email: "string",
      full_name: "string",
      joined_at: "string date-time",
      terms_consent_datetime: "string|null date-time",
      evses: "array [string uri]",
      vehicles: "array [string uri]",
      default_location: "Location",
    },
  },
  Location: {
    required: [],
    fields: {
      address_1: "string|null",
      address_2: "string|null",
      city: "string|null",
      state: "string|null",
      postal_code: "string|null",
      country_code: "string|null /^[A-Z]{2}$/",
      coordinates: point,
      evse_site: "string|null uri",
      tariff: "string|null uri",
    },
  },
  Problem: {
    required: ["title", "detail"],
    fields: {
      type: "string uri",
      title: "string",
      status: "number",
      detail: "string",
      instance: "string uri",
      field_errors: "object {*: array [string]}",
    },
  },
};
