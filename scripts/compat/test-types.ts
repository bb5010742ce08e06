// `npm run test:types`: compiles a user's file against the packed tarball, with every supported compiler and setting.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, UserError } from "../command.ts";
import { installInto, packInto } from "../package/packed.ts";

const packages = join(import.meta.dirname, "node_modules");
const compilers = {
  "5.5": join(packages, "typescript-5.5"),
  "5.9": join(import.meta.dirname, "../../node_modules/typescript"),
  "6.0": join(packages, "typescript-6.0"),
  "7.0": join(packages, "typescript-7.0"),
};
const modules = { bundler: "esnext", nodenext: "nodenext" };
/** Where a user's project gets the types of `fetch` from. */
const platforms = {
  DOM: { lib: ["es2020", "dom"], types: [] },
  "@types/node": { lib: ["es2020"], types: ["node"] },
};

const user = `
import { createClient, type Evse, type StatusLog } from "ev-energy-logs";
import { clientCredentials } from "ev-energy-logs/oauth";
import { createSimulator, serve } from "ev-energy-logs/simulator";
export const served: Promise<{ url: string }> = serve(createSimulator({ evses: 2 }), { port: 0 });
const client = createClient({ auth: clientCredentials({ clientId: "id", clientSecret: "secret" }) });
export async function read(): Promise<Evse> {
  const log = await client.statusLogs.get("evse", "timestamp", { expand: ["evse"] });
  // @ts-expect-error: a misspelt field
  log.sampeld_at;
  return log.evse;
}
export const plain: Promise<StatusLog[]> = client.statusLogs.list("evse").toArray();
export const http: Promise<{ response: Response }> = client.http.GET("/evses/{evse_id}/status_logs", {
  params: { path: { evse_id: "evse" } },
});
// @ts-expect-error: a misspelt path
client.statusLogs.list("evse", { expand: ["evse.modle"] });
`;

await run(import.meta, "Usage: npm run test:types", async () => {
  const directory = mkdtempSync(join(tmpdir(), "ev-energy-logs-types-"));
  try {
    installInto(directory, (await packInto(directory)).tarball, "@types/node");
    writeFileSync(join(directory, "user.ts"), user);
    let failures = 0;
    for (const [version, compiler] of Object.entries(compilers)) {
      for (const [moduleResolution, module] of Object.entries(modules)) {
        for (const [platform, options] of Object.entries(platforms)) {
          const problems = await compile(directory, compiler, { ...options, module, moduleResolution });
          if (problems !== "") failures += 1;
          console.log(`TypeScript ${version}, ${moduleResolution}, ${platform}: ${problems || "ok"}`);
        }
      }
    }
    if (failures > 0) throw new UserError(`${failures} settings failed.`);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

/** Returns the messages of the compiler. */
function compile(project: string, compiler: string, settings: object): Promise<string> {
  const compilerOptions = { noEmit: true, strict: true, skipLibCheck: false, target: "es2020", ...settings };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["user.ts"] }));
  return new Promise((resolve) => {
    execFile(process.execPath, [join(compiler, "bin/tsc"), "-p", project], (error, stdout, stderr) => {
      resolve(`${stdout}${stderr}` || (error?.message ?? ""));
    });
  });
}
