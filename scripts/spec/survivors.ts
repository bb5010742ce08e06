// Mutants of the contract that no contract test has to notice, and why.

export const reasons: readonly (readonly [survivors: RegExp, reason: string])[] = [
  [/^change .*\/scopes\//, "The descriptions of scopes are prose."],
  [/\/Link\/schema/, "A header is always a string, and an empty one counts as missing."],
  [
    /\/middlePage\/value$/,
    "The mock returns the first example of a header only. The coverage of a complete run fails if no test sends the others.",
  ],
  [/\/Expand\/schema(\/items\/type)?$/, "An empty list sends no parameter, and the enum already excludes other types."],
  [
    /^add to .*\/enum$/,
    "A test cannot try every word. `npm run spec:diff` reports new members, and coverage requires those of parameters.",
  ],
];
