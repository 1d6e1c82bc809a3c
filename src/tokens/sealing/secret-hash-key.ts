import { createSecretKey, type KeyObject } from "node:crypto";
import type { RandomBytes } from "../random.ts";
import type { MasterKeys } from "./master-keys.ts";
import { type Resealing, reseal, type SealContext, type Sealed, seal, type UnsealError, unseal } from "./sealed.ts";

/** As long as the digest (RFC 2104 §3). */
const keyBytes = 32;

/**
 * Makes the random key under which the secrets of a project, or of another owner, are hashed with HMAC-SHA-256, and
 * encrypts it: that is how it is stored. Whoever has the store without a master key can test no guess at a secret.
 */
export function createSecretHashKey({
  owner,
  masterKeys,
  random,
}: {
  readonly owner: string;
  readonly masterKeys: MasterKeys;
  readonly random: RandomBytes;
}): Sealed {
  return seal(random(keyBytes), { masterKeys, context: contextOf(owner), random });
}

/** Decrypts the key that secrets of the owner are hashed under, ready for `createHmac`. Printing it shows no key. */
export function openSecretHashKey(
  sealed: Sealed,
  { owner, masterKeys }: { readonly owner: string; readonly masterKeys: MasterKeys },
): { readonly ok: true; readonly key: KeyObject } | { readonly ok: false; readonly error: UnsealError } {
  const opened = unseal(sealed, { masterKeys, context: contextOf(owner) });
  return opened.ok ? { ok: true, key: createSecretKey(opened.plaintext) } : opened;
}

/** Encrypts the key that secrets of the owner are hashed under anew, as `reseal` does. */
export function resealSecretHashKey(
  sealed: Sealed,
  {
    owner,
    masterKeys,
    random,
  }: { readonly owner: string; readonly masterKeys: MasterKeys; readonly random: RandomBytes },
): Resealing {
  return reseal(sealed, { masterKeys, context: contextOf(owner), random });
}

function contextOf(owner: string): SealContext {
  return { owner, purpose: "secret hash key", id: "" };
}
