// A clock that starts at a chosen point in time, here and in child processes.

const preload = new URL("../../scripts/shift-clock.js", import.meta.url);

export function clockFrom(start: string) {
  const realNow = () => performance.timeOrigin + performance.now();
  const startedAt = realNow();
  return {
    now: () => Math.floor(Date.parse(start) + realNow() - startedAt),
    /** Sets the clock of a child process and its own children. */
    env: { NODE_OPTIONS: `--import=${preload.href}`, CLOCK_STARTS_AT: start, CLOCK_STARTED_AT: String(startedAt) },
  };
}
