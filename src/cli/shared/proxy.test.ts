import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { runCli } from "../../../tests/support/cli.ts";
import { startSimulator } from "../../../tests/support/export-origin.ts";
import { serve } from "../../simulator/index.ts";

// No back-off.
beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  return () => vi.restoreAllMocks();
});

/** Starts a proxy, and a provider behind it. */
async function start(status = 200) {
  const simulator = startSimulator({ evses: 1 });
  const provider = await serve(simulator);
  const tunnels: string[] = [];
  const proxy = createServer().on("connect", ({ url = "" }, socket) => {
    tunnels.push(url);
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const { hostname, port } = new URL(`http://${url}`);
    const target = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    target.on("error", () => socket.destroy());
    return socket.on("error", () => target.destroy());
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => provider.close());
  onTestFinished(() => void proxy.close());
  const { port } = proxy.address() as AddressInfo;
  const run = (env: Record<string, string>) => {
    const base = { EV_ENERGY_TOKEN: "demo-token", EV_ENERGY_BASE_URL: `${provider.url}/v2` };
    return runCli(["status", ...simulator.evseIds, "--since", "1h"], { env: { ...base, ...env } });
  };
  return { proxy: `127.0.0.1:${port}`, tunnels, host: provider.url.replace("http://", ""), run };
}

it.each(["HTTP_PROXY", "http_proxy"])("requests go through %s", async (name) => {
  const { proxy, tunnels, host, run } = await start();
  for (const url of [`http://${proxy}`, proxy]) {
    const { code, stdout } = await run({ [name]: url });
    expect({ code, lines: stdout.split("\n").length > 3 }).toEqual({ code: 0, lines: true });
  }
  expect(tunnels).toEqual([host, host]);
});

it("requests to a host in NO_PROXY do not, nor do those of another scheme", async () => {
  const { proxy, tunnels, run } = await start();
  expect((await run({ HTTP_PROXY: proxy, NO_PROXY: "example.com,127.0.0.1" })).code).toBe(0);
  expect((await run({ HTTP_PROXY: proxy, no_proxy: "*" })).code).toBe(0);
  expect((await run({ HTTPS_PROXY: proxy })).code).toBe(0);
  expect(tunnels).toEqual([]);
});

it.each([
  [407, {}],
  [502, { EV_ENERGY_TOKEN: "", EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "demo-secret" }],
])("a proxy that responds with %i is named as the cause", async (status, env) => {
  const { proxy, run } = await start(status);
  expect(await run({ HTTP_PROXY: `http://user:secret@${proxy}`, ...env })).toEqual({
    code: 1,
    stdout: "",
    stderr: `error: can't connect through the proxy (${status}); check HTTPS_PROXY, HTTP_PROXY and NO_PROXY\n`,
  });
});

it("a proxy that is not there is named as the cause", async () => {
  const { run } = await start();
  expect((await run({ HTTP_PROXY: "http://127.0.0.1:1" })).stderr).toBe(
    "error: can't connect through the proxy (ECONNREFUSED); check HTTPS_PROXY, HTTP_PROXY and NO_PROXY\n",
  );
});

it.each([
  ["HTTP_PROXY", "socks5://user:secret@127.0.0.1:1080"],
  ["https_proxy", "http://user:secret@"],
])("%s=%s is refused without its value", async (name, value) => {
  const env = { EV_ENERGY_TOKEN: "demo-token", [name]: value };
  expect(await runCli(["status", `evse${"0".repeat(26)}`], { env })).toEqual({
    code: 2,
    stdout: "",
    stderr: `error: ${name} must be an http or https URL, such as http://proxy.example:8080\n`,
  });
});
