import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { type MasterKeys, openSecretHashKey, type Sealed } from "../tokens/index.ts";
import { MasterKeyMismatchError } from "./master-key-mismatch-error.ts";

/** Whoever has secrets, as it is stored: a project, or the workspace. */
export interface SecretOwner {
  readonly id: string;
  /** The key under which the secrets are hashed: 32 random bytes, encrypted. */
  readonly secretKey: Sealed;
  /** HMAC-SHA-256 under that key, base64url. */
  readonly secrets: readonly { readonly hash: string }[];
}

/** HMAC-SHA-256 of a secret under its owner's key, base64url. */
export function hashSecret(
  owner: Pick<SecretOwner, "id" | "secretKey">,
  secret: string,
  masterKeys: MasterKeys,
): string {
  return hmac(openHashKey(owner, masterKeys), secret).toString("base64url");
}

/**
 * Tells whether a text is a secret of its owner. Every secret of the owner is compared, each in constant time; where
 * there is no owner the same is done with a key of zeros.
 */
export function isSecretOf(owner: SecretOwner | undefined, secret: string, masterKeys: MasterKeys): boolean {
  const key = owner === undefined ? openNoKey(masterKeys) : openHashKey(owner, masterKeys);
  const hash = hmac(key, secret);
  const secrets = owner?.secrets ?? [];
  return secrets.filter((other) => timingSafeEqual(Buffer.from(other.hash, "base64url"), hash)).length > 0;
}

function openHashKey({ id, secretKey }: Pick<SecretOwner, "id" | "secretKey">, masterKeys: MasterKeys): KeyObject {
  const opened = openSecretHashKey(secretKey, { owner: id, masterKeys });
  if (opened.ok) return opened.key;
  throw new MasterKeyMismatchError(`the secret key of \`${id}\` does not open: ${opened.error.message}`);
}

const noNonce = Buffer.alloc(12).toString("base64url");
const noCiphertext = Buffer.alloc(48).toString("base64url");
const noKey = createSecretKey(Buffer.alloc(32));

/** Takes as long as opening a key, so that an unknown project is answered no sooner than a wrong secret. */
function openNoKey(masterKeys: MasterKeys): KeyObject {
  const nothing = { masterKeyId: masterKeys.first.id, nonce: noNonce, ciphertext: noCiphertext };
  openSecretHashKey(nothing, { owner: "", masterKeys });
  return noKey;
}

function hmac(key: KeyObject, secret: string): Buffer {
  return createHmac("sha256", key).update(secret).digest();
}
