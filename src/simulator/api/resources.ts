// The resources that `expand` can embed: a charger, its model and make, and its user. All are invented, and the same
// each time for the same charger.

import type { Evse, EvseMake, EvseModel, Expand, Location, User } from "../../types.ts";
import { hashText, Random } from "../charger/random.ts";
import { formatTimestamp } from "../microseconds.ts";
import { idFor } from "./ids.ts";

const MAKES = [
  { name: "shire", label: "Shire Chargers", cpid: "SHIR", isBeta: false, models: ["Hearth", "Hearth Tethered"] },
  { name: "brightwater", label: "Brightwater", cpid: "BRWA", isBeta: false, models: ["Mill", "Weir", "Weir Solar"] },
  { name: "oakfield", label: null, cpid: "OAKF", isBeta: true, models: ["Acorn"] },
];
const FIRST_NAMES = ["Rosie", "Amir", "Grace", "Tomasz", "Priya", "Owen", "Leila", "Daniel"];
const LAST_NAMES = ["Cotton", "Hale", "Okafor", "Nowak", "Shah", "Pryce", "Marsh", "Whitlock"];
const STREETS = ["Bagshot Row", "Mill Lane", "Orchard Way", "Station Road", "The Green"];
const TOWNS = [
  { city: "Hobbiton", state: null, postcode: "HB1 3RW", latitude: 52.0936, longitude: -2.0795 },
  { city: "Little Brackwell", state: "Somerset", postcode: "LB4 7TN", latitude: 51.1284, longitude: -2.7421 },
  { city: "Netherby Sands", state: null, postcode: "NS9 2QD", latitude: 54.4871, longitude: -3.5302 },
];
const HALF_A_YEAR_US = 15_552_000_000_000;
const JOINED_FROM_US = Date.UTC(2023, 0, 1) * 1000;

export interface EvseRequest {
  readonly seed: number;
  readonly evseId: string;
  /** Such as `https://api.ev.energy/v2`. */
  readonly baseUrl: string;
  readonly expanded: ReadonlySet<Expand>;
  readonly latestStatusLog: () => string | null;
}

/** Returns the EVSE with what is to be expanded in it, or its URL if it is not expanded itself. */
export function evseResource(request: EvseRequest): Evse | string {
  const { seed, evseId, baseUrl, expanded } = request;
  const url = `${baseUrl}/evses/${evseId}`;
  if (!expanded.has("evse")) return url;
  const random = new Random(hashText(`resources ${seed} ${evseId}`), "traits");
  const make = random.pick(MAKES);
  const town = random.pick(TOWNS);
  const model = modelResource(request, make, random.pick(make.models));
  const place = { latitude: nearby(town.latitude, random), longitude: nearby(town.longitude, random) };
  const user = userResource(request, locationResource(request, town, place, random), random);
  return {
    id: evseId,
    url,
    cpid: `${make.cpid}${random.whole(100_000, 999_999)}`,
    model: expanded.has("evse.model") ? model : model.url,
    user: expanded.has("evse.user") ? user : user.url,
    latest_status_log: request.latestStatusLog(),
    ct_clamp: random.chance(0.5) ? `${baseUrl}/ct_clamps/${idFor("ctcl", evseId)}` : null,
    charging_sub_sessions: `${url}/charging_sub_sessions`,
    lock_mode: random.pick(["SMART", "SMART", "UNLOCKED", "LOCKED", null]),
    lifecycle_state: random.pick(["COMMISSIONED", "COMMISSIONED", "ENROLLED", "INSTALLED", null]),
    location: random.chance(0.8) ? place : null,
  };
}

function modelResource({ baseUrl, expanded }: EvseRequest, make: (typeof MAKES)[number], label: string): EvseModel {
  const name = label.toLowerCase().replaceAll(" ", "-");
  const id = idFor("emod", name);
  const maker = makeResource(baseUrl, make);
  return {
    id,
    url: `${baseUrl}/evse_models/${id}`,
    name: `${name}-7`,
    display_name: `${label} 7 kW`,
    make: expanded.has("evse.model.make") ? maker : maker.url,
    onboarding_url: make.isBeta ? null : `https://${make.name}.example.com/${name}`,
  };
}

function makeResource(baseUrl: string, { name, label, isBeta }: (typeof MAKES)[number]): EvseMake {
  const id = idFor("emak", name);
  const url = `${baseUrl}/evse_makes/${id}`;
  return {
    id,
    url,
    name,
    display_name: label,
    icon: isBeta ? null : `https://${name}.example.com/icon.svg`,
    is_beta: isBeta,
    evse_models: `${url}/evse_models`,
    onboarding_url: isBeta ? null : `https://${name}.example.com/set-up`,
  };
}

function userResource({ seed, evseId, baseUrl }: EvseRequest, home: Location, random: Random): User {
  const id = idFor("user", `${seed} ${evseId}`);
  const names = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
  const joinedUs = JOINED_FROM_US + random.whole(0, HALF_A_YEAR_US);
  return {
    id,
    url: `${baseUrl}/users/${id}`,
    email: `${names.join(".").toLowerCase()}@example.com`,
    full_name: names.join(" "),
    joined_at: formatTimestamp(joinedUs),
    terms_consent_datetime: random.chance(0.8) ? formatTimestamp(joinedUs - random.whole(3_000_000, 90_000_000)) : null,
    evses: [`${baseUrl}/evses/${evseId}`],
    vehicles: [`${baseUrl}/vehicles/${idFor("vehi", `${seed} ${evseId}`)}`],
    default_location: home,
  };
}

type Coordinates = NonNullable<Location["coordinates"]>;
type Town = (typeof TOWNS)[number];

function locationResource(request: EvseRequest, town: Town, coordinates: Coordinates, random: Random): Location {
  const { baseUrl, seed, evseId } = request;
  return {
    address_1: `${random.whole(1, 80)} ${random.pick(STREETS)}`,
    address_2: random.chance(0.2) ? "Ground floor" : null,
    city: town.city,
    state: town.state,
    postal_code: town.postcode,
    country_code: "GB",
    coordinates,
    evse_site: random.chance(0.2) ? `${baseUrl}/evse_sites/${idFor("site", `${seed} ${evseId}`)}` : null,
    tariff: random.chance(0.8) ? `${baseUrl}/tariffs/${idFor("tari", town.city)}` : null,
  };
}

/** Returns a coordinate within about a kilometre, to four digits. */
function nearby(degrees: number, random: Random): number {
  return Number((degrees + random.between(-0.01, 0.01)).toFixed(4));
}
