/*
 * Every limit of tokens and their keys, each with its unit in the name. A value equal to a limit passes; one more does not.
 */

/** Characters of a trusted token, looked at before anything is decoded, where a profile does not say. */
export const defaultMaxTokenCharacters = 16_384;

/** The most characters that a profile can allow its tokens. */
export const maxTrustedTokenCharacters = 65_536;

/** Characters of a session JWT that is presented: as many as a request can have. */
export const maxSessionTokenCharacters = 262_144;

/** Nesting of objects and lists in a token's header and in its payload; `{}` is one deep. */
export const maxTokenDepth = 32;

/** The latest time that a token may name, in seconds: the last one that RFC 3339 can write. Its negative is the earliest. */
export const maxNumericDate = 253_402_300_799;

/** The greatest difference of the clocks of an issuer and of this service, where a profile does not say. */
export const defaultLeewaySeconds = 60;

/** The greatest lifetime of a trusted token, where a profile does not say. */
export const defaultMaxLifetimeSeconds = 86_400;

/** Public keys of one trusted token profile. */
export const maxPublicKeys = 5;

/** Characters of one PEM text. */
export const maxPemCharacters = 16_384;

/** Bits of an RSA key's modulus; fewer are refused (RFC 7518 §3.3). */
export const minRsaBits = 2048;

/** The least public exponent of an RSA key (NIST SP 800-56B). */
export const minRsaExponent = 65_537n;

/** Bits of an RSA key's modulus, more of which OpenSSL does not verify with. */
export const maxRsaBits = 16_384;

/** The greatest public exponent of an RSA key: OpenSSL verifies with no more than 64 bits where the modulus is long. */
export const maxRsaExponent = 2n ** 64n - 1n;

/** Characters of a token's id: 20 factors keep theirs, and each stands in the session JWT. */
export const maxTokenIdCharacters = 256;

/** Lifetime of a session JWT; the session's own end may shorten it. */
export const sessionTokenLifetimeSeconds = 300;

/** The time before its `iat` from which a session JWT is valid: verifiers allow for no difference of clocks. */
export const notBeforeSeconds = 5;

/** The time for which a key is published before it signs, and after its last token has expired: verifiers keep a key set for 10 minutes. */
export const keyPublicationSeconds = 900;

/** Revoked keys that a ring remembers: those that were revoked last. */
export const maxRevokedKeys = 100;

/** Characters of the URL of a key set. */
export const maxKeySetUrlCharacters = 2048;

/** Bytes of a key set. */
export const maxKeySetBytes = 65_536;

/** Keys of a key set, usable or not. */
export const maxKeysInSet = 100;

/** The greatest duration of a fetch of a key set, from the look-up of the host's name to the last byte. */
export const keySetTimeoutMilliseconds = 5000;

/** The time for which a key set is used before it is fetched again. */
export const keySetFreshMilliseconds = 600_000;

/** The time after a fetch before the next one may begin, because the keys were not to be had or had not the one that was asked for. */
export const keySetRetryMilliseconds = 30_000;

/** The time for which the last key set that could be had serves while no other can. */
export const keySetServesMilliseconds = 86_400_000;

/** Key sets that a server keeps at once: those that were used last. */
export const maxKeySets = 1000;

/** Key sets of profiles that are tried and not saved, which a server keeps at once. */
export const maxTriedKeySets = 20;

/** Fetches of such key sets at once; another one fails. */
export const maxTriedKeySetFetches = 4;

/** Look-ups of their hosts at once. */
export const maxTriedKeySetLookups = 1;

/** Look-ups of key set hosts at once: each may hold one of the four threads that the store and the signatures need, too. */
export const maxKeySetLookups = 2;
