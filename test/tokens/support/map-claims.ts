import type { JsonObject } from "../../../src/language/json.ts";
import {
  type AttributeMapping,
  applyTokenPolicy,
  compileTokenPolicy,
  type MappedAttributes,
  type TokenVertical,
} from "../../../src/tokens/index.ts";

/** What a mapping alone, without conditions and schema, makes of the claims of a verified token. */
export function mapClaims(claims: JsonObject, mapping: AttributeMapping, vertical: TokenVertical): MappedAttributes {
  const written = { attributeMapping: mapping, conditions: [], issuer: "", tokenSchema: null };
  return applyTokenPolicy(claims, compileTokenPolicy(written, { vertical, namespace: "" }).policy, vertical);
}
