// On workerd: the suite runs in answer to a request, as all that a worker does.

import { runSuite } from "./suite.js";

export default {
  async fetch(_request, { ORIGIN }) {
    const results = await Array.fromAsync(runSuite(ORIGIN));
    return new Response(results.map((result) => JSON.stringify(result)).join("\n"));
  },

  /** `workerd test` begins here. It needs no port to be asked on, and ends by itself. */
  async test(_controller, { SUITE }) {
    const response = await SUITE.fetch("http://suite/");
    console.log(await response.text());
  },
};
