// octokit's core with its pagination plugin. Retries are in a separate package.

import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import type { CreateReader } from "./peer.ts";
import { EVSE_ID, headersOf } from "./request.ts";

export const createReader: CreateReader = ({ baseUrl, token }) => {
  const PagingOctokit = Octokit.plugin(paginateRest);
  const octokit = new PagingOctokit({ baseUrl, log: silent });
  const headers = headersOf(token);
  return {
    client: octokit,
    async *pages(signal) {
      const pages = octokit.paginate.iterator("GET /evses/{evse_id}/status_logs", {
        evse_id: EVSE_ID,
        page_size: 100,
        headers,
        ...(signal && { request: { signal } }),
      });
      for await (const page of pages) yield page.data as unknown[];
    },
  };
};

const silent = { debug() {}, info() {}, warn() {}, error() {} };
