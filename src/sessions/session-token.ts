import { createHash } from "node:crypto";
import type { RandomBytes } from "../tokens/index.ts";

/** Characters of a session token that is presented; ours have 43. */
const maxTokenCharacters = 256;

/** A new session token: 256 random bits in base64url. */
export function newSessionToken(random: RandomBytes): string {
  return Buffer.from(random(32)).toString("base64url");
}

/** Tells whether a text may be a session token, going by its length. */
export function isTokenSized(token: string): boolean {
  return token.length <= maxTokenCharacters;
}

/** The hash that a session is found by: the SHA-256 of its token. */
export function hashSessionToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("base64url");
}
