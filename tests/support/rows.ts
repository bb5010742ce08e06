// Rows to serve: enough of a log to tell one from the other.

export const EVSE_ID = "evse01HSH04KDEWF6Z4DB2J77J74K5";
export const STAMP = "2024-04-17T09:39:45.984584Z";

/** The status log at a place in the list, which is newest first. */
export function statusRow(place: number) {
  const sampled_at = `2024-04-17T09:39:45.${String(999_999 - place).padStart(6, "0")}Z`;
  return {
    url: `https://api.ev.energy/v2/evse/${EVSE_ID}/status_logs/${sampled_at}/`,
    sampled_at,
    logged_at: "2024-04-17T09:40:00Z",
    evse: EVSE_URL,
    place,
  };
}

/** So many status logs, from the given place on. */
export function statusRows(count: number, first = 0) {
  return Array.from({ length: count }, (_, index) => statusRow(first + index));
}

const EVSE_URL = `https://api.ev.energy/v2/evses/${EVSE_ID}`;
