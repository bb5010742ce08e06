// Loaded into every process of a run of test-clocks.ts: shifts `Date` so that the run starts at CLOCK_STARTS_AT.

const shiftMs = Date.parse(process.env["CLOCK_STARTS_AT"] ?? "") - Number(process.env["CLOCK_STARTED_AT"]);

if (Number.isFinite(shiftMs)) {
  const RealDate = Date;
  const realNow = Date.now;
  RealDate.now = () => realNow() + shiftMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [target.now()] : args, newTarget),
    apply: (target) => new target(target.now()).toString(),
  });
}
