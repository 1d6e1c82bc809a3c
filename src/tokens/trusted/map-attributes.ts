import { isJsonObject, type Json, type JsonObject } from "../../language/json.ts";
import { maxEmailCharacters } from "../../language/vocabulary/limits.ts";
import { maxTokenIdCharacters } from "../limits.ts";
import type { TokenVertical } from "../token-vertical.ts";
import { AttributeReader, AttributeRefusal, type Form, type ReadClaims } from "./attribute-reader.ts";
import type { AttributeMapping } from "./attributes.ts";
import type { TokenPolicy } from "./token-policy.ts";
import { type TrustedTokenError, trustedTokenError } from "./trusted-token-error.ts";

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
  /** A member's name, or the parts of a user's, as the API names them. */
  readonly name?: string | JsonObject;
  /** A merge patch (RFC 7396) of the subject's trusted metadata: what the token does not say is null in it. */
  readonly trustedMetadata?: JsonObject;
  /** Claims that the token has the session send. */
  readonly sessionCustomClaims?: JsonObject;
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

/** The attributes of a token, or the first thing that keeps it from having them. */
export type MappedAttributes =
  | { readonly ok: true; readonly attributes: TrustedAttributes }
  | { readonly ok: false; readonly error: TrustedTokenError };

/** Reads the attributes of a verified token's claims by the policy of its profile, or tells the first that is not as it must be. */
export function mapAttributes(token: ReadClaims, policy: TokenPolicy, vertical: TokenVertical): MappedAttributes {
  const read = new AttributeReader(token, policy, vertical);
  try {
    return { ok: true, attributes: readAttributes(read, vertical) };
  } catch (refusal) {
    if (!(refusal instanceof AttributeRefusal)) throw refusal;
    return { ok: false, error: refusal.error };
  }
}

function readAttributes(read: AttributeReader, vertical: TokenVertical): TrustedAttributes {
  // Only ASCII is left, so this is ASCII lower-casing.
  const email = read.required("email", { missing: "email_missing", invalid: "email_invalid" }, address).toLowerCase();
  const tokenId = read.required("token_id", { missing: "token_id_missing", invalid: "token_id_invalid" }, shortText);
  const externalId = read.optional(vertical.externalIdAttribute, "external_id_invalid", filledText);
  const organizationId = vertical.hasOrganization
    ? read.optional("organization_id", "organization_id_invalid", filledText)
    : undefined;
  const roleIds = read.optional("role_ids", "role_ids_invalid", listOfTexts);
  const isEmailVerified = read.emailVerified();
  const name = vertical.hasOrganization
    ? read.optional("name", "name_invalid", anyText)
    : read.optional("name", "name_invalid", anyObject);
  const trustedMetadata = read.optional("trusted_metadata", "trusted_metadata_invalid", anyObject);
  const sessionCustomClaims = read.optional("session_custom_claims", "session_custom_claims_invalid", anyObject);
  return {
    email,
    tokenId,
    ...(externalId === undefined ? {} : { externalId }),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(roleIds === undefined ? {} : { roleIds: [...new Set(roleIds)] }),
    ...(isEmailVerified === undefined ? {} : { isEmailVerified }),
    ...(name === undefined ? {} : { name }),
    ...(trustedMetadata === undefined ? {} : { trustedMetadata }),
    ...(sessionCustomClaims === undefined ? {} : { sessionCustomClaims }),
  };
}

const isText = (value: Json): value is string => typeof value === "string";
const anyText: Form<string> = { isIt: isText, expected: "a string" };
const anyObject: Form<JsonObject> = {
  isIt: (value): value is JsonObject => isJsonObject(value),
  expected: "an object",
};

const filledText: Form<string> = {
  isIt: (value): value is string => isText(value) && value !== "",
  expected: "a string that is not empty",
};

const shortText: Form<string> = {
  isIt: (value): value is string => filledText.isIt(value) && value.length <= maxTokenIdCharacters,
  expected: `a string of 1 to ${maxTokenIdCharacters} characters`,
};

const address: Form<string> = {
  isIt: (value): value is string => isText(value) && value.length <= maxEmailCharacters && emailAddress.test(value),
  expected: "an e-mail address in ASCII",
};

const listOfTexts: Form<readonly string[]> = {
  isIt: (value): value is readonly string[] => Array.isArray(value) && value.every(isText),
  expected: "a list of strings",
};
