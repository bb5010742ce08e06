// hey-api's generated client with a hand-written loop.

import type { CreateReader } from "./peer.ts";
import { EVSE_ID, headersOf, nextQuery } from "./request.ts";

/** The part of the generated code that is used. Its own types exist only once it is generated. */
interface Generated {
  createConfig(config: object): object;
  createClient(config: object): object;
  listEvseStatusLogs(options: object): Promise<{ data?: unknown[]; error?: unknown; response?: Response }>;
}

export function withGenerated({ createClient, createConfig, listEvseStatusLogs }: Generated): CreateReader {
  return ({ baseUrl, token }) => {
    const { Authorization: _, ...headers } = headersOf(token);
    const client = createClient(createConfig({ baseUrl, headers, auth: () => token }));
    return {
      client,
      async *pages(signal) {
        for (let query: object | undefined = { page_size: 100 }; query; ) {
          const result = await listEvseStatusLogs({ client, path: { evse_id: EVSE_ID }, query, signal });
          const { data, error, response } = result;
          if (error !== undefined) throw new Error("The call failed", { cause: result });
          yield data ?? [];
          query = nextQuery(response?.headers.get("Link") ?? null);
        }
      },
    };
  };
}
