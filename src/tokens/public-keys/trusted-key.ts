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
