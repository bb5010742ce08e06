// Ways to drain a list page by page: a bare `fetch` loop, this client, and its peers with the loop one writes around them.

import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import axios from "axios";
import got, { type Response as GotResponse } from "got";
import ky from "ky";
import createHttpClient from "openapi-fetch";
import type { paths } from "../../generated/openapi.ts";
import { createClient } from "../../src/index.ts";
import type { Contender } from "./measure.ts";

const evseId = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const headers = {
  Authorization: "Bearer bench-token",
  Accept: "application/json, application/problem+json",
  "EvEnergy-Version": "2",
};

/** What is done with each page; gives whatever a reader would wait for. */
type Read = (rows: readonly unknown[]) => Promise<void> | undefined;

export function contenders(baseUrl: string, read: Read): Contender[] {
  const first = `${baseUrl}/evses/${evseId}/status_logs?page_size=100`;

  const client = createClient({ auth: "bench-token", baseUrl });
  const drain = async (prefetch: boolean) => {
    for await (const page of client.statusLogs.list(evseId, {}, { prefetch }).pages()) await read(page.items);
  };

  const http = createHttpClient<paths>({ baseUrl, headers });
  const PagingOctokit = Octokit.plugin(paginateRest);
  const octokit = new PagingOctokit({ baseUrl, auth: "bench-token", log: silent });
  const kyClient = ky.create({ headers });
  const gotClient = got.extend({ headers });

  return [
    {
      name: "bare fetch loop",
      run: async () => {
        for (let url: string | undefined = first; url; ) {
          const response: Response = await fetch(url, { headers });
          await read((await response.json()) as unknown[]);
          url = nextLink(response.headers.get("Link"));
        }
      },
    },
    { name: "ev-energy-logs", run: () => drain(true) },
    { name: "ev-energy-logs, prefetch: false", run: () => drain(false) },
    {
      name: "openapi-fetch with a loop",
      run: async () => {
        let query: Record<string, string> = { page_size: "100" };
        for (;;) {
          const { data, response } = await http.GET("/evses/{evse_id}/status_logs", {
            params: { path: { evse_id: evseId }, query: query as { page_size?: number } },
          });
          await read(data ?? []);
          const next = nextLink(response.headers.get("Link"));
          if (!next) return;
          query = Object.fromEntries(new URL(next).searchParams);
        }
      },
    },
    {
      name: "ky with a loop",
      run: async () => {
        for (let url: string | undefined = first; url; ) {
          const response: Response = await kyClient.get(url);
          await read((await response.json()) as unknown[]);
          url = nextLink(response.headers.get("Link"));
        }
      },
    },
    {
      name: "octokit paginate",
      run: async () => {
        const pages = octokit.paginate.iterator("GET /evses/{evse_id}/status_logs", {
          evse_id: evseId,
          page_size: 100,
          headers,
        });
        for await (const page of pages) await read(page.data as unknown[]);
      },
    },
    {
      name: "got with a loop",
      run: async () => {
        for (let url: string | undefined = first; url; ) {
          const response: GotResponse<string> = await gotClient(url);
          await read(JSON.parse(response.body));
          url = nextLink(response.headers["link"]?.toString() ?? null);
        }
      },
    },
    {
      name: "axios with a loop",
      run: async () => {
        for (let url: string | undefined = first; url; ) {
          const response: { data: unknown[]; headers: { link?: string } } = await axios.get(url, { headers });
          await read(response.data);
          url = nextLink(response.headers["link"]?.toString() ?? null);
        }
      },
    },
  ];
}

/** The quick look at a Link header that a hand-written loop takes. */
function nextLink(header: string | null): string | undefined {
  const url = /<([^>]*)>; rel="next"/.exec(header ?? "")?.[1];
  return url === "about:blank" ? undefined : url;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
