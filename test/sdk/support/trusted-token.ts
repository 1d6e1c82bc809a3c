import { randomUUID } from "node:crypto";
import { type JWTPayload, SignJWT } from "jose";
import { audience, issuer, issuerKeys } from "./declared-state.ts";

/** A trusted token of the declared profiles, of Ada of Acme unless the claims say otherwise; issued now unless given. */
export function trustedToken(claims: JWTPayload = {}, issuedAt = new Date()): Promise<string> {
  return sign({ email: "ada@example.com", sub: "u1", org: "acme-1", ...claims }, issuedAt);
}

/** The same with exactly these claims about its subject. */
export function sign(claims: JWTPayload, issuedAt = new Date()): Promise<string> {
  return new SignJWT({ jti: randomUUID(), iss: issuer, aud: audience, ...claims })
    .setProtectedHeader({ alg: "RS256" })
    .setIssuedAt(issuedAt)
    .setExpirationTime(new Date(issuedAt.getTime() + 5 * 60_000))
    .sign(issuerKeys.privateKey);
}
