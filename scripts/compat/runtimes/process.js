// On Node, Bun and Deno: prints a line for each check.

import { runSuite } from "./suite.js";

for await (const result of runSuite(process.argv[2])) console.log(JSON.stringify(result));
