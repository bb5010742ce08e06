// Runs the suite on workerd, within a request, because a worker may only do I/O there.

import { runSuite } from "./suite.js";

export default {
  async fetch(_request, { ORIGIN }) {
    const results = await Array.fromAsync(runSuite(ORIGIN));
    return new Response(results.map((result) => JSON.stringify(result)).join("\n"));
  },

  /** `workerd test` calls this; it needs no port and exits by itself. */
  async test(_controller, { SUITE }) {
    const response = await SUITE.fetch("http://suite/");
    console.log(await response.text());
  },
};
