// Builds the package before tests that run its command line.

export { buildIfStale as setup } from "../../scripts/package/build.ts";
