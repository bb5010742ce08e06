// A `fetch` that changes requests to a provider, or its responses.

type Fetch = typeof globalThis.fetch;

export function changeRequests(fetch: Fetch, change: (url: URL, headers: Headers) => void): Fetch {
  return (input, init) => {
    const { url: address, headers } = new Request(input, init);
    const url = new URL(address);
    change(url, headers);
    return fetch(url, { headers });
  };
}

/** A response with a parsed body. */
export interface ParsedResponse {
  status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a changed body may be anything
  body: any;
}

export function changeResponses(fetch: Fetch, change: (response: ParsedResponse, url: URL) => void): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const original = await fetch(request);
    const headers = new Headers(original.headers);
    const response: ParsedResponse = { status: original.status, headers, body: await original.json() };
    change(response, new URL(request.url));
    response.headers.delete("Content-Length");
    return new Response(JSON.stringify(response.body), response);
  };
}
