// Reads the Link header (RFC 8288) of a page. One pass from left to right by patterns that never backtrack, so that a
// hostile header costs linear time.

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

// The parts of a link, each with the blanks before it. What is opened and never closed takes all that is left.
const TARGET = /[ \t]*(?:<([^>]*)(>?))?/y;
const PARAMETER = /[ \t]*;[ \t]*([^ \t=;,"]*)(?:[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"?|([^ \t=;,"]*)))?/sy;
const UP_TO_COMMA = /(?:"(?:\\.|[^"\\])*"?|[^",])*,?/sy;

/** Gives the links of a header in order. What is not a link is skipped up to the next comma. */
export function parseLinks(header: string): Link[] {
  const links: Link[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match) at = pattern.lastIndex;
    return match;
  };

  while (at < header.length) {
    // Matches anywhere, if only nothing.
    const [, target, end] = take(TARGET) as string[];
    if (end) {
      let rel: string | undefined;
      for (let match = take(PARAMETER); match; match = take(PARAMETER)) {
        const [, name, quoted, token] = match;
        // RFC 8288, section 3.3: only the first `rel` of a link counts.
        if (/^rel$/i.test(name as string)) rel ??= quoted?.replace(/\\(.)/gs, "$1") ?? token;
      }
      links.push({ target: target as string, relations: (rel ?? "").toLowerCase().split(/\s+/) });
    }
    take(UP_TO_COMMA);
  }
  return links;
}
