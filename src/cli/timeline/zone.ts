// Time as a clock on the wall shows it, in one time zone.

/** A time zone. All its methods take milliseconds since 1970. */
export interface Zone {
  /** Such as `Europe/Berlin`. */
  readonly name: string;
  /** How far the clock on the wall is ahead of UTC. */
  offsetMs(atMs: number): number;
  /** The moment at which the clock on the wall shows a time, which is given as if it were UTC. */
  fromWall(wallMs: number): number;
  /** `Mon 2 Mar` */
  day(atMs: number): string;
  year(atMs: number): number;
  /** `18:49:06` */
  time(atMs: number): string;
  /** `UTC+01:00` */
  offset(atMs: number): string;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUTE_MS = 60_000;

/** The zone of that name, by default the one of this process. */
export function createZone(name = new Intl.DateTimeFormat().resolvedOptions().timeZone): Zone {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: name, timeZoneName: "longOffset" });

  function offsetMs(atMs: number): number {
    // Without a sign it is that of UTC.
    const [, sign, hours = 0, minutes = 0] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(atMs)) ?? [];
    return (sign === "-" ? -MINUTE_MS : MINUTE_MS) * (Number(hours) * 60 + Number(minutes));
  }

  function fromWall(wallMs: number): number {
    // The offset of a moment nearby is wrong only if it changes in between; then the second look has it.
    const nearbyMs = wallMs - offsetMs(wallMs);
    return wallMs - offsetMs(nearbyMs);
  }

  const wall = (atMs: number) => new Date(atMs + offsetMs(atMs));

  return {
    name,
    offsetMs,
    fromWall,
    day(atMs) {
      const date = wall(atMs);
      return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
    },
    year: (atMs) => wall(atMs).getUTCFullYear(),
    time: (atMs) => wall(atMs).toISOString().slice(11, 19),
    offset(atMs) {
      const minutes = offsetMs(atMs) / MINUTE_MS;
      const clock = new Date(Math.abs(minutes) * MINUTE_MS).toISOString().slice(11, 16);
      return `UTC${minutes < 0 ? "-" : "+"}${clock}`;
    },
  };
}
