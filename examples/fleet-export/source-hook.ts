// For the test: resolves imports of the package by name to the source in this repository.

import { registerHooks } from "node:module";

const source = (file: string) => new URL(`../../src/${file}`, import.meta.url).href;
const entries = new Map([
  ["ev-energy-logs", source("index.ts")],
  ["ev-energy-logs/oauth", source("oauth.ts")],
]);

registerHooks({
  resolve: (specifier, context, nextResolve) => nextResolve(entries.get(specifier) ?? specifier, context),
});
