// Type-checks a user's file against the packed tarball, under every compiler and setting that the package supports.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run, UserError } from "../command.ts";
import { installInto, packInto } from "../package/packed.ts";

const require = createRequire(import.meta.url);
const compilers = {
  "5.5": require.resolve("typescript-5.5/package.json"),
  "5.9": require.resolve("typescript/package.json"),
  "6.0": require.resolve("typescript-6/package.json"),
  "7.0": require.resolve("typescript-7/package.json"),
};
const resolutions = { bundler: "esnext", nodenext: "nodenext" };
/** Where a user's project has `fetch` and its types from. */
const platforms = {
  DOM: { lib: ["es2022", "dom"], types: [] },
  "@types/node": { lib: ["es2022"], types: ["node"] },
  "@types/node and es2020": { lib: ["es2020"], types: ["node"] },
};

export interface Setting {
  readonly typescript: keyof typeof compilers;
  readonly moduleResolution: keyof typeof resolutions;
  readonly platform: keyof typeof platforms;
}

const keysOf = <T extends object>(object: T) => Object.keys(object) as (keyof T)[];
const settings: readonly Setting[] = keysOf(compilers).flatMap((typescript) =>
  keysOf(resolutions).flatMap((moduleResolution) =>
    keysOf(platforms).map((platform) => ({ typescript, moduleResolution, platform })),
  ),
);

const user = `
import { createClient, type Evse, type StatusLog } from "ev-energy-logs";
import { clientCredentials } from "ev-energy-logs/oauth";
import { createSimulator, serve } from "ev-energy-logs/simulator";
export const served: Promise<{ url: string }> = serve(createSimulator({ evses: 2 }), { port: 0 });
const client = createClient({ auth: clientCredentials({ clientId: "id", clientSecret: "secret" }) });
const log = await client.statusLogs.get("evse", "stamp", { expand: ["evse"] });
export const evse: Evse = log.evse;
export const plain: Promise<StatusLog[]> = client.statusLogs.list("evse").toArray();
export const http: Promise<{ response: Response }> = client.http.GET("/evses/{evse_id}/status_logs", {
  params: { path: { evse_id: "evse" } },
});
// @ts-expect-error: a misspelt path
client.statusLogs.list("evse", { expand: ["evse.modle"] });
// @ts-expect-error: a misspelt field
log.sampeld_at;
`;

/** Gives what the compiler says, in a project with the package and `@types/node`: nothing, if all is well. */
export function typeCheck(project: string, setting: Setting): Promise<string> {
  const { typescript, moduleResolution, platform } = setting;
  const compilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: false,
    target: "es2022",
    module: resolutions[moduleResolution],
    moduleResolution,
    ...platforms[platform],
  };
  const config = join(project, `tsconfig.${Object.values(setting).join(".").replaceAll(/[/ ]/g, "-")}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions, files: ["user.ts"] }));
  writeFileSync(join(project, "user.ts"), user);
  const tsc = join(dirname(compilers[typescript]), "bin/tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, "--project", config], (error, stdout, stderr) => {
      resolve(`${stdout}${stderr}` || (error?.message ?? ""));
    });
  });
}

await run(import.meta, "Usage: npm run test:types", async () => {
  const directory = mkdtempSync(join(tmpdir(), "ev-energy-logs-types-"));
  try {
    installInto(directory, packInto(directory).tarball, "@types/node");
    const queue = settings.values();
    let failures = 0;
    const worker = async () => {
      for (const setting of queue) {
        const complaints = await typeCheck(directory, setting);
        if (complaints !== "") failures += 1;
        const { typescript, moduleResolution, platform } = setting;
        const name = `TypeScript ${typescript.padEnd(3)}  ${moduleResolution.padEnd(8)}  ${platform.padEnd(22)}`;
        console.log(`${name}  ${complaints === "" ? "ok" : `failed\n${complaints}`}`);
      }
    };
    await Promise.all([worker(), worker()]);
    if (failures > 0) throw new UserError(`${failures} of ${settings.length} settings failed.`);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
