import { isInReservedNamespace, isReservedClaim, stytchNamespace } from "../language/vocabulary/reserved-claims.ts";
import type { ClaimsError } from "./claims-error.ts";

/** The fault of the top-level keys of claims: the first that is reserved, or nothing. */
export function reservedClaimsError(keys: readonly string[], namespace?: string): ClaimsError | undefined {
  for (const key of keys) {
    if (isReservedClaim(key)) {
      return { code: "reserved_claims_in_custom_claims", message: `the claim \`${key}\` is reserved` };
    }
    if (isInReservedNamespace(key, namespace)) {
      const prefix = isInReservedNamespace(key) ? stytchNamespace : namespace;
      return { code: "stytch_claims_in_custom_claims", message: `claims that begin with \`${prefix}\` are reserved` };
    }
  }
  return undefined;
}
