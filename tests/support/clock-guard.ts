// Set-up of the tests: a test fails if it, the simulator or the command line reads the real clock. Pass a clock instead
// (`now`), or call `vi.setSystemTime`. To measure durations, use `performance.now()`. The transport may read the clock,
// because over real sockets it measures real waits.

const GUARDED = /\/(src\/(simulator|cli)|tests|scripts|contract-tests)\//;
const isInstalled = Symbol.for("ev-energy-logs clock guard");

if (!(isInstalled in globalThis)) {
  const RealDate = Date;
  const realNow = Date.now;
  Object.assign(globalThis, {
    [isInstalled]: true,
    Date: new Proxy(RealDate, {
      construct(target, args, newTarget) {
        if (args.length === 0) checkCaller();
        return Reflect.construct(target, args, newTarget);
      },
    }),
  });
  RealDate.now = () => {
    checkCaller();
    return realNow();
  };
}

function checkCaller(): void {
  // The lines after the message are this function, its caller in this file, and the code that reads the clock.
  const caller = new Error().stack?.split("\n")[3] ?? "";
  if (GUARDED.test(caller) && !caller.includes("node_modules"))
    throw new Error(`The real clock was read ${caller.trim()}`);
}
