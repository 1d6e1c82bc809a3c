import type { TrustedTokenReason } from "../../tokens/index.ts";

/** What to do about a refusal, for whoever tries a token with a profile; nothing where the message says it all. */
export function refusalHelp(reason: TrustedTokenReason, token: string): string | undefined {
  return helpByForm(token) ?? helpByReason[reason] ?? (reason.startsWith("key_set_") ? keySetHelp : undefined);
}

/** Help with what is often taken for a token, going by how it begins. */
function helpByForm(token: string): string | undefined {
  if (/^(?:authorization:\s*)?bearer\s/i.test(token))
    return "`Bearer` is no part of the token: give what comes after it";
  if (/^\s|\s$/.test(token)) return "give the token without white space around it";
  if (/\s/.test(token) && !/^["'{]/.test(token)) return "give one token, without white space inside";
  if (token.startsWith('"') || token.startsWith("'")) return "give the token without quotation marks";
  if (token.startsWith("{")) return "this is JSON: give the token alone, such as the text of its `id_token`";
  if (token.split(".").length === 5) return "five parts are an encrypted token (JWE): have the issuer sign it only";
  return undefined;
}

const helpByReason: { readonly [reason in TrustedTokenReason]?: string } = {
  token_too_large: "have the issuer leave claims out, or set `max_token_characters` of the profile",
  not_compact:
    "a JWT has three parts with dots between; what has none may be an opaque access token: take the ID token",
  not_base64url: "look for a part that was cut off, or for a line break inside",
  alg_not_allowed: "set `algorithms` of the profile to what the issuer signs with; `none` and HMAC are never accepted",
  empty_part: "a token without a signature is never accepted",
  typ_not_allowed: "an ID token or an access token is needed, not one for another purpose",
  unknown_kid: "see whether the keys are those of this issuer, and of the environment that the token is from",
  key_unusable: "tell the issuer, or take other keys",
  key_type_mismatch: "see whether the keys are those of this issuer: they are for other algorithms",
  signature_invalid: "see whether the keys are those of this issuer, and whether the token is whole",
  iss_not_accepted: "set `issuer` of the profile to the token's `iss`, to the letter, or add it to `accepted_issuers`",
  aud_invalid: "have the issuer write a string or a list of strings",
  aud_not_accepted:
    "set `audience` of the profile to what the issuer makes tokens for, or add it to `accepted_audiences`",
  aud_not_absent: "give the profile an `audience`",
  client_not_accepted: "add the token's `client_id`, `azp` or `appid` to `accepted_clients` of the profile",
  exp_missing: "have the issuer let its tokens expire",
  expired: "take a new token, or try it as of a time at which it was good",
  iat_in_future: "compare the clocks; `leeway_seconds` of the profile is how far they may differ",
  nbf_in_future: "compare the clocks, or try the token later; `leeway_seconds` is how far clocks may differ",
  lifetime_too_long: "have the issuer make shorter ones, or set `max_lifetime_seconds` of the profile",
  email_missing: "map `email` to a claim that the token has, or to an expression",
  email_invalid: "map `email` to a claim that is an address",
  token_id_missing: "map `token_id` to a claim that the token has, such as `jti`, or to an expression",
  token_id_invalid: "map `token_id` to a text that names the token, or make one: `<< token.sub >>:<< token.iat >>`",
  role_ids_invalid: 'make a list of it, such as `<< token.scope.split(" ") >>`',
  attribute_not_evaluated: "allow for a claim that is not there, or of another kind",
  mapping_broken: "`claimsmith profile check` tells what is wrong with it",
  key_set_address_not_allowed: "if the host is to be trusted, name it with `--jwks-allow-host`",
  key_set_url_not_allowed: "give the profile an https URL",
  key_set_trials_busy: "try it again in half a minute",
};

/** Of everything else that keeps the keys of a URL away. */
const keySetHelp = "see to it that the URL is reached from this machine, and that it answers with a JSON Web Key Set";
