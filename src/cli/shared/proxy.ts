// Sends requests through the proxy that the environment names. Node honours these variables only in its latest versions.

/** Begins the code of an error of the proxy itself. */
export const PROXY_ERROR = "PROXY_";

type Fetch = typeof globalThis.fetch;

/** Returns `fetch` through HTTPS_PROXY or HTTP_PROXY, except to NO_PROXY; undefined without a proxy. */
export function createProxyFetch(env: Readonly<Record<string, string | undefined>>): Fetch | undefined {
  const [httpProxy, httpsProxy, noProxy] = ["http_proxy", "https_proxy", "no_proxy"].map(
    (name) => env[name] || env[name.toUpperCase()] || "",
  ) as [string, string, string];
  if (httpProxy === "" && httpsProxy === "") return undefined;
  const proxies = { httpProxy: withScheme(httpProxy), httpsProxy: withScheme(httpsProxy), noProxy };
  let dispatcher: Promise<object> | undefined;
  return async (input, init) => {
    dispatcher ??= createDispatcher(proxies);
    return await globalThis.fetch(input, { ...init, dispatcher: await dispatcher } as RequestInit);
  };
}

function withScheme(proxy: string): string {
  return proxy === "" || proxy.includes("://") ? proxy : `http://${proxy}`;
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
