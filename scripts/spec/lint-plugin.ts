// Lint rules that neither Redocly nor its configurable rules can express: the example of a header and a default have to be
// valid against their schema. redocly.yaml enables them.

import { Ajv2020 } from "ajv/dist/2020.js";

interface Location {
  pointer: string;
  child(path: string[]): Location;
}

interface Context {
  location: Location;
  report(problem: { message: string; location: Location }): void;
}

interface Header {
  schema?: unknown;
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

/** Validates values against schemas at a location of the document, so that their references resolve. */
function createChecker() {
  let ajv = new Ajv2020({ strict: false, validateFormats: false });
  return {
    start(document: object) {
      ajv = new Ajv2020({ strict: false, validateFormats: false });
      ajv.addSchema(document, "spec", undefined, false);
    },
    check(value: unknown, schema: Location, what: string, context: Context, location: Location) {
      const validate = ajv.getSchema(`spec${encodeURI(schema.pointer)}`);
      if (!validate?.(value)) {
        const reason = ajv.errorsText(validate?.errors, { dataVar: what });
        context.report({ message: `${reason}.`, location });
      }
    },
  };
}

function headerExamplesValid() {
  const checker = createChecker();
  return {
    Root: checker.start,
    Header(header: Header, context: Context) {
      if (header.schema === undefined) return;
      const { location } = context;
      const schema = location.child(["schema"]);
      if (header.example !== undefined) {
        checker.check(header.example, schema, "example", context, location.child(["example"]));
      }
      for (const [name, example] of Object.entries(header.examples ?? {})) {
        checker.check(example.value, schema, `examples.${name}`, context, location.child(["examples", name, "value"]));
      }
    },
  };
}

function defaultsValid() {
  const checker = createChecker();
  return {
    Root: checker.start,
    Schema(schema: { default?: unknown }, context: Context) {
      if (schema.default === undefined) return;
      checker.check(schema.default, context.location, "default", context, context.location.child(["default"]));
    },
  };
}

export default function plugin() {
  return {
    id: "ev-energy-logs",
    rules: { oas3: { "header-examples-valid": headerExamplesValid, "defaults-valid": defaultsValid } },
  };
}
