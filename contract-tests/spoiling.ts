// Ways to spoil a simulator: what it is asked, what it answers, or how it is made.

import { createSimulator, type SimulatorOptions } from "../src/simulator/index.ts";
import { type Answer, alteredAnswers, alteredRequests } from "./altered.ts";
import { laterBy } from "./behaviours/stamps.ts";

type Fetch = typeof globalThis.fetch;

/** Makes simulators that have something wrong with them. */
export type Create = typeof createSimulator;

/** Makes them with other options than those that were given. */
export function made(alter: (options: SimulatorOptions) => SimulatorOptions): Create {
  return (options = {}) => createSimulator({ ...options, ...alter(options) });
}

/** Spoils what goes in and out at the API; token requests pass. */
export function spoilt(spoil: (fetch: Fetch) => Fetch): Create {
  return (options) => {
    const simulator = createSimulator(options);
    const api = spoil(simulator.fetch);
    return {
      ...simulator,
      fetch(input, init) {
        const request = new Request(input, init);
        return new URL(request.url).pathname.startsWith("/v2/") ? api(request) : simulator.fetch(request);
      },
    };
  };
}

/** Lets it answer another query, or other headers, than it was sent. */
export function asked(alter: (query: URLSearchParams, headers: Headers) => void): Create {
  return spoilt((fetch) => alteredRequests(fetch, ({ searchParams }, headers) => alter(searchParams, headers)));
}

/** Changes the values of the parameters with such names; those that become undefined are left out. */
export function mistaken(names: RegExp, alter: (value: string) => string | undefined): Create {
  return asked((query) => {
    for (const [name, value] of [...query].filter(([name]) => names.test(name))) {
      const other = alter(value);
      if (other === undefined) query.delete(name);
      else query.set(name, other);
    }
  });
}

/** Moves bounds or cursors that are stamps in UTC. */
export function moved(names: RegExp, us: number): Create {
  return mistaken(names, (stamp) => (stamp.endsWith("Z") ? laterBy(us, stamp) : stamp));
}

export function ignored(names: RegExp): Create {
  return mistaken(names, () => undefined);
}

export function answered(alter: (answer: Answer, url: URL) => void): Create {
  return spoilt((fetch) => alteredAnswers(fetch, alter));
}

/** Changes each log, in lists and alone. */
export function logged(alter: (log: Answer["body"]) => void): Create {
  return answered(({ status, body }) => {
    if (status === 200) [body].flat().forEach(alter);
  });
}

/** Gives a header another value, where there is one. Without a value it is taken away. */
export function headed(name: string, alter: (value: string) => string | undefined = () => undefined): Create {
  return answered(({ headers }) => {
    const value = headers.get(name);
    if (value === null) return;
    const other = alter(value);
    if (other === undefined) headers.delete(name);
    else headers.set(name, other);
  });
}

/** Changes the refusals of a status. */
export function refused(refusal: number, alter: (answer: Answer) => void): Create {
  return answered((answer) => {
    if (answer.status === refusal) alter(answer);
  });
}
