// The clock of a time zone. A wall time is what that clock shows, in milliseconds, written as if it were UTC.

export interface Zone {
  /** `Europe/Berlin` */
  readonly name: string;
  /** How far the clock is ahead of UTC. */
  offsetMs(atMs: number): number;
  /**
   * Returns the timestamp of a wall time: the first of two if the clock is put back; if the clock skips that time, as much
   * later as it skips.
   */
  fromWall(wallMs: number): number;
  /** `Mon 2 Mar` */
  formatDay(atMs: number): string;
  year(atMs: number): number;
  /** `18:49:06` */
  formatTime(atMs: number): string;
  /** `UTC+01:00` */
  formatOffset(atMs: number): string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** @param name by default the zone of this process */
export function createZone(name = localZoneName()): Zone {
  const format = name && new Intl.DateTimeFormat("en-GB", { timeZone: name, timeZoneName: "longOffset" });

  function offsetMs(atMs: number): number {
    if (!format) return -MINUTE_MS * new Date(atMs).getTimezoneOffset();
    // UTC itself has no sign.
    const [, sign, hours = 0, minutes = 0] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(atMs)) ?? [];
    return (sign === "-" ? -MINUTE_MS : MINUTE_MS) * (Number(hours) * 60 + Number(minutes));
  }

  function fromWall(wallMs: number): number {
    // The offset changes at most once within the two days around, so it is one of these.
    const [before, after] = [wallMs - DAY_MS, wallMs + DAY_MS].map((nearMs) => wallMs - offsetMs(nearMs)) as [
      number,
      number,
    ];
    const isShown = (atMs: number) => atMs + offsetMs(atMs) === wallMs;
    return isShown(after) && !isShown(before) ? after : before;
  }

  const wall = (atMs: number) => new Date(atMs + offsetMs(atMs));

  return {
    name: name || "local time",
    offsetMs,
    fromWall,
    formatDay: (atMs) =>
      wall(atMs)
        .toUTCString()
        .replace(/^(\w+), 0?(\d+ \w+) .*/, "$1 $2"),
    year: (atMs) => wall(atMs).getUTCFullYear(),
    formatTime: (atMs) => wall(atMs).toISOString().slice(11, 19),
    formatOffset(atMs) {
      const offset = offsetMs(atMs);
      return `UTC${offset < 0 ? "-" : "+"}${new Date(Math.abs(offset)).toISOString().slice(11, 16)}`;
    },
  };
}

/** Returns an empty string if the zone has no name, as for `TZ=` and `TZ=:/etc/localtime`. */
function localZoneName(): string {
  const { timeZone = "" } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone === "Etc/Unknown" ? "" : timeZone;
}
