// Reads the Accept header (RFC 9110, section 12.5.1) with one question: does it take JSON?

/** Whether `application/json` is accepted: the narrowest range that covers it decides, and q=0 is a refusal. */
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
