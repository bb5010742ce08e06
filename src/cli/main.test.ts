import { expect, it, onTestFinished, vi } from "vitest";

it("the command line is what the process was started with", async () => {
  const { argv, exitCode } = process;
  onTestFinished(() => {
    Object.assign(process, { argv, exitCode });
  });
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => written.mockRestore());
  process.argv = ["node", "ev-energy-logs", "stats"];
  await import("./main.ts");
  expect(process.exitCode).toBe(2);
  expect(written.mock.calls.join("")).toContain("error: unknown command 'stats'");
});
