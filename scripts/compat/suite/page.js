// Runs the suite in a browser. Leaves the results in a global variable.

import { runSuite } from "./suite.js";

globalThis.results = Array.fromAsync(runSuite(location.origin));
