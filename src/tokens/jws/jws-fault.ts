/** The faults of a compact JWS before its signature is looked at, each with its message. */
export const messageByJwsFault = {
  token_too_large: "the token is too large",
  not_compact: "the token is not a JWS in compact serialization: three parts with dots between",
  empty_part: "a part of the token is empty",
  not_base64url: "a part of the token is not canonical base64url without padding",
  header_not_utf8: "the header of the token is not valid UTF-8",
  header_not_json: "the header of the token is not valid JSON",
  header_not_an_object: "the header of the token is not a JSON object",
  header_duplicate_key: "the header of the token has a key twice",
  header_too_deep: "the header of the token is nested too deep",
  header_lone_surrogate: "the header of the token has a lone surrogate",
  crit_not_supported: "the header of the token has `crit`, and no extension is supported",
  b64_not_supported: "the header of the token has `b64`, which is not supported",
  alg_missing: "the header of the token has no `alg` that is a string",
  kid_not_a_string: "the `kid` of the token is not a string",
  typ_not_a_string: "the `typ` of the token is not a string",
} as const;

/** The faults of the payload of a token whose signature is good, each with its message. */
export const messageByPayloadFault = {
  payload_not_utf8: "the payload of the token is not valid UTF-8",
  payload_not_json: "the payload of the token is not valid JSON",
  payload_not_an_object: "the payload of the token is not a JSON object",
  payload_duplicate_key: "the payload of the token has a key twice in one object",
  payload_too_deep: "the payload of the token is nested too deep",
  payload_lone_surrogate: "the payload of the token has a lone surrogate",
} as const;

/** The check of its form that a token fails. */
export type JwsFault = keyof typeof messageByJwsFault;
/** The check of its form that the payload of a token fails. */
export type PayloadFault = keyof typeof messageByPayloadFault;
