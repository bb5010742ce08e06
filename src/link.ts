// Reads the Link header (RFC 8288) of a page. One pass from left to right, so that a hostile header costs linear time.

/** The queries of the neighbouring pages; a missing one says that the list ends there. */
export interface PageLinks {
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

/**
 * Finds the next and previous page in a Link header.
 *
 * Only the query of a link is given out: the rest of it names a host and a path that a client must not follow with a
 * token. An end is `about:blank` at this provider, or no link at all.
 */
export function pageLinks(header: string | null): PageLinks {
  let next: string | undefined;
  let previous: string | undefined;
  for (const { target, relations } of parseLinks(header ?? "")) {
    if (relations.includes("next")) next ??= target;
    if (relations.includes("previous") || relations.includes("prev")) previous ??= target;
  }
  return { next: next && queryOf(next), previous: (previous && queryOf(previous)) || undefined };
}

function queryOf(target: string): string | undefined {
  if (/^\s*about:/i.test(target)) return undefined;
  const [, query = ""] = /^[^?#]*\?([^#]*)/.exec(target) ?? [];
  // A raw blank is encoded as the platform would, so that the query can be handed in as `from`.
  return query.trim().replace(/\s/g, encodeURIComponent);
}

interface Link {
  readonly target: string;
  /** Relation types in lower case. */
  readonly relations: readonly string[];
}

/** Gives the links of a header in order. What is not a link is skipped up to the next comma. */
export function parseLinks(header: string): Link[] {
  const links: Link[] = [];
  let at = 0;

  const skipSpace = () => {
    while (header[at] === " " || header[at] === "\t") at++;
  };

  const readToken = () => {
    const start = at;
    while (at < header.length && !' \t=;,"'.includes(header.charAt(at))) at++;
    return header.slice(start, at);
  };

  const readQuoted = () => {
    const start = ++at;
    while (at < header.length && header[at] !== '"') at += header[at] === "\\" ? 2 : 1;
    const value = header.slice(start, at++);
    return value.includes("\\") ? value.replace(/\\(.?)/gs, "$1") : value;
  };

  const skipToComma = () => {
    while (at < header.length && header[at] !== ",") {
      if (header[at] === '"') readQuoted();
      else at++;
    }
    at++;
  };

  while (at < header.length) {
    skipSpace();
    if (header[at] === "<") {
      const end = header.indexOf(">", at);
      if (end < 0) break;
      const target = header.slice(at + 1, end);
      at = end + 1;
      let rel: string | undefined;
      for (skipSpace(); header[at] === ";"; skipSpace()) {
        at++;
        skipSpace();
        const name = readToken().toLowerCase();
        skipSpace();
        if (header[at] !== "=") continue;
        at++;
        skipSpace();
        const value = header[at] === '"' ? readQuoted() : readToken();
        // RFC 8288, section 3.3: only the first `rel` of a link counts.
        if (name === "rel") rel ??= value;
      }
      links.push({ target, relations: (rel ?? "").toLowerCase().split(/\s+/) });
    }
    skipToComma();
  }
  return links;
}
