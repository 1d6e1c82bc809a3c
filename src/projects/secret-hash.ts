import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { type MasterKeys, openSecretHashKey } from "../tokens/index.ts";
import { MasterKeyMismatchError } from "./master-key-mismatch-error.ts";
import type { Project } from "./project.ts";

/** HMAC-SHA-256 of a secret under the project's key, base64url. */
export function hashSecret(project: Project, secret: string, masterKeys: MasterKeys): string {
  return hmac(openHashKey(project, masterKeys), secret).toString("base64url");
}

/**
 * Whether a text is a secret of the project. Every secret of the project is compared, each in constant time; where there
 * is no project the same is done with a key of zeros.
 */
export function isSecretOf(project: Project | undefined, secret: string, masterKeys: MasterKeys): boolean {
  const key = project === undefined ? openNoKey(masterKeys) : openHashKey(project, masterKeys);
  const hash = hmac(key, secret);
  const secrets = project?.secrets ?? [];
  return secrets.filter((other) => timingSafeEqual(Buffer.from(other.hash, "base64url"), hash)).length > 0;
}

function openHashKey({ id, secretKey }: Project, masterKeys: MasterKeys): KeyObject {
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
