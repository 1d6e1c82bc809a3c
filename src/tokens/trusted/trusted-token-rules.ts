import type { KeyObject } from "node:crypto";
import type { SignatureAlgorithm } from "../jws/signature-algorithm.ts";

/** A public key that tokens of a profile may be signed with. */
export interface TrustedKey {
  readonly publicKey: KeyObject;
  /** The id that a JWK gives; a PEM has none. */
  readonly kid?: string;
  /** The only algorithm that a JWK allows for itself. */
  readonly algorithm?: SignatureAlgorithm;
}

/** What the profile of a trusted token demands of it. */
export interface TrustedTokenRules {
  /** What `iss` must be, exactly; not empty. */
  readonly issuer: string;
  /** What `aud` must be or contain, exactly; not empty. */
  readonly audience: string;
  /** Strong keys only: from `registerPublicKeys`, or checked with `publicKeyFault`. */
  readonly keys: readonly TrustedKey[];
  /** All signature algorithms unless said otherwise. */
  readonly algorithms?: readonly SignatureAlgorithm[];
  /** How far the clocks may differ, 0 or more; 60 unless said otherwise. */
  readonly leewaySeconds?: number;
  /** From `iat` to `exp`, or from now where there is no `iat`; above 0, or null for any; a day unless said otherwise. */
  readonly maxLifetimeSeconds?: number | null;
}
