// This client with a token source.

import { clientCredentials } from "../../../src/oauth.ts";
import { readerOf } from "./ev-energy-logs.ts";
import type { CreateReader } from "./peer.ts";

export const createReader: CreateReader = ({ baseUrl, timeoutMs, tokenUrl }) =>
  readerOf({
    auth: clientCredentials({ clientId: "my-app", clientSecret: "my-secret", tokenUrl }),
    baseUrl,
    timeoutMs,
  });
