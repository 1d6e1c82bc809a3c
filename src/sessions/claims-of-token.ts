import type { JsonObject } from "../language/json.ts";
import type { ProjectContext } from "../projects/index.ts";
import type { TrustedAttributes } from "../tokens/index.ts";
import { namingAttribute } from "./naming-attribute.ts";
import { readCustomClaims } from "./read-custom-claims.ts";

/**
 * The custom claims that a token has its session send, as if the request had: within the same limits, and before what the
 * request itself sends. `undefined` where it has none.
 */
export function claimsOfToken(
  context: ProjectContext,
  { sessionCustomClaims }: TrustedAttributes,
): JsonObject | undefined {
  return namingAttribute("session_custom_claims", () => readCustomClaims(context, sessionCustomClaims));
}
