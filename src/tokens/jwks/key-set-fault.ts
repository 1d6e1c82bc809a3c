/** The reasons why the keys of a JWKS URL cannot be had, each with its message. */
export const messageByKeySetFault = {
  key_set_url_not_allowed: "the URL of the profile's key set is not one that this server may ask",
  key_set_address_not_allowed: "the host of the profile's key set has no address that this server may ask",
  key_set_host_not_found: "the host of the profile's key set has no address",
  key_set_unreachable: "the host of the profile's key set cannot be reached",
  key_set_not_secure: "the host of the profile's key set has no TLS certificate that is trusted for its name",
  key_set_timed_out: "the key set of the profile did not arrive in time",
  key_set_broken_off: "the answer with the profile's key set is not HTTP, or breaks off",
  key_set_redirected: "the URL of the profile's key set leads elsewhere, and redirects are not followed",
  key_set_status_not_ok: "the URL of the profile's key set does not answer with the status 200",
  key_set_encoded: "the key set of the profile is compressed, which was not asked for",
  key_set_wrong_content_type: "the key set of the profile is not sent as JSON",
  key_set_too_large: "the key set of the profile is too large",
  key_set_not_utf8: "the key set of the profile is not valid UTF-8",
  key_set_not_json: "the key set of the profile is not valid JSON",
  key_set_not_an_object: "the key set of the profile is not a JSON object",
  key_set_duplicate_key: "the key set of the profile has a key twice in one object",
  key_set_too_deep: "the key set of the profile is nested too deep",
  key_set_lone_surrogate: "the key set of the profile has a lone surrogate",
  key_set_without_keys: "the key set of the profile has no list `keys`",
  key_set_too_many_keys: "the key set of the profile has too many keys",
  key_set_trials_busy: "as many key sets as may be at once are being fetched for profiles that are tried",
} as const;

/** The check that a key set, or the way to it, fails; never changes its meaning. */
export type KeySetFault = keyof typeof messageByKeySetFault;
