// A `fetch` that changes requests on their way to a provider, or answers on their way back.

type Fetch = typeof globalThis.fetch;

/** Changes what is asked for, beyond what a client lets itself be told. */
export function alteredRequests(fetch: Fetch, alter: (url: URL, headers: Headers) => void): Fetch {
  return (input, init) => {
    const { url: address, headers } = new Request(input, init);
    const url = new URL(address);
    alter(url, headers);
    return fetch(url, { headers });
  };
}

/** The parts of an answer; its body is parsed. */
export interface Answer {
  status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: it may be made into anything
  body: any;
}

/** Changes what comes back. */
export function alteredAnswers(fetch: Fetch, alter: (answer: Answer, url: URL) => void): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(request);
    const answer: Answer = {
      status: response.status,
      headers: new Headers(response.headers),
      body: await response.json(),
    };
    alter(answer, new URL(request.url));
    answer.headers.delete("Content-Length");
    return new Response(JSON.stringify(answer.body), answer);
  };
}
