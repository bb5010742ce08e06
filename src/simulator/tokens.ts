// Who may do what: the clients, and the tokens that were given or issued.

import { Allowance } from "./rate-limit.ts";

/** What a token is good for. */
export interface Access {
  readonly scopes: readonly string[];
  readonly allowance: Allowance;
  /** Milliseconds since 1970; may be `Infinity`. */
  readonly expiresAt: number;
}

export interface OAuthClient {
  /** "" for a public client, which has none. */
  readonly secret: string;
  /** One for all tokens of the client. */
  readonly allowance: Allowance;
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
    for (const [id, secret] of clients) this.#clients.set(id, { secret, allowance: new Allowance(rateLimit) });
    for (const [token, scopes] of tokens) {
      this.#access.set(token, { scopes, allowance: new Allowance(rateLimit), expiresAt: Infinity });
    }
    this.#refresh = new Map(refreshTokens);
  }

  client(id: string): OAuthClient | undefined {
    return this.#clients.get(id);
  }

  /** What an Authorization header allows; undefined if it holds no token that is good at this moment. */
  access(authorization: string | null, now: number): Access | undefined {
    const [, token = ""] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
    const access = this.#access.get(token);
    return access && now < access.expiresAt ? access : undefined;
  }

  issue({ allowance }: OAuthClient, scopes: readonly string[], now: number): string {
    // Not from the seed: a simulator that was started anew must not take the tokens of the one before it.
    const token = `access-${crypto.randomUUID()}`;
    this.#access.set(token, { scopes, allowance, expiresAt: now + this.ttlSeconds * 1000 });
    return token;
  }

  refreshScopes(refreshToken: string): readonly string[] | undefined {
    return this.#refresh.get(refreshToken);
  }

  /** Gives a new refresh token; the old one is spent. */
  rotate(refreshToken: string, scopes: readonly string[]): string {
    this.#refresh.delete(refreshToken);
    const next = `refresh-${crypto.randomUUID()}`;
    this.#refresh.set(next, scopes);
    return next;
  }

  /** Of either kind. */
  revoke(token: string): void {
    this.#access.delete(token);
    this.#refresh.delete(token);
  }
}
