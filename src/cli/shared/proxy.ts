// Sends requests through the proxy that the environment names. Node honours these variables only in its latest versions.

import { PROXY_ERROR, UsageError } from "./errors.ts";

type Fetch = typeof globalThis.fetch;

/** Returns `fetch` through HTTPS_PROXY or HTTP_PROXY, except to NO_PROXY; undefined without a proxy. */
export function createProxyFetch(env: Readonly<Record<string, string | undefined>>): Fetch | undefined {
  const nameOf = (name: string) => (env[name] ? name : name.toUpperCase());
  const [httpProxy, httpsProxy] = ["http_proxy", "https_proxy"].map((name) => readProxy(env, nameOf(name))) as [
    string,
    string,
  ];
  if (httpProxy === "" && httpsProxy === "") return undefined;
  const proxies = { httpProxy, httpsProxy, noProxy: env[nameOf("no_proxy")] ?? "" };
  let dispatcher: Promise<object> | undefined;
  return async (input, init) => {
    dispatcher ??= createDispatcher(proxies);
    return await globalThis.fetch(input, { ...init, dispatcher: await dispatcher } as RequestInit);
  };
}

/** The error omits the value, which may contain a password. */
function readProxy(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name] ?? "";
  if (value === "") return "";
  const url = value.includes("://") ? value : `http://${value}`;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new UsageError(`${name} must be an http or https URL, such as http://proxy.example:8080`);
}

/** Undici is large, and loaded only if it is needed. */
async function createDispatcher(proxies: { httpProxy: string; httpsProxy: string; noProxy: string }): Promise<object> {
  const { EnvHttpProxyAgent, Pool } = await import("undici");
  // Marks the failures of the proxy, which otherwise look like those of the API.
  const clientFactory = (origin: URL, options: object) => {
    const pool = new Pool(origin, options);
    const connect = pool.connect.bind(pool);
    return Object.assign(pool, {
      async connect(target: Parameters<typeof connect>[0]) {
        const connected = await connect(target).catch((error) => {
          throw proxyError(error.code ?? "FAILED");
        });
        if (connected.statusCode === 200) return connected;
        connected.socket.on("error", () => {}).destroy();
        throw proxyError(String(connected.statusCode));
      },
    });
  };
  return new EnvHttpProxyAgent({ ...proxies, clientFactory } as object);
}

function proxyError(reason: string): Error {
  return Object.assign(new Error(`the proxy failed: ${reason}`), { code: `${PROXY_ERROR}${reason}` });
}
