// The OAuth clients and their tokens.

import { Quota } from "./quota.ts";

/** What a token allows. */
export interface Access {
  readonly scopes: readonly string[];
  readonly quota: Quota;
  /** Milliseconds since 1970, or `Infinity`. */
  readonly expiresAt: number;
}

export interface OAuthClient {
  /** "" for a public client, which has no secret. */
  readonly secret: string;
  /** All tokens of a client share one quota. */
  readonly quota: Quota;
}

export interface TokenSettings {
  readonly clients: ReadonlyMap<string, string>;
  readonly tokens: ReadonlyMap<string, readonly string[]>;
  readonly refreshTokens: ReadonlyMap<string, readonly string[]>;
  readonly tokenTtlSeconds: number;
  readonly rateLimit: number;
}

export class Tokens {
  readonly ttlSeconds: number;
  readonly #clients = new Map<string, OAuthClient>();
  readonly #access = new Map<string, Access>();
  readonly #refresh: Map<string, readonly string[]>;

  constructor({ clients, tokens, refreshTokens, tokenTtlSeconds, rateLimit }: TokenSettings) {
    this.ttlSeconds = tokenTtlSeconds;
    for (const [id, secret] of clients) this.#clients.set(id, { secret, quota: new Quota(rateLimit) });
    for (const [token, scopes] of tokens) {
      this.#access.set(token, { scopes, quota: new Quota(rateLimit), expiresAt: Infinity });
    }
    this.#refresh = new Map(refreshTokens);
  }

  client(id: string): OAuthClient | undefined {
    return this.#clients.get(id);
  }

  /** Returns what an Authorization header allows, or undefined if it holds no valid token. */
  access(authorization: string | null, now: number): Access | undefined {
    const [, token = ""] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
    const access = this.#access.get(token);
    return access && now < access.expiresAt ? access : undefined;
  }

  issue({ quota }: OAuthClient, scopes: readonly string[], now: number): string {
    // Not derived from the seed: a restarted simulator must not accept the tokens of the previous one.
    const token = `access-${crypto.randomUUID()}`;
    this.#access.set(token, { scopes, quota, expiresAt: now + this.ttlSeconds * 1000 });
    return token;
  }

  refreshScopes(refreshToken: string): readonly string[] | undefined {
    return this.#refresh.get(refreshToken);
  }

  /** Replaces a refresh token, which can be used only once, and returns the new one. */
  rotate(refreshToken: string, scopes: readonly string[]): string {
    this.#refresh.delete(refreshToken);
    const next = `refresh-${crypto.randomUUID()}`;
    this.#refresh.set(next, scopes);
    return next;
  }

  /** Revokes an access token or a refresh token. */
  revoke(token: string): void {
    this.#access.delete(token);
    this.#refresh.delete(token);
  }
}
