import type { KeyObject } from "node:crypto";
import { maxPublicKeys } from "../limits.ts";
import { type PublicKeyFault, publicKeyFault } from "./public-key-fault.ts";
import { messageByPemFault, type PemFault, readPem } from "./read-pem.ts";
import type { TrustedKey } from "./trusted-key.ts";

/** A public key with the PEM text that it was given as, byte for byte. */
export interface RegisteredKey extends TrustedKey {
  readonly pem: string;
}

/** The reason why public keys are not registered: what is wrong with one of them, or with their number. */
export interface PublicKeyProblem {
  /** The error type of the API. */
  readonly type:
    | "invalid_public_key"
    | "too_many_pem_files_for_trusted_token_profile"
    | "must_have_pem_files_for_trusted_token_profile_with_type_pem";
  readonly reason: PublicKeyReason;
  /** Which of the PEMs, from 0; absent if it is about all of them. */
  readonly index?: number;
  /** One sentence, lower-case start, no final period; nothing of a key in it. */
  readonly message: string;
}

/** All of the keys, or everything that is wrong with one of them or with their number. */
export type PublicKeyRegistration =
  | { readonly ok: true; readonly keys: readonly RegisteredKey[] }
  | { readonly ok: false; readonly problems: readonly PublicKeyProblem[] };

type PublicKeyReason = PublicKeyFault | PemFault | "too_many_keys" | "no_keys";

const messageByFault: Readonly<Record<PublicKeyFault | PemFault, string>> = {
  ...messageByPemFault,
  unsupported_key_type: "the key must be RSA, an elliptic curve key on P-256, P-384 or P-521, or Ed25519",
  rsa_key_too_short: "the RSA key has fewer than 2048 bits",
  rsa_exponent_too_small: "the exponent of the RSA key is below 65537",
  rsa_key_unusable: "the RSA key has more than 16384 bits, or an exponent that is even or has more than 64 bits",
  weak_curve_point: "the Ed25519 key is a point of small order",
};

/**
 * Reads one to five PEM texts, as `readPem` does: of a certificate neither the dates nor the issuer count. Texts are kept
 * byte for byte. A key that `publicKeyFault` finds fault with is refused. All problems are reported.
 */
export function registerPublicKeys(pems: readonly string[]): PublicKeyRegistration {
  if (pems.length === 0) {
    const type = "must_have_pem_files_for_trusted_token_profile_with_type_pem";
    return { ok: false, problems: [{ type, reason: "no_keys", message: "at least one public key is needed" }] };
  }
  if (pems.length > maxPublicKeys) {
    const type = "too_many_pem_files_for_trusted_token_profile";
    return {
      ok: false,
      problems: [{ type, reason: "too_many_keys", message: `at most ${maxPublicKeys} public keys are allowed` }],
    };
  }
  const keys: RegisteredKey[] = [];
  const problems: PublicKeyProblem[] = [];
  for (const [index, pem] of pems.entries()) {
    const reading = readKey(pem);
    if (reading.ok) keys.push({ pem, publicKey: reading.publicKey });
    else {
      const reason = reading.fault;
      const message = `the public key at index ${index} is not accepted: ${messageByFault[reason]}`;
      problems.push({ type: "invalid_public_key", reason, index, message });
    }
  }
  return problems.length === 0 ? { ok: true, keys } : { ok: false, problems };
}

type KeyReading =
  | { readonly ok: true; readonly publicKey: KeyObject }
  | { readonly ok: false; readonly fault: PublicKeyFault | PemFault };

function readKey(pem: string): KeyReading {
  const reading = readPem(pem);
  if (!reading.ok) return reading;
  const fault = publicKeyFault(reading.publicKey);
  return fault === undefined ? reading : { ok: false, fault };
}
