import type { JsonObject } from "../../language/json.ts";
import { messageByKeySetFault } from "../jwks/key-set-fault.ts";
import { messageByUnusableKeyReason, type UnusableKey } from "../jwks/unusable-key.ts";
import type { CompactJws } from "../jws/compact-jws.ts";
import { messageByJwsFault, messageByPayloadFault } from "../jws/jws-fault.ts";

/** The error types of the API that a trusted token, or what a profile makes of it, may have. */
export type TrustedTokenErrorType =
  | "invalid_trusted_auth_token"
  | "jwt_invalid_issuer"
  | "jwt_invalid_audience"
  | "jwt_invalid_claims"
  | "invalid_token_organization_id_claim"
  | "service_unavailable"
  | "trusted_token_profile_cannot_have_multiple_external_ids"
  | "trusted_token_profile_incorrect_external_id_mapping";

const messageByReason = {
  ...messageByJwsFault,
  ...messageByPayloadFault,
  ...messageByKeySetFault,
  alg_not_allowed: "the `alg` of the token is none that the profile allows",
  typ_not_allowed: "the `typ` of the token says that it is for another purpose",
  unknown_kid: "the `kid` of the token names no key of the profile",
  key_unusable: "the key of the profile that the token names cannot be used",
  key_type_mismatch: "no key of the profile is of the type that the `alg` of the token needs",
  signature_invalid: "the signature of the token is by no key of the profile",
  iss_not_accepted: "the `iss` of the token is no issuer of the profile",
  aud_invalid: "the `aud` of the token is neither a string nor a list of strings",
  aud_not_accepted: "the `aud` of the token contains no audience of the profile",
  aud_not_absent: "the token has an `aud`, and the profile accepts tokens without one",
  client_not_accepted: "the token was issued to no client that the profile accepts",
  exp_missing: "the token has no `exp`",
  exp_invalid: "the `exp` of the token is not a time in seconds",
  expired: "the token has expired",
  iat_invalid: "the `iat` of the token is not a time in seconds",
  iat_in_future: "the `iat` of the token is in the future",
  nbf_invalid: "the `nbf` of the token is not a time in seconds",
  nbf_in_future: "the `nbf` of the token is in the future",
  lifetime_too_long: "the token lives longer than the profile allows",
  sub_not_a_string: "the `sub` of the token is not a string",
  jti_not_a_string: "the `jti` of the token is not a string",
  email_missing: "the token has no claim for the attribute `email`",
  email_invalid: "the claim for the attribute `email` is not an ASCII e-mail address",
  token_id_missing: "the token has no claim for the attribute `token_id`",
  token_id_invalid: "the claim for the attribute `token_id` is not a string of 1 to 256 characters",
  external_id_invalid: "the claim for the external id is not a string, or empty",
  organization_id_invalid: "the claim for the attribute `organization_id` is not a string, or empty",
  role_ids_invalid: "the claim for the attribute `role_ids` is not a list of strings",
  name_invalid: "the claim for the attribute `name` is of another kind",
  trusted_metadata_invalid: "the attribute `trusted_metadata` is no object",
  session_custom_claims_invalid: "the attribute `session_custom_claims` is no object",
  attribute_not_evaluated: "what an attribute is mapped to cannot be evaluated for the token",
  mapping_broken: "what an attribute is mapped to does not compile, so that the profile accepts no token",
  condition_failed: "the token does not meet a condition of the profile",
  multiple_external_ids: "the attribute mapping has both `external_member_id` and `external_user_id`",
  wrong_external_id: "the attribute mapping has the external id of the other kind of project",
} as const;

/** The check that failed; stable, and finer than the type. */
export type TrustedTokenReason = keyof typeof messageByReason;

const typeByReason: { readonly [reason in TrustedTokenReason]?: TrustedTokenErrorType } = {
  iss_not_accepted: "jwt_invalid_issuer",
  aud_invalid: "jwt_invalid_audience",
  aud_not_accepted: "jwt_invalid_audience",
  aud_not_absent: "jwt_invalid_audience",
  client_not_accepted: "jwt_invalid_audience",
  exp_missing: "jwt_invalid_claims",
  exp_invalid: "jwt_invalid_claims",
  expired: "jwt_invalid_claims",
  iat_invalid: "jwt_invalid_claims",
  iat_in_future: "jwt_invalid_claims",
  nbf_invalid: "jwt_invalid_claims",
  nbf_in_future: "jwt_invalid_claims",
  lifetime_too_long: "jwt_invalid_claims",
  sub_not_a_string: "jwt_invalid_claims",
  jti_not_a_string: "jwt_invalid_claims",
  organization_id_invalid: "invalid_token_organization_id_claim",
  multiple_external_ids: "trusted_token_profile_cannot_have_multiple_external_ids",
  wrong_external_id: "trusted_token_profile_incorrect_external_id_mapping",
};

/** The reason why a trusted token is refused. */
export interface TrustedTokenError {
  readonly type: TrustedTokenErrorType;
  readonly reason: TrustedTokenReason;
  /** One sentence, lower-case start, no final period; nothing of the token in it. */
  readonly message: string;
  /** What a program can read of it beside the reason: of the token nothing but its issuer and audience, and the algorithm and the `kid` of its header. */
  readonly details?: JsonObject;
}

/** The error of a failed check. Where the keys cannot be had nothing is said of the token: it may be presented again. */
export function trustedTokenError(reason: TrustedTokenReason, details?: JsonObject): TrustedTokenError {
  const type = Object.hasOwn(messageByKeySetFault, reason) ? "service_unavailable" : typeByReason[reason];
  const error = { type: type ?? "invalid_trusted_auth_token", reason, message: messageByReason[reason] } as const;
  return details === undefined ? error : { ...error, details };
}

/** The error of a token whose key is there, and cannot be used. */
export function unusableKeyError({ reason, kid }: UnusableKey): TrustedTokenError {
  const error = trustedTokenError("key_unusable", { key_reason: reason, ...kidDetails(kid) });
  return { ...error, message: `${error.message}: ${messageByUnusableKeyReason[reason]}` };
}

/** The details that an error may tell of a token's header: the beginnings of its algorithm, and of its `kid` if it has one. */
export function headerDetails({ algorithm, kid }: Pick<CompactJws, "algorithm" | "kid">): JsonObject {
  return { algorithm: shortened(algorithm), ...kidDetails(kid) };
}

function kidDetails(kid: string | undefined): JsonObject {
  return kid === undefined ? {} : { kid: shortened(kid) };
}

const maxShownCharacters = 128;

/** The beginning of a text of a token, as far as an error may tell it. */
export function shortened(text: string): string {
  return [...text].slice(0, maxShownCharacters).join("");
}
