import { createPublicKey, type KeyObject } from "node:crypto";
import { invariant } from "../../language/invariant.ts";
import { type EpochMilliseconds, rfc3339Seconds } from "../epoch.ts";
import { keyPublicationSeconds, maxRevokedKeys } from "../limits.ts";
import type { PublicJwk, RingKey, SigningAlgorithm } from "./ring-key.ts";

/**
 * The signing keys of one project: plain JSON, one document. In order of time; each signs from where the one before it
 * stops, and the last one has no end. A revoked key is no longer among them.
 */
export type KeyRing = {
  readonly version: 1;
  readonly projectId: string;
  readonly keys: readonly KeyInRing[];
  /** The keys that were revoked last, the latest at the end; absent while none was. */
  readonly revoked?: readonly RevokedKey[];
};

/** The memory of a key that was revoked: nothing that verifies or signs. */
export type RevokedKey = Pick<RingKey, "kid" | "algorithm" | "createdAt"> & { readonly revokedAt: EpochMilliseconds };

/** A key and its turn. Before it the key is `next`, after it `old`. */
export type KeyInRing = RingKey & {
  readonly signsFrom: EpochMilliseconds;
  /** Null while no other key is to follow. */
  readonly signsUntil: EpochMilliseconds | null;
};

/** The reason why a ring stays as it is. */
export interface KeyRingError {
  readonly code: "rotation_pending" | "unknown_key" | "already_revoked" | "replacement_required";
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
}

/** A ring to be stored in place of the one that was given, or why there is none. */
export type KeyRingChange =
  | { readonly ok: true; readonly ring: KeyRing }
  | { readonly ok: false; readonly error: KeyRingError };

/** A public key of ours that verifies, with the only algorithm it is for. */
export interface VerificationKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly publicKey: KeyObject;
}

/** A ring whose first key signs at once: nobody has a key set without it. */
export function startKeyRing(
  key: RingKey,
  { projectId, now }: { readonly projectId: string; readonly now: EpochMilliseconds },
): KeyRing {
  return { version: 1, projectId, keys: [{ ...key, signsFrom: now, signsUntil: null }] };
}

/**
 * Adds a key that is published from now on and signs in 15 minutes; then the present one stops. One at a time. Private
 * keys that have been out of use for as long are dropped from the ring.
 */
export function rotateKeyRing(ring: KeyRing, next: RingKey, now: EpochMilliseconds): KeyRingChange {
  const pending = ring.keys.find((key) => key.signsUntil === null && key.signsFrom > now);
  if (pending !== undefined) {
    const from = rfc3339Seconds(pending.signsFrom);
    return refuse(
      "rotation_pending",
      `the next key is published already, and signs only from ${from}: \`${pending.kid}\``,
    );
  }
  const signsFrom = now + keyPublicationSeconds * 1000;
  const keys = ring.keys.map((key): KeyInRing => {
    if (key.signsUntil === null) return { ...key, signsUntil: signsFrom };
    return key.signsUntil + keyPublicationSeconds * 1000 <= now ? { ...key, privateKey: null } : key;
  });
  return { ok: true, ring: { ...ring, keys: [...keys, { ...next, signsFrom, signsUntil: null }] } };
}

/**
 * Takes a key out of the ring: from now on it is neither published nor verifies. Where it signs now, the published next
 * key takes over at once, or without one the replacement, which is otherwise not used.
 */
export function revokeRingKey(
  ring: KeyRing,
  { kid, now, replacement }: { readonly kid: string; readonly now: EpochMilliseconds; readonly replacement?: RingKey },
): KeyRingChange {
  const key = ring.keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) {
    const earlier = ring.revoked?.find((candidate) => candidate.kid === kid);
    if (earlier === undefined) return refuse("unknown_key", `the ring has no key \`${kid}\``);
    return refuse("already_revoked", `the key \`${kid}\` was revoked at ${rfc3339Seconds(earlier.revokedAt)}`);
  }
  const { algorithm, createdAt } = key;
  const revoked = [...(ring.revoked ?? []), { kid, algorithm, createdAt, revokedAt: now }].slice(-maxRevokedKeys);
  const rest = ring.keys.filter((candidate) => candidate !== key);
  if (hasStopped(key, now)) return { ok: true, ring: { ...ring, keys: rest, revoked } };
  const present = rest.find((candidate) => !hasStopped(candidate, now));
  const heir = present ?? replacement;
  if (heir === undefined)
    return refuse("replacement_required", "the key signs, and no other is there to take its place");
  const signsFrom = present === undefined ? now : Math.min(present.signsFrom, now);
  const old = rest.filter((candidate) => candidate !== present);
  return { ok: true, ring: { ...ring, keys: [...old, { ...heir, signsFrom, signsUntil: null }], revoked } };
}

/** The key that signs now. A clock that runs behind the one that started the ring gets its first key. */
export function signingKey(ring: KeyRing, now: EpochMilliseconds): KeyInRing {
  const key = ring.keys.find((candidate) => !hasStopped(candidate, now));
  invariant(key !== undefined, "the last key of a ring signs without end");
  return key;
}

/** The key of that id, whatever its turn, as long as it is not revoked. */
export function verificationKey(ring: KeyRing, kid: string): VerificationKey | undefined {
  const key = ring.keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) return undefined;
  return { kid, algorithm: key.algorithm, publicKey: publicKeyOf(key.publicJwk) };
}

/** Reading a key takes longer than verifying with it, and a ring that was read once serves many requests. */
const publicKeyByJwk = new WeakMap<PublicJwk, KeyObject>();

function publicKeyOf(jwk: PublicJwk): KeyObject {
  const read = publicKeyByJwk.get(jwk);
  if (read !== undefined) return read;
  const publicKey = createPublicKey({ key: { ...jwk }, format: "jwk" });
  publicKeyByJwk.set(jwk, publicKey);
  return publicKey;
}

/** Tells whether a key's turn is over. */
export function hasStopped(key: KeyInRing, now: EpochMilliseconds): boolean {
  return key.signsUntil !== null && key.signsUntil <= now;
}

function refuse(code: KeyRingError["code"], message: string): KeyRingChange {
  return { ok: false, error: { code, message } };
}
