import fc from "fast-check";
import { isJsonObject, type Json } from "../../src/language/json.ts";
import { jsonBytes } from "../../src/language/json-bytes.ts";
import { maxMetadataBytes } from "../../src/language/vocabulary/limits.ts";

/** For how many members data is made. */
export const dataCount = 3;

/** Those of the values that can be a member's metadata, one for each of a few members. */
export function several(json: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> {
  const fitting = json.filter((value) => isJsonObject(value) && jsonBytes(value) <= maxMetadataBytes);
  return fc.array(fitting, { minLength: dataCount, maxLength: dataCount });
}
