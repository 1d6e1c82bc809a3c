import { createCipheriv, createDecipheriv } from "node:crypto";
import { decodeBase64url } from "../jws/base64url.ts";
import type { RandomBytes } from "../random.ts";
import type { MasterKeys } from "./master-keys.ts";

/** Bytes encrypted at rest with AES-256-GCM (NIST SP 800-38D). Nonce and ciphertext are base64url; the ciphertext ends with the tag. */
export type Sealed = {
  readonly masterKeyId: string;
  readonly nonce: string;
  readonly ciphertext: string;
};

/** The owner and the purpose of sealed bytes. They open for the same only: a ciphertext moved elsewhere does not. */
export interface SealContext {
  /** The id of the project, or of whatever else they belong to. */
  readonly owner: string;
  /** What they are, one text for each kind: a signing key, the key that secrets are hashed under. */
  readonly purpose: string;
  /** Which of its owner's of that kind, such as a `kid`; empty where there is only one. */
  readonly id: string;
}

/** The reason why sealed bytes do not open. */
export interface UnsealError {
  readonly code: "master_key_unknown" | "sealed_value_damaged";
  /** One sentence, lower-case start, no final period; nothing of the bytes in it. */
  readonly message: string;
}

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts under the first master key, with a nonce from the source of randomness, which must never give the same one twice. */
export function seal(
  plaintext: Uint8Array,
  {
    masterKeys,
    context,
    random,
  }: { readonly masterKeys: MasterKeys; readonly context: SealContext; readonly random: RandomBytes },
): Sealed {
  const { id, key } = masterKeys.first;
  const nonce = random(nonceBytes);
  const encryption = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  encryption.setAAD(associatedData(context));
  const ciphertext = Buffer.concat([encryption.update(plaintext), encryption.final(), encryption.getAuthTag()]);
  return {
    masterKeyId: id,
    nonce: Buffer.from(nonce).toString("base64url"),
    ciphertext: ciphertext.toString("base64url"),
  };
}

/** Decrypts what was sealed for the same context, under whichever of the master keys it names. */
export function unseal(
  sealed: Sealed,
  { masterKeys, context }: { readonly masterKeys: MasterKeys; readonly context: SealContext },
): { readonly ok: true; readonly plaintext: Uint8Array } | { readonly ok: false; readonly error: UnsealError } {
  const masterKey = masterKeys.find(sealed.masterKeyId);
  if (masterKey === undefined) {
    const message = "it is encrypted under a master key that is not among those given";
    return { ok: false, error: { code: "master_key_unknown", message } };
  }
  const nonce = decodeBase64url(sealed.nonce);
  const ciphertext = decodeBase64url(sealed.ciphertext);
  if (nonce?.length !== nonceBytes || ciphertext === undefined || ciphertext.length < tagBytes) return damaged;
  const decryption = createDecipheriv(cipher, masterKey.key, nonce, { authTagLength: tagBytes });
  decryption.setAAD(associatedData(context));
  decryption.setAuthTag(ciphertext.subarray(-tagBytes));
  try {
    const plaintext = Buffer.concat([decryption.update(ciphertext.subarray(0, -tagBytes)), decryption.final()]);
    return { ok: true, plaintext };
  } catch {
    return damaged;
  }
}

/**
 * Encrypts anew, under the first master key, what was sealed under another one, for the same context. What is under the
 * first one already comes back as it is, once it has been found to open.
 */
export function reseal(
  sealed: Sealed,
  options: { readonly masterKeys: MasterKeys; readonly context: SealContext; readonly random: RandomBytes },
): Resealing {
  const opened = unseal(sealed, options);
  if (!opened.ok) return opened;
  const isCurrent = sealed.masterKeyId === options.masterKeys.first.id;
  return { ok: true, sealed: isCurrent ? sealed : seal(opened.plaintext, options) };
}

/** The bytes sealed under the first master key; or why it does not open. */
export type Resealing =
  | { readonly ok: true; readonly sealed: Sealed }
  | { readonly ok: false; readonly error: UnsealError };

const damaged = {
  ok: false,
  error: { code: "sealed_value_damaged", message: "it was changed, or encrypted for something else" },
} as const;

/** A list in JSON: no two contexts have the same one. */
function associatedData({ owner, purpose, id }: SealContext): Buffer {
  return Buffer.from(JSON.stringify(["claimsmith/sealed/1", owner, purpose, id]));
}
