// Resource ids: a prefix of four letters and a ULID.

import { hashText, Random } from "../charger/random.ts";

export const EVSE_ID = /^evse[A-Z0-9]{26}$/;

const DIGITS = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"];

/** The first EVSE always has the id of the API's own documentation. */
const FIRST_EVSE_ID = "evse01HSH04KDEWF6Z4DB2J77J74K5";

/** Returns an id that depends only on the prefix and the text. It begins like a ULID of 2024. */
export function idFor(prefix: string, text: string): string {
  const random = new Random(hashText(`${prefix} ${text}`), "traits");
  return `${prefix}01HS${Array.from({ length: 22 }, () => random.pick(DIGITS)).join("")}`;
}

export function evseIdsFor(seed: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? FIRST_EVSE_ID : idFor("evse", `${seed} ${index}`)));
}
