// Ways to make a simulator defective: by its options, the requests that it receives, or the responses that it returns.

import { createSimulator, type SimulatorOptions } from "../../src/simulator/index.ts";
import { changeRequests, changeResponses, type ParsedResponse } from "../providers/changed-fetch.ts";
import { laterBy } from "./timestamps.ts";

type Fetch = typeof globalThis.fetch;

/** Creates simulators with a defect. */
export type Create = typeof createSimulator;

export function withOptions(change: (options: SimulatorOptions) => SimulatorOptions): Create {
  return (options = {}) => createSimulator({ ...options, ...change(options) });
}

/** Wraps the API of a simulator, but not its token endpoint. */
export function withApi(wrap: (fetch: Fetch) => Fetch): Create {
  return (options) => {
    const simulator = createSimulator(options);
    const api = wrap(simulator.fetch);
    return {
      ...simulator,
      fetch(input, init) {
        const request = new Request(input, init);
        return new URL(request.url).pathname.startsWith("/v2/") ? api(request) : simulator.fetch(request);
      },
    };
  };
}

export function withRequest(change: (query: URLSearchParams, headers: Headers) => void): Create {
  return withApi((fetch) => changeRequests(fetch, ({ searchParams }, headers) => change(searchParams, headers)));
}

/** Changes the values of the parameters with matching names, or removes those for which `change` returns undefined. */
export function withParameters(names: RegExp, change: (value: string) => string | undefined): Create {
  return withRequest((query) => {
    for (const [name, value] of [...query].filter(([name]) => names.test(name))) {
      const changed = change(value);
      if (changed === undefined) query.delete(name);
      else query.set(name, changed);
    }
  });
}

export function withoutParameters(names: RegExp): Create {
  return withParameters(names, () => undefined);
}

/** Shifts the UTC timestamps in the parameters with matching names. */
export function withLaterParameters(names: RegExp, us: number): Create {
  return withParameters(names, (timestamp) => (timestamp.endsWith("Z") ? laterBy(us, timestamp) : timestamp));
}

export function withResponse(change: (response: ParsedResponse) => void): Create {
  return withApi((fetch) => changeResponses(fetch, change));
}

export function withError(errorStatus: number, change: (response: ParsedResponse) => void): Create {
  return withResponse((response) => {
    if (response.status === errorStatus) change(response);
  });
}

/** Changes every log, in lists and alone. */
export function withLog(change: (log: ParsedResponse["body"]) => void): Create {
  return withResponse(({ status, body }) => {
    if (status === 200) [body].flat().forEach(change);
  });
}

/** Changes a header where there is one, or removes it if `change` returns undefined. */
export function withHeader(name: string, change: (value: string) => string | undefined): Create {
  return withResponse(({ headers }) => {
    const value = headers.get(name);
    if (value === null) return;
    const changed = change(value);
    if (changed === undefined) headers.delete(name);
    else headers.set(name, changed);
  });
}

export function withoutHeader(name: string): Create {
  return withHeader(name, () => undefined);
}

/** Changes the targets of the links with a relation. */
export function withLinks(relation: string, from: RegExp, to: string): Create {
  return withHeader("Link", (links) =>
    links.replace(/<([^>]*)>; rel="(\w+)"/g, (link, target, rel) =>
      rel === relation ? `<${target.replace(from, to)}>; rel="${rel}"` : link,
    ),
  );
}
