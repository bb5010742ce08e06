// What the hand-written loops share: the first request, and a regular expression for the Link header.

export const EVSE_ID = "evse01HSH04KDEWF6Z4DB2J77J74K5";

export function headersOf(token: string) {
  return {
    Authorization: `Bearer ${token}`,
    Accept: "application/json, application/problem+json",
    "EvEnergy-Version": "2",
  };
}

export function firstPage(baseUrl: string): string {
  return `${baseUrl}/evses/${EVSE_ID}/status_logs?page_size=100`;
}

export function nextLink(header: string | null | undefined): string | undefined {
  const url = /<([^>]*)>; rel="next"/.exec(header ?? "")?.[1];
  return url === "about:blank" ? undefined : url;
}

/** For a client with typed paths, which takes no URL. */
export function nextQuery(header: string | null): Record<string, string> | undefined {
  const url = nextLink(header);
  return url === undefined ? undefined : Object.fromEntries(new URL(url).searchParams);
}
