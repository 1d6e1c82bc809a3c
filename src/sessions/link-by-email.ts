import { ApiError, type LinkByEmail, type TrustedTokenProfile } from "../projects/index.ts";
import type { TrustedAttributes } from "../tokens/index.ts";

/**
 * Throws `trusted_token_email_not_verified` unless the profile lets the token's e-mail address lead to the record that has
 * it.
 */
export function requireLink({ linkByEmail }: TrustedTokenProfile, attributes: TrustedAttributes): void {
  if (linkByEmail === "never" || !isVouchedFor(attributes, linkByEmail)) refuse(attributes, linkByEmail);
}

/**
 * Throws `trusted_token_email_not_verified` unless the profile lets a record be made under the token's e-mail address:
 * whoever has it has its domain's implicit roles, and keeps its owner out.
 */
export function requireCreation({ linkByEmail }: TrustedTokenProfile, attributes: TrustedAttributes): void {
  if (!isVouchedFor(attributes, linkByEmail === "never" ? "asserted" : linkByEmail)) refuse(attributes, linkByEmail);
}

function isVouchedFor({ isEmailVerified }: TrustedAttributes, need: Exclude<LinkByEmail, "never">): boolean {
  return need === "verified" ? isEmailVerified === true : isEmailVerified !== false;
}

function refuse({ isEmailVerified }: TrustedAttributes, linkByEmail: LinkByEmail): never {
  const saysVerified = isEmailVerified === undefined ? "absent" : String(isEmailVerified);
  const details = { attribute: "email_verified", email_verified: saysVerified, link_by_email: linkByEmail };
  throw new ApiError("trusted_token_email_not_verified", undefined, details);
}
