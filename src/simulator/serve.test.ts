// A simulator on a real socket.

import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { STATUS_LOGS, startTrial } from "../../tests/support/trial.ts";
import { InvalidArgumentError } from "../errors.ts";
import { type SimulatorOptions, serve } from "./index.ts";

const authorized = { headers: { Authorization: "Bearer demo-token" } };

/** A served simulator that ends with the test. */
async function start(options: SimulatorOptions = {}, serveOptions = {}) {
  const { simulator } = startTrial(options);
  const server = await serve(simulator, serveOptions);
  onTestFinished(() => server.close());
  return { ...server, simulator };
}

/** Sends raw lines and returns everything received until the connection closes. */
async function exchangeRaw(url: string, ...lines: string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding("utf8");
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.write([...lines, "", ""].join("\r\n"));
  await once(socket, "close");
  return received;
}

test("it listens on a free local port and responds like the simulator", async () => {
  const { url, simulator } = await start();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const served = await fetch(`${url}${STATUS_LOGS}?page_size=2`, authorized);
  const direct = await simulator.fetch(`${url}${STATUS_LOGS}?page_size=2`, authorized);
  expect(await served.text()).toBe(await direct.text());
  for (const name of ["Content-Type", "Content-Length", "Link", "EvEnergy-Version", "X-RateLimit-Limit"]) {
    expect(served.headers.get(name)).toBe(direct.headers.get(name));
  }
});

test.for(["OPTIONS * HTTP/1.1", "TRACE / HTTP/1.1"])("%s is refused with 400", async (line) => {
  const { url, simulator } = await start();
  const response = await exchangeRaw(url, line, "Host: localhost", "Connection: close");
  expect(response).toMatch(/^HTTP\/1\.1 400 /);
  expect(response).toContain('"title":"Bad Request"');
  expect(simulator.requests).toEqual([]);
});

test("a reset closes the connection without a response", async () => {
  const { url } = await start({ faults: [{ kind: "reset" }] });
  expect(await exchangeRaw(url, `GET ${STATUS_LOGS} HTTP/1.1`, "Host: localhost")).toBe("");
  await expect(fetch(url + STATUS_LOGS)).rejects.toThrow("fetch failed");
});

test("a cut closes it after the headers and half of the body", async () => {
  const { url } = await start({ faults: [{ kind: "cut" }] });
  const response = await exchangeRaw(
    url,
    `GET ${STATUS_LOGS} HTTP/1.1`,
    "Host: localhost",
    "Authorization: Bearer demo-token",
  );
  const [head = "", body = ""] = response.split("\r\n\r\n");
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
  expect(body).toHaveLength(Math.floor(length / 2));
  await expect(fetch(url + STATUS_LOGS, authorized).then((response) => response.text())).rejects.toThrow("terminated");
});

test.for(["head", "body"] as const)("a client that disconnects ends a stall of the %s", async (part) => {
  const { simulator } = startTrial({ faults: [{ kind: "stall", part }] });
  const arrival = Promise.withResolvers<AbortSignal>();
  const server = await serve({
    fetch: (input) => {
      arrival.resolve((input as Request).signal);
      return simulator.fetch(input);
    },
  });
  onTestFinished(() => server.close());
  const controller = new AbortController();
  const pending = fetch(server.url + STATUS_LOGS, { ...authorized, signal: controller.signal });
  const outcome = pending.then(
    ({ status }) => status,
    ({ name }) => name,
  );
  const signal = await arrival.promise;
  if (part === "body") expect(await outcome).toBe(200);
  expect(signal.aborted).toBe(false);
  const aborted = once(signal, "abort");
  controller.abort();
  await aborted;
  if (part === "head") expect(await outcome).toBe("AbortError");
});

test("close ends all connections, stalled and idle ones too", async () => {
  const { simulator } = startTrial({ faults: [{ kind: "stall" }] });
  const server = await serve(simulator);
  const { hostname, port } = new URL(server.url);
  const stalled = fetch(server.url + STATUS_LOGS, authorized).catch((error) => error);
  const idle = connect(Number(port), hostname);
  await once(idle, "connect");
  const idleClosed = once(idle, "close");
  while (simulator.requests.length < 1) await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([server.close(), server.close()]);
  await idleClosed;

  expect(await stalled).toBeInstanceOf(TypeError);
  await expect(fetch(server.url)).rejects.toThrow("fetch failed");
});

test("a port in use is an InvalidArgumentError", async () => {
  const { url } = await start();
  const port = Number(new URL(url).port);
  const error = await serve(startTrial().simulator, { port }).catch((error) => error);
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect([error.argument, error.message]).toEqual([
    "port",
    expect.stringContaining(`127.0.0.1:${port} (listen EADDRINUSE`),
  ]);
  expect(error.cause).toHaveProperty("code", "EADDRINUSE");
});

test("an IPv6 address is in brackets", async ({ skip }) => {
  const server = await serve(startTrial().simulator, { host: "::1" }).catch(() => undefined);
  if (!server) return skip("this machine has no IPv6");
  onTestFinished(() => server.close());
  expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
});

test.for<[options: object, argument: string]>([
  [{ port: 65_536 }, "port"],
  [{ port: "80" }, "port"],
  [{ host: "" }, "host"],
  [{ hostname: "localhost" }, "options"],
])("%j is rejected", async ([options, argument]) => {
  await expect(serve(startTrial().simulator, options)).rejects.toMatchObject({ code: "invalid_argument", argument });
});
