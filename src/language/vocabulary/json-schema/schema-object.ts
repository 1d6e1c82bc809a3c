/** A schema that is an object: its own properties are keywords. Nothing is known yet of their values. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** The value of an own property, else `undefined`. */
export function ownValue(schema: SchemaObject, keyword: string): unknown {
  return Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
}
