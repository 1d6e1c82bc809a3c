import { type Static, type TSchema, Type } from "typebox";

/** The schema of a field that an answer lacks where the view gives `undefined`, so that a view names every field. */
export function optionalField<T extends TSchema>(schema: T) {
  return Type.Optional(Type.Unsafe<Static<T> | undefined>(schema));
}
