import type { JsonObject } from "../../language/json.ts";
import type { KeySetReading } from "../jwks/key-set-reading.ts";
import type { SignatureAlgorithm } from "../jws/signature-algorithm.ts";
import type { TrustedKey } from "../public-keys/trusted-key.ts";

/** Finds the keys that a token may be signed with, given the `kid` of its header if it has one. */
export type FindKeys = (kid: string | undefined) => Promise<KeySetReading>;

/** The demands of a profile on its trusted tokens. */
export interface TrustedTokenRules {
  /** One of them `iss` must be, exactly, unless `issuerOf` says another. */
  readonly issuers: readonly string[];
  /** What `iss` may be for a token with these claims; nothing where they do not tell. */
  readonly issuerOf?: (claims: JsonObject) => string | undefined;
  /** One of them `aud` must be or contain, exactly; where there is none, the token must have no `aud`. */
  readonly audiences: readonly string[];
  /** One of them the client must be that the token was issued to; any or none where there is none. */
  readonly clients?: readonly string[];
  /** Strong keys only, from `registerPublicKeys` or checked with `publicKeyFault`; or where to find them. */
  readonly keys: readonly TrustedKey[] | FindKeys;
  /** All signature algorithms unless said otherwise. */
  readonly algorithms?: readonly SignatureAlgorithm[];
  /** Of the whole token; 16 384 unless said otherwise. */
  readonly maxTokenCharacters?: number;
  /** How far the clocks may differ, 0 or more; 60 unless said otherwise. */
  readonly leewaySeconds?: number;
  /** From `iat` to `exp`, or from now where there is no `iat`; above 0, or null for any; a day unless said otherwise. */
  readonly maxLifetimeSeconds?: number | null;
}
