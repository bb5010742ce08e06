// Runs the suite on Node, Bun and Deno. Prints one line per check.

import { runSuite } from "./suite.js";

for await (const result of runSuite(process.argv[2])) console.log(JSON.stringify(result));
