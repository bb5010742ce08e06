// Ways in which a provider, or what stands before it, fails to answer: steps for a scripted origin.

import { gzipSync } from "node:zlib";
import { statusRows } from "./rows.ts";
import { json, type Step, text } from "./scripted-origin.ts";

const HEAD = { "content-type": "application/json" };

/** What a good answer to a list looks like, cut anywhere it is none. */
const ROWS = JSON.stringify(statusRows(2));

export const resetBeforeHeaders: Step = ({ socket }) => socket.resetAndDestroy();

export const closeBeforeHeaders: Step = ({ socket }) => socket.destroy();

export const resetWithinHeaders: Step = ({ socket }) =>
  socket.write("HTTP/1.1 200 OK\r\nContent-Ty", () => socket.resetAndDestroy());

export const resetAfterHeaders: Step = ({ socket }, response) => {
  response.writeHead(200, { ...HEAD, "content-length": ROWS.length }).flushHeaders();
  setImmediate(() => socket.resetAndDestroy());
};

export const resetWithinBody: Step = ({ socket }, response) =>
  response.writeHead(200, HEAD).write(ROWS.slice(0, 100), () => socket.resetAndDestroy());

/** The body is shorter than its Content-Length said. */
export const cutBody: Step = ({ socket }, response) =>
  response.writeHead(200, { ...HEAD, "content-length": ROWS.length + 1 }).write(ROWS, () => socket.end());

/** A chunked body whose last chunk never comes. What did come is good JSON. */
export const cutChunks: Step = ({ socket }, response) => response.writeHead(200, HEAD).write(ROWS, () => socket.end());

/** A gzip body that was cut short before it was sent: the message itself is complete. */
export const cutGzip: Step = (_, response) =>
  response.writeHead(200, { ...HEAD, "content-encoding": "gzip" }).end(gzipSync(ROWS).subarray(0, -20));

/** An error that is told by its head; its body is cut short. */
export const cutError =
  (status: number, headers: Readonly<Record<string, string>> = {}): Step =>
  ({ socket }, response) =>
    response.writeHead(status, { ...HEAD, "content-length": 99, ...headers }).write("{", () => socket.end());

/** The same with a body that stops. */
export const stallError =
  (status: number, headers: Readonly<Record<string, string>> = {}): Step =>
  (_, response) =>
    response.writeHead(status, { ...HEAD, ...headers }).write("{");

export const garbage: Step = ({ socket }) => socket.end("SSH-2.0-OpenSSH_9.6\r\n");

export const stallHead: Step = () => {};

export const stallWithinHead: Step = ({ socket }) => socket.write("HTTP/1.1 200 OK\r\nContent-Ty");

export const stallBody: Step = (_, response) => response.writeHead(200, HEAD).write("[");

/** Sends blanks without end, so that each read succeeds and the whole never does. */
export const dripBody = dripEvery(2);

/** Likewise, but so slowly that many of them at once leave the machine time for anything else. */
export const slowDripBody = dripEvery(200);

function dripEvery(delayMs: number): Step {
  return (_, response) => {
    const timer = setInterval(() => response.write(" "), delayMs);
    response.writeHead(200, HEAD).on("close", () => clearInterval(timer));
  };
}

/** Sends the body in many small pieces, to its end. */
export const slowBody: Step = async (_, response) => {
  response.writeHead(200, HEAD);
  for (let at = 0; at < ROWS.length; at += 20) {
    response.write(ROWS.slice(at, at + 20));
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
};

export const html = (status: number): Step =>
  text("<html><h1>Sorry</h1></html>", { status, headers: { "content-type": "text/html" } });

/** JSON of objects in objects, so many levels deep. */
export const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

export const limited = (headers: Readonly<Record<string, string>> = {}): Step =>
  json({ title: "Too Many Requests", status: 429 }, { status: 429, headers });

export const redirect = (location: string): Step => text("", { status: 302, headers: { location } });
