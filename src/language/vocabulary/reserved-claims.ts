/** The claims that the service itself writes at the top level of a token; no template and no request may set them. */
export const reservedClaims: readonly string[] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/** The namespace of the service's own claims. It stays reserved when another one is configured. */
export const stytchNamespace = "https://stytch.com/";

/** Claims that other standards give a meaning to (the IANA registry "JSON Web Token Claims"): allowed, but worth a warning. */
export const registeredClaims: readonly string[] = [
  "act",
  "may_act",
  "cnf",
  "client_id",
  "azp",
  "scope",
  "sid",
  "auth_time",
  "nonce",
  "at_hash",
  "c_hash",
];

const reserved = new Set(reservedClaims);
const registered = new Set(registeredClaims);

/** Tells whether a top-level key, decoded, is one of `iss sub aud exp nbf iat jti`. Letter case counts. */
export function isReservedClaim(key: string): boolean {
  return reserved.has(key);
}

/** Tells whether a top-level key, decoded, is a claim that another standard defines. */
export function isRegisteredClaim(key: string): boolean {
  return registered.has(key);
}

/** Tells whether a top-level key, decoded, begins with `https://stytch.com/` or with the configured namespace; an empty one reserves nothing. */
export function isInReservedNamespace(key: string, namespace = ""): boolean {
  return key.startsWith(stytchNamespace) || (namespace !== "" && key.startsWith(namespace));
}
