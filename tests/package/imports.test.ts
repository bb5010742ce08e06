// What importing the installed package gives and brings in.
import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { UserProject } from "../support/installed-package.ts";
import { pathOf } from "../support/scripts.ts";

const project = new UserProject();

describe("the installed package", () => {
  test("imports as the design says", () => {
    const source = `
      import { createClient } from "ev-energy-logs";
      const client = createClient({ auth: "token", fetch: async () => Response.json([{ sampled_at: "now" }]) });
      const [log] = await client.statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5").toArray();
      console.log(log.sampled_at);`;
    expect(project.run(source)).toBe("now\n");
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
    expect(project.run(source)).toBe("true invalid_client\n");
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
    expect(project.run(source)).toBe("2026-01-01\ntrue\n");
  });

  test("exports the contract", () => {
    const source = `
      import { readFileSync } from "node:fs";
      const file = new URL(import.meta.resolve("ev-energy-logs/openapi.yaml"));
      console.log(readFileSync(file, "utf8").split("\\n")[0]);`;
    expect(project.run(source)).toBe("openapi: 3.1.0\n");
  });
});

describe("nothing of Node comes along", () => {
  const importsOf = (code: string) => ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);

  test("with the core, which imports nothing", () => {
    expect(importsOf(project.textOf("dist/index.js"))).toEqual([]);
  });

  test("with the token sources, which import the core and a package that imports nothing", () => {
    expect(importsOf(project.textOf("dist/oauth.js")).sort()).toEqual(["./index.js", "oauth4webapi"]);
    const oauth4webapi = readFileSync(pathOf("node_modules/oauth4webapi/build/index.js"), "utf8");
    expect(importsOf(oauth4webapi)).toEqual([]);
  });

  test("with the simulator, which imports the core, and takes a part of Node once it is served", () => {
    expect(importsOf(project.textOf("dist/simulator.js"))).toEqual(["./index.js"]);
    const source = `
      const { getBuiltinModule } = process;
      process.getBuiltinModule = (name) => {
        console.log(name);
        return getBuiltinModule(name);
      };
      const { createSimulator, serve } = await import("ev-energy-logs/simulator");
      const simulator = createSimulator();
      console.log("serve");
      const { close } = await serve(simulator, { port: 0 });
      await close();`;
    expect(project.run(source)).toBe("serve\nnode:http\n");
  });
});
