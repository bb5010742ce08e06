// The tarball as users get it: packed, installed into an empty project, imported, type-checked.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pathOf, temporaryDirectory } from "./testing.ts";

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
      "dist/index.js",
      "dist/index.js.map",
      "dist/oauth.js",
      "dist/oauth.js.map",
      "dist/openapi-fetch.LICENSE",
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
