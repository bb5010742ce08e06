import { describe, expect, test } from "vitest";
import { pageLinks } from "./link.ts";

describe("pageLinks", () => {
  test("reads both ends of the provider's own header", () => {
    expect(
      pageLinks(
        '<https://api.ev.energy/v2/vehicles?page_before=2024-01-01T11:11:11.1111Z&page_size=25>; rel="previous", ' +
          '<https://api.ev.energy/v2/vehicles?page_after=2024-01-01T10:11:11.1111Z&page_size=25>; rel="next"',
      ),
    ).toEqual({
      next: "page_after=2024-01-01T10:11:11.1111Z&page_size=25",
      previous: "page_before=2024-01-01T11:11:11.1111Z&page_size=25",
    });
  });

  test.for([
    ["no header", null],
    ["an empty header", ""],
    ["blanks", " \t "],
    ["about:blank", '<about:blank>; rel="previous", <about:blank>; rel="next"'],
    ["about:blank in capitals", "<About:Blank>; rel=next"],
    ["about:blank between blanks", "< about:blank >; rel=next"],
    ["other relations only", '<https://h/p?q=1>; rel="first", <https://h/p?q=2>; rel="nextish"'],
    ["a link without parameters", "<https://h/p?q=1>"],
    ["a link whose parameters have no rel", '<https://h/p?q=1>; title="next"'],
    ["a rel without a value", "<https://h/p?q=1>; rel"],
    ["a rel with an empty value", '<https://h/p?q=1>; rel=""'],
    ["a target that never ends", "<https://h/p?q=1; rel=next"],
    ["a target without brackets", "https://h/p?q=1; rel=next"],
    ["words before the parameters", "<https://h/p?q=1> garbage; rel=next"],
  ] as const)("finds no page in %s", ([, header]) => {
    expect(pageLinks(header)).toEqual({ next: undefined, previous: undefined });
  });

  test.for([
    ["rel without quotes", "<https://h/p?q=1>;rel=next", "q=1"],
    ["rel in capitals", '<https://h/p?q=1>; REL="NEXT"', "q=1"],
    ["blanks around everything", '\t <https://h/p?q=1>  ; \t rel \t = \t "next" ', "q=1"],
    ["blanks within the target", "< https://h/p?q=1 >; rel=next", "q=1"],
    ["several rels in one value", '<https://h/p?q=1>; rel="last\tnext  item"', "q=1"],
    ["a further rel of the link, which does not count", "<https://h/p?q=1>; rel=next; rel=last", "q=1"],
    ["a further parameter before rel", '<https://h/p?q=1>; title="x"; rel=next', "q=1"],
    ["a further parameter after rel", "<https://h/p?q=1>; rel=next; hreflang=en", "q=1"],
    ["a parameter without a value", "<https://h/p?q=1>; crossorigin; rel=next", "q=1"],
    ["empty parameters", "<https://h/p?q=1>;; ; rel=next;", "q=1"],
    ["commas in the target", "<https://h/p?q=1,2,3>; rel=next", "q=1,2,3"],
    ["semicolons in the target", "<https://h/p?q=1;rel=last>; rel=next", "q=1;rel=last"],
    ["a comma in quotes", '<https://h/p?q=1>; title="a, <b>; rel=last"; rel=next', "q=1"],
    ["a semicolon in quotes", '<https://h/p?q=1>; title="a; rel=last"; rel=next', "q=1"],
    ["an escaped quote", String.raw`<https://h/p?q=1>; title="a\"; rel=last; \\"; rel=next`, "q=1"],
    ["an escape in rel", String.raw`<https://h/p?q=1>; rel="n\ext"`, "q=1"],
    ["a quote in the middle of a word", '<https://h/p>;rel=last"a, <?q=9>;rel=next", <?q=1>;rel=next', "q=1"],
    ["a quote that never ends", '<https://h/p?q=1>; rel="next', "q=1"],
    ["a quote that ends in an escape", '<https://h/p?q=1>; rel=next; title="a\\', "q=1"],
    ["words before the first link", "garbage, <https://h/p?q=1>; rel=next", "q=1"],
    ["words between the links", '<https://h/p?q=9>; rel=last, a "b, c" d,, , <https://h/p?q=1>; rel=next', "q=1"],
    ["words after the parameters", "<https://h/p?q=1>; rel=next garbage, more", "q=1"],
  ] as const)("heeds %s", ([, header, next]) => {
    expect(pageLinks(header)).toEqual({ next, previous: undefined });
  });

  test.for([
    ["a link to another host", "https://evil.example/steal?page_after=a&page_size=2", "page_after=a&page_size=2"],
    ["a link without a host", "/v2/vehicles?page_after=a", "page_after=a"],
    ["a link of a query alone", "?page_after=a", "page_after=a"],
    ["a link with a fragment", "https://h/p?page_after=a#top?page_after=b", "page_after=a"],
    ["a link with a second question mark", "https://h/p?page_after=a?b", "page_after=a?b"],
    ["a link without a query", "https://h/p", ""],
    ["a link with a fragment alone", "#?page_after=a", ""],
    ["repeated and encoded parameters", "/p?a=%2B&a=%2b&a=+&b", "a=%2B&a=%2b&a=+&b"],
  ] as const)("gives out only the query of %s, as it is", ([, target, next]) => {
    expect(pageLinks(`<${target}>; rel="next"`).next).toBe(next);
  });

  test("takes prev for previous", () => {
    expect(pageLinks("<https://h/p?q=1>; rel=prev")).toEqual({ next: undefined, previous: "q=1" });
  });

  test("takes the first of several links of a kind", () => {
    expect(pageLinks("<?n=1>; rel=next, <?p=1>; rel=prev, <?n=2>; rel=next, <?p=2>; rel=previous")).toEqual({
      next: "n=1",
      previous: "p=1",
    });
  });

  test("takes one link for both directions if it says so", () => {
    expect(pageLinks('<https://h/p?q=1>; rel="previous next"')).toEqual({ next: "q=1", previous: "q=1" });
  });

  // Quadratic time would be minutes; a test has seconds.
  test.for([
    ["", "<", ""],
    ["", '"\\', ""],
    ["", '<>;a="', ""],
    ["", "<?a>;rel=next,", ""],
    ["<>;", " ", ""],
    ['<>;rel="', "next ", '"'],
    ["<", " ", ">;rel=next"],
    ["<?", "#", ">;rel=next"],
  ] as const)("reads a long header of %j%j%j in linear time", ([before, unit, after]) => {
    pageLinks(before + unit.repeat(300_000 / unit.length) + after);
  });
});
