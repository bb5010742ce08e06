// For the test: lets a process find the package by its name, as its users do; here that is the source.

import { registerHooks } from "node:module";

const source = (file: string) => new URL(`../../src/${file}`, import.meta.url).href;
const entries = new Map([
  ["ev-energy-logs", source("index.ts")],
  ["ev-energy-logs/oauth", source("oauth.ts")],
]);

registerHooks({
  resolve: (specifier, context, nextResolve) => nextResolve(entries.get(specifier) ?? specifier, context),
});
