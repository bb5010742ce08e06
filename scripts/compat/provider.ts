// Serves what the checks request over HTTP: three simulators, and the page for the browser.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSimulator, type ServedSimulator, type SimulatorFault, serve } from "../../src/simulator/index.ts";

/** A day and a half: 434 status logs on five pages. */
const WINDOW = { from: "2026-01-01T00:00:00Z", to: "2026-01-02T12:00:00Z" };
const TOKENS = { "demo-token": "evse:read debug:read", "evse-token": "evse:read" };
const PAGE = '<!doctype html><script type="module" src="page.bundle.js"></script>';

/** The simulators are under separate paths of one origin, which is also that of the page, so the browser needs no CORS. */
export async function serveProviders(project: string): Promise<ServedSimulator> {
  const provider = (...faults: SimulatorFault[]) => createSimulator({ ...WINDOW, auth: { tokens: TOKENS }, faults });
  const providers = new Map([
    ["plain", provider()],
    ["limiting", provider({ kind: "status", status: 429, headers: { "Retry-After": "1" }, request: 1 })],
    ["stalling", provider({ kind: "stall", part: "body", request: 2 })],
  ]);

  return await serve({
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { origin, pathname, search } = new URL(request.url);
      const [, name = "", path = ""] = /^\/(\w+)(\/.*)$/.exec(pathname) ?? [];
      const chosen = providers.get(name);
      if (chosen) return await chosen.fetch(new Request(`${origin}${path}${search}`, request));
      if (pathname === "/") return new Response(PAGE, { headers: { "Content-Type": "text/html" } });
      if (pathname !== "/page.bundle.js") return new Response(null, { status: 404 });
      const script = await readFile(join(project, "page.bundle.js"));
      return new Response(script, { headers: { "Content-Type": "text/javascript" } });
    },
  });
}
