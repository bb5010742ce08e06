// A scripted OAuth token endpoint on a real socket. It reads what it gets as a server does: a form, and credentials
// that are encoded as RFC 6749 says in its appendix B.

import { createServer, type IncomingHttpHeaders } from "node:http";
import { listen, type Step, text, untilChange } from "./scripted-origin.ts";

/** Responds to the token request of that index, or fails to. */
export type TokenStep = Step;

export interface TokenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came. */
  readonly body: string;
  readonly form: Readonly<Record<string, string>>;
  /** Id and secret of HTTP Basic; undefined if there is none. */
  readonly basic: readonly [id: string, secret: string] | undefined;
}

export interface TokenEndpoint {
  /** For `tokenUrl`. */
  readonly url: string;
  readonly requests: readonly TokenRequest[];
  /** How many requests the client gave up before they were answered. */
  readonly abandoned: number;
  /** Resolves once so many requests have come. */
  came(count: number): Promise<void>;
  /** Resolves once the client has given up so many. */
  gaveUp(count: number): Promise<void>;
}

/**
 * Starts an endpoint that ends with the test. A list of steps answers as many requests, its last one all further ones.
 *
 * @param clients the secrets by client id; undefined for a public client. Whoever is not among them gets `invalid_client`.
 */
export async function startTokenEndpoint(
  script: Step | readonly Step[],
  clients: Readonly<Record<string, string | undefined>> = { "my-app": "my-secret" },
): Promise<TokenEndpoint> {
  const requests: TokenRequest[] = [];
  const changed = new EventTarget();
  let abandoned = 0;
  const server = createServer(async (request, response) => {
    const { method = "", url: path = "", headers } = request;
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const form = Object.fromEntries(new URLSearchParams(body));
    const basic = readBasic(headers.authorization);
    const index = requests.push({ method, path, headers, body, form, basic }) - 1;
    response.once("close", () => {
      if (!response.writableFinished && !response.headersSent) abandoned++;
      changed.dispatchEvent(new Event("change"));
    });
    changed.dispatchEvent(new Event("change"));
    const id = basic?.[0] ?? form["client_id"] ?? "";
    const isKnown = Object.hasOwn(clients, id) && clients[id] === basic?.[1];
    const step = typeof script === "function" ? script : script[Math.min(index, script.length - 1)];
    (isKnown ? (step as Step) : refusal(401, "invalid_client"))(request, response, index);
  });
  const origin = await listen(server);
  return {
    url: `${origin}/o/token/`,
    requests,
    get abandoned() {
      return abandoned;
    },
    came: (count) => untilChange(changed, () => requests.length >= count),
    gaveUp: (count) => untilChange(changed, () => abandoned >= count),
  };
}

function readBasic(authorization: string | undefined): [id: string, secret: string] | undefined {
  const encoded = /^Basic (.+)$/.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("latin1").split(":");
  const decode = (part: string) => decodeURIComponent(part.replaceAll("+", " "));
  return [decode(id), decode(secret.join(":"))];
}

/** Answers with a body as it is. */
export function answer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Step {
  return text(body, { status, headers: { "content-type": "application/json", ...headers } });
}

/** Answers with a token as the provider does, ten hours of it, unless `members` say otherwise. */
export function grant(token: string, members: Readonly<Record<string, unknown>> = {}): Step {
  const body = { access_token: token, token_type: "Bearer", expires_in: 36_000, scope: "evse:read", ...members };
  return answer(200, JSON.stringify(body));
}

/** Answers request 0 with `token-0`, request 1 with `token-1` and so on. */
export function grants(members: Readonly<Record<string, unknown>> = {}): Step {
  return (request, response, index) => grant(`token-${index}`, members)(request, response, index);
}

/** Answers with the error document of RFC 6749, section 5.2. */
export function refusal(status: number, error: string, description?: string): Step {
  return answer(status, JSON.stringify({ error, error_description: description }));
}

/** Resets the connection. */
export const reset: Step = (request) => request.socket.resetAndDestroy();

/** Never answers. */
export const silence: Step = () => {};

/** Holds its requests back until they are let go. */
export function gate(step: Step): Step & { open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const held: Step = async (request, response, index) => {
    await opened;
    step(request, response, index);
  };
  return Object.assign(held, { open: () => open() });
}
