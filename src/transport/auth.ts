// Puts the token on each request.

import { checkToken, invalid } from "../arguments.ts";
import type { Send } from "./send.ts";

/** A token, or a function that gives the one to use now. */
export type Auth = string | (() => string | Promise<string>);

export function withAuth(send: Send, auth: Auth): Send {
  const getToken = tokenGetter(auth);
  return async (request, options) => {
    const token = await getToken();
    checkToken(token);
    const authorized = new Request(request);
    authorized.headers.set("Authorization", `Bearer ${token}`);
    return await send(authorized, options);
  };
}

function tokenGetter(auth: unknown): () => unknown {
  if (typeof auth === "function") return () => auth();
  if (typeof auth === "string") {
    checkToken(auth);
    return () => auth;
  }
  throw invalid("auth", auth, "a token, or a function that gives one");
}
