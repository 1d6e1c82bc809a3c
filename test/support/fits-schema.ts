import { Ajv2020 } from "ajv/dist/2020.js";
import type { SchemaNode } from "./json-schema-document.ts";

const ajv = new Ajv2020({
  strict: false,
  ownProperties: true,
  validateSchema: false,
  addUsedSchema: false,
  // Where the first error ends it, Ajv 8 takes the missing property whose name is empty for none that is missing.
  allErrors: true,
});

/** Tells of data whether it fits the schema, as Ajv has it: JSON Schema draft 2020-12, own properties only. */
export function checkOfSchema(schema: SchemaNode): (value: unknown) => boolean {
  const validate = ajv.compile(schema);
  return (value) => validate(value);
}
