/** A schema that is an object: its own properties are keywords. Nothing is known yet of their values. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object in the sense of JSON: neither null nor an array. */
export function isSchemaObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of an own property, else `undefined`. */
export function ownValue(schema: SchemaObject, keyword: string): unknown {
  return Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
}
