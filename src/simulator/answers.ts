// Builds answers, and lets whoever finds a fault with a request throw the one that says so.

export interface Head {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const encoder = new TextEncoder();

/** The length is told, as by any ordinary server, so that a body which is cut short can be noticed. */
export function text(body: string, { status = 200, type = "text/plain", headers }: Head): Response {
  const bytes = encoder.encode(body);
  const length = String(bytes.length);
  return new Response(bytes, { status, headers: { "Content-Type": type, "Content-Length": length, ...headers } });
}

export function json(body: unknown, { type = "application/json", ...head }: Head = {}): Response {
  return text(JSON.stringify(body), { type, ...head });
}

/** Thrown where a request turns out to be none that can be granted. */
export class Refusal extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`refused with ${response.status}`);
    this.response = response;
  }
}

/** Gives what `answer` gives, or the answer of the {@link Refusal} that it throws. */
export async function orRefusal(answer: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Refusal) return error.response;
    throw error;
  }
}
