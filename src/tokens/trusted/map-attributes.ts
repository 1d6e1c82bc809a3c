import type { Json, JsonObject } from "../../language/json.ts";
import { maxEmailCharacters } from "../../language/vocabulary/limits.ts";
import { maxTokenIdCharacters } from "../limits.ts";
import type { TokenVertical } from "../token-vertical.ts";
import { type ClaimAtPath, claimAt } from "./claim-at.ts";
import { type TrustedTokenError, type TrustedTokenReason, trustedTokenError } from "./trusted-token-error.ts";

/** By attribute the claim that it comes from: a name, or a dotted path. Attributes that are not known are ignored. */
export type AttributeMapping = { readonly [attribute: string]: string };

/** The attributes that a trusted token gives its subject. What it does not say is absent. */
export interface TrustedAttributes {
  /** Printable ASCII in lower case. */
  readonly email: string;
  readonly tokenId: string;
  /** The member's, or in consumer projects the user's. */
  readonly externalId?: string;
  /** An id or an external id; B2B only. */
  readonly organizationId?: string;
  /** Without repetitions. Absent leaves the roles alone, empty clears them. */
  readonly roleIds?: readonly string[];
  /** Whether the issuer vouches for the address: for `true` alone, so that null and texts say no. Absent if it says nothing. */
  readonly isEmailVerified?: boolean;
}

/** Printable ASCII without white space, `"` and `\`, around one `@`. */
const emailAddress = /^[!#-?A-[\]-~]+@[!#-?A-[\]-~]+$/;

/**
 * The error of a mapping in a project of that kind: it may name one external id, the one of its vertical. It need
 * not be complete; a token for which `email` or `token_id` is not mapped is refused.
 */
export function attributeMappingError(
  mapping: AttributeMapping,
  vertical: TokenVertical,
): TrustedTokenError | undefined {
  const named = ["external_member_id", "external_user_id"].filter((attribute) => Object.hasOwn(mapping, attribute));
  if (named.length > 1) return trustedTokenError("multiple_external_ids");
  return named.every((attribute) => attribute === vertical.externalIdAttribute)
    ? undefined
    : trustedTokenError("wrong_external_id");
}

/** Reads the attributes of a verified token's claims by the mapping of its profile, or tells the first that is not as it must be. */
export function mapAttributes(
  claims: JsonObject,
  mapping: AttributeMapping,
  vertical: TokenVertical,
):
  | { readonly ok: true; readonly attributes: TrustedAttributes }
  | { readonly ok: false; readonly error: TrustedTokenError } {
  const error = attributeMappingError(mapping, vertical);
  if (error !== undefined) return { ok: false, error };
  const mapped: MappedClaim = (attribute, byDefault) => {
    const path = Object.hasOwn(mapping, attribute) ? mapping[attribute] : byDefault;
    return path === undefined ? undefined : claimAt(claims, path);
  };
  const attributes = readAttributes(mapped, vertical);
  return typeof attributes === "string"
    ? { ok: false, error: trustedTokenError(attributes) }
    : { ok: true, attributes };
}

/** The claim that an attribute is mapped to, else that of a path it has without being mapped; null is a value. */
type MappedClaim = (attribute: string, byDefault?: string) => ClaimAtPath | undefined;

function readAttributes(claimOf: MappedClaim, vertical: TokenVertical): TrustedAttributes | TrustedTokenReason {
  const mapped = (attribute: string): Json | undefined => claimOf(attribute)?.value ?? undefined;
  const email = mapped("email");
  if (email === undefined) return "email_missing";
  if (typeof email !== "string" || email.length > maxEmailCharacters || !emailAddress.test(email)) {
    return "email_invalid";
  }
  const tokenId = mapped("token_id");
  if (tokenId === undefined) return "token_id_missing";
  if (!isFilled(tokenId) || tokenId.length > maxTokenIdCharacters) return "token_id_invalid";
  const externalId = mapped(vertical.externalIdAttribute);
  if (externalId !== undefined && !isFilled(externalId)) return "external_id_invalid";
  const organizationId = vertical.hasOrganization ? mapped("organization_id") : undefined;
  if (organizationId !== undefined && !isFilled(organizationId)) return "organization_id_invalid";
  const roleIds = mapped("role_ids");
  if (roleIds !== undefined && !isListOfStrings(roleIds)) return "role_ids_invalid";
  const verified = claimOf("email_verified", "email_verified");
  return {
    // Only ASCII is left, so this is ASCII lower-casing.
    email: email.toLowerCase(),
    tokenId,
    ...(externalId === undefined ? {} : { externalId }),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(roleIds === undefined ? {} : { roleIds: [...new Set(roleIds)] }),
    ...(verified === undefined ? {} : { isEmailVerified: verified.value === true }),
  };
}

function isFilled(value: Json): value is string {
  return typeof value === "string" && value !== "";
}

function isListOfStrings(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === "string");
}
