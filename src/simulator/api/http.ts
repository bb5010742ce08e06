// HTTP responses, and errors that carry one.

interface ResponseOptions {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const encoder = new TextEncoder();

/** Creates a response with a `Content-Length`, so that a client can notice a body that is cut short. */
export function text(body: string, { status = 200, type = "text/plain", headers }: ResponseOptions): Response {
  const bytes = encoder.encode(body);
  const length = String(bytes.length);
  return new Response(bytes, { status, headers: { "Content-Type": type, "Content-Length": length, ...headers } });
}

export function json(body: unknown, { type = "application/json", ...options }: ResponseOptions = {}): Response {
  return text(JSON.stringify(body), { type, ...options });
}

/** Thrown to refuse a request. */
export class Refusal extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`refused with ${response.status}`);
    this.response = response;
  }
}

/** Whether an Accept header allows `application/json`. The most specific range decides; q=0 excludes (RFC 9110, 12.5.1). */
export function acceptsJson(accept: string | null): boolean {
  if (!accept?.trim()) return true;
  const qualities = new Map<string, number>();
  for (const range of accept.split(",")) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    qualities.set(type, quality === undefined ? 1 : Number(quality.slice(2)));
  }
  const quality = qualities.get("application/json") ?? qualities.get("application/*") ?? qualities.get("*/*");
  return (quality ?? 0) > 0;
}
