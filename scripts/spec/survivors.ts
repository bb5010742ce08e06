// Mutants of the contract that no contract test has to notice, and why.

export const reasons: readonly (readonly [survivors: RegExp, reason: string])[] = [
  [/^change .*\/scopes\//, "The descriptions of scopes are prose."],
  [/\/Link\/schema|headers\/.*\/schema\/type$/, "A header is text, never null, and an empty one counts as missing."],
  [/minLength.*\/Page(After|Before)\/schema$/, "Prism ignores an empty query parameter."],
  [
    /\/middlePage\/value$/,
    "The mock returns the first example of a header only. The coverage of a complete run fails if no test sends the others.",
  ],
  [/\/Expand\/schema(\/items\/type)?$/, "An empty list sends no parameter, and the enum already excludes other types."],
  [/\/(latitude|longitude)\/format$/, "The format `double` allows every number."],
  [
    /^add to .*\/enum$/,
    "A test cannot try every word. `npm run spec:diff` reports new members, and coverage requires those of parameters.",
  ],
];
