import fc from "fast-check";
import type { Json } from "../../src/language/json.ts";
import { fromJsonSchema } from "../../src/language/vocabulary/json-schema/from-json-schema.ts";
import type { Type } from "../../src/language/vocabulary/type.ts";
import { arbitraryDataFor } from "./arbitrary-data.ts";
import { arbitrarySchema } from "./arbitrary-schema.ts";

/** A type, and a value of it that was made from the type's schema and not from the type. */
export interface TypeAndValue {
  readonly type: Type;
  readonly value: Json;
}

/** Types of schemas, each with a value. */
export function arbitraryTypeAndValue(): fc.Arbitrary<TypeAndValue> {
  return fc.oneof(arbitrarySchema(), arbitrarySchema({ closed: true })).chain((schema) => {
    const { type } = fromJsonSchema(schema);
    return arbitraryDataFor(schema).map((value) => ({ type, value }));
  });
}
