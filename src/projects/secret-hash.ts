import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { type MasterKeys, openSecretHashKey, type Sealed } from "../tokens/index.ts";
import { BoundedMap } from "./bounded-map.ts";
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
 * there is no owner the same is done with a key of zeros. It takes one hash, once the owner's key has been decrypted.
 */
export function isSecretOf(owner: SecretOwner | undefined, secret: string, masterKeys: MasterKeys): boolean {
  const key = owner === undefined ? noKey : openHashKey(owner, masterKeys);
  const hash = hmac(key, secret);
  const secrets = owner?.secrets ?? [];
  return secrets.filter((other) => timingSafeEqual(Buffer.from(other.hash, "base64url"), hash)).length > 0;
}

/** Of as many owners as there are configurations made ready. */
const maxOpenedKeys = 1000;

/** Keys that were decrypted, by all that they were decrypted from. */
const openedKeys = new WeakMap<MasterKeys, BoundedMap<string, KeyObject>>();

/** Stands for the key of an owner that there is not, so that an unknown project is answered no sooner than a wrong secret. */
const noKey = createSecretKey(Buffer.alloc(32));

function openHashKey({ id, secretKey }: Pick<SecretOwner, "id" | "secretKey">, masterKeys: MasterKeys): KeyObject {
  const opened = openedKeys.get(masterKeys) ?? new BoundedMap<string, KeyObject>(maxOpenedKeys);
  openedKeys.set(masterKeys, opened);
  const { masterKeyId, nonce, ciphertext } = secretKey;
  const source = JSON.stringify([id, masterKeyId, nonce, ciphertext]);
  const known = opened.get(source);
  if (known !== undefined) return known;
  const opening = openSecretHashKey(secretKey, { owner: id, masterKeys });
  if (!opening.ok)
    throw new MasterKeyMismatchError(`the secret key of \`${id}\` does not open: ${opening.error.message}`);
  opened.set(source, opening.key);
  return opening.key;
}

function hmac(key: KeyObject, secret: string): Buffer {
  return createHmac("sha256", key).update(secret).digest();
}
