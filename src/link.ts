// Parses the Link header (RFC 8288) of a page in one pass, with patterns that never backtrack, so that even a hostile
// header takes linear time.

/** The queries of the adjacent pages; undefined where the list ends. */
export interface PageLinks {
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

/**
 * Finds the next and previous page in a Link header.
 *
 * Returns only the query of a link: a client must not send its token to the host and path of one. This provider marks
 * the end of a list with `about:blank`; a missing link is an end too.
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
  // Encodes whitespace as `URL` would, so that the query is valid as `from`.
  return query.trim().replace(/\s/g, encodeURIComponent);
}

interface Link {
  readonly target: string;
  /** Relation types in lower case. */
  readonly relations: readonly string[];
}

// The parts of a link, each with its leading whitespace. An unclosed quote or bracket extends to the end of the header.
const TARGET = /[ \t]*(?:<([^>]*)(>?))?/y;
const PARAMETER = /[ \t]*;[ \t]*([^ \t=;,"]*)(?:[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"?|([^ \t=;,"]*)))?/sy;
const UP_TO_COMMA = /(?:"(?:\\.|[^"\\])*"?|[^",])*,?/sy;

/** Parses the links of a header in order. Skips anything else up to the next comma. */
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
    // Always matches, if only the empty string.
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
