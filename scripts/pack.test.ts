// The tarball as users get it: packed, installed into an empty project, imported, type-checked.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pathOf, temporaryDirectory, textOf } from "./testing.ts";

const project = temporaryDirectory();

/** npm packs and installs from what is on this machine, so that the test needs no network. */
function npm(...args: string[]): string {
  return execFileSync("npm", [...args, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: project,
    encoding: "utf8",
    stdio: "pipe",
  });
}

const [packed] = JSON.parse(npm("pack", pathOf("."), "--json")) as [{ filename: string; files: { path: string }[] }];
writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", version: "1.0.0", type: "module" }));
npm("install", `./${packed.filename}`, pathOf("node_modules/openapi-fetch"), pathOf("node_modules/oauth4webapi"));

function run(source: string): string {
  const script = join(project, "script.js");
  writeFileSync(script, source);
  return execFileSync(process.execPath, [script], { cwd: project, encoding: "utf8" });
}

describe("the packed tarball", () => {
  test("builds itself and holds what is needed, and nothing else", () => {
    const files = packed.files.map(({ path }) => path).filter((path) => !path.startsWith("dist/types/"));
    expect(files.sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/LICENSES.txt",
      "dist/cli.js",
      "dist/cli.js.map",
      "dist/index.js",
      "dist/index.js.map",
      "dist/oauth.js",
      "dist/oauth.js.map",
      "dist/simulator.js",
      "dist/simulator.js.map",
      "package.json",
      "spec/openapi.yaml",
    ]);
  });

  test("imports as the design says", () => {
    const source = `
      import { createClient } from "ev-energy-logs";
      const client = createClient({ auth: "token", fetch: async () => Response.json([{ sampled_at: "now" }]) });
      const [log] = await client.statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5").toArray();
      console.log(log.sampled_at);`;
    expect(run(source)).toBe("now\n");
  });

  test("throws the same error classes from every entry", () => {
    const source = `
      import { AuthenticationError, createClient } from "ev-energy-logs";
      import { clientCredentials } from "ev-energy-logs/oauth";
      const fetch = async () => Response.json({ error: "invalid_client" }, { status: 401 });
      const auth = clientCredentials({ clientId: "id", clientSecret: "secret" });
      const client = createClient({ auth, fetch });
      await client.statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5").toArray().catch((error) => {
        console.log(error instanceof AuthenticationError, error.oauthError);
      });`;
    expect(run(source)).toBe("true invalid_client\n");
  });

  test("brings a provider that answers in process, and refuses bad options with the error of the core", () => {
    const source = `
      import { createClient, InvalidArgumentError } from "ev-energy-logs";
      import { createSimulator } from "ev-energy-logs/simulator";
      const { fetch, evseIds } = createSimulator({ from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" });
      const client = createClient({ auth: "demo-token", baseUrl: "https://simulator.example/v2", fetch });
      const [log] = await client.statusLogs.list(evseIds[0]).toArray();
      console.log(log.sampled_at.slice(0, 10));
      try {
        createSimulator({ sede: 1 });
      } catch (error) {
        console.log(error instanceof InvalidArgumentError);
      }`;
    expect(run(source)).toBe("2026-01-01\ntrue\n");
  });

  test("exports the contract", () => {
    const source = `
      import { readFileSync } from "node:fs";
      const file = new URL(import.meta.resolve("ev-energy-logs/openapi.yaml"));
      console.log(readFileSync(file, "utf8").split("\\n")[0]);`;
    expect(run(source)).toBe("openapi: 3.1.0\n");
  });

  test.for(["nodenext", "bundler"])(
    "type-checks under moduleResolution %s, narrowing what expand brings in",
    (resolution) => {
      writeFileSync(
        join(project, "user.ts"),
        `import { createClient, type Evse, type StatusLog } from "ev-energy-logs";
       import { clientCredentials } from "ev-energy-logs/oauth";
       import { createSimulator, serve } from "ev-energy-logs/simulator";
       export const served: Promise<{ url: string }> = serve(createSimulator({ evses: 2 }), { port: 0 });
       const client = createClient({ auth: clientCredentials({ clientId: "id", clientSecret: "secret" }) });
       const log = await client.statusLogs.get("evse", "stamp", { expand: ["evse"] });
       export const evse: Evse = log.evse;
       export const plain: Promise<StatusLog[]> = client.statusLogs.list("evse").toArray();
       // @ts-expect-error: a misspelt path
       client.statusLogs.list("evse", { expand: ["evse.modle"] });`,
      );
      const module = resolution === "nodenext" ? "nodenext" : "esnext";
      const options = [
        "--noEmit",
        "--strict",
        "--target",
        "es2023",
        "--module",
        module,
        "--moduleResolution",
        resolution,
      ];
      const tsc = pathOf("node_modules/typescript/bin/tsc");
      execFileSync(process.execPath, [tsc, ...options, "user.ts"], { cwd: project, stdio: "inherit" });
    },
  );
});

describe("the README's recipe for a user's own CI", () => {
  /** A block of the README, by the file name in its first or second line. */
  const block = (file: string) =>
    [...textOf("README.md").matchAll(/^```\w+\n(.*?)^```$/gms)]
      .map(([, code = ""]) => code)
      .find((code) => code.includes(file)) ?? "";

  test("runs their tests against the simulator, the mock and the proxy", async () => {
    npm("install", pathOf("node_modules/vitest"), pathOf("node_modules/@stoplight/prism-cli"));
    const ports = new Map(
      await Promise.all(["4010", "4011", "4012"].map(async (port) => [port, await freePort()] as const)),
    );
    for (const file of ["charging.test.ts", "simulate.js", "test-contract.sh"]) {
      const code = block(file).replace(/\b401[012]\b/g, (port) => String(ports.get(port)));
      writeFileSync(join(project, file), code);
    }
    // The runner of this test may ask those that it starts for colours.
    const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: "1" };
    delete env["FORCE_COLOR"];
    const output = execFileSync("bash", ["test-contract.sh"], { cwd: project, encoding: "utf8", env });
    const runs = [...output.matchAll(/Tests +(.*)/g)].map(([, counts]) => counts);
    expect(runs).toEqual(["1 passed | 1 skipped (2)", "2 passed (2)", "2 passed (2)"]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
