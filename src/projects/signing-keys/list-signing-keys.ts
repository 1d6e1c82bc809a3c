import type { EpochMilliseconds } from "../../store/index.ts";
import { hasStopped, type KeyRing, publishedUntil, type SigningAlgorithm, signingKey } from "../../tokens/index.ts";
import type { Backend } from "../backend.ts";
import { readKeyRing } from "../key-ring-document.ts";

/**
 * The state of a signing key: it is published and will sign (`next`), it signs, it only verifies what it has signed, or
 * it does nothing any more (`revoked`).
 */
export type SigningKeyState = "next" | "signing" | "verifying" | "revoked";

/** A signing key as it is told: nothing of the key itself. */
export type ListedSigningKey = KeyInUse | KeyOutOfUse;

interface Key {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly state: SigningKeyState;
  readonly createdAt: EpochMilliseconds;
}

interface KeyInUse extends Key {
  readonly state: "next" | "signing" | "verifying";
  readonly signsFrom: EpochMilliseconds;
  /** Null while no other key is to follow. */
  readonly signsUntil: EpochMilliseconds | null;
  /** Until when it is in the key set that is served; null while no other key is to follow. */
  readonly publishedUntil: EpochMilliseconds | null;
  readonly revokedAt: null;
  /** The master key that its private key is encrypted under; null where there is no private key any more. */
  readonly masterKeyId: string | null;
}

interface KeyOutOfUse extends Key {
  readonly state: "revoked";
  readonly signsFrom: null;
  readonly signsUntil: null;
  readonly publishedUntil: null;
  readonly revokedAt: EpochMilliseconds;
  readonly masterKeyId: null;
}

/**
 * The signing keys of a project, in the order in which they sign; then those that were revoked last. None where the project
 * has not needed one yet: nothing is made.
 */
export async function listSigningKeys(
  { store, clock }: Pick<Backend, "store" | "clock">,
  projectId: string,
): Promise<readonly ListedSigningKey[]> {
  const document = await readKeyRing(store.scope(projectId));
  return document === undefined ? [] : listedSigningKeys(document.ring, clock());
}

/** The keys of a ring as they are told. */
export function listedSigningKeys(ring: KeyRing, now: EpochMilliseconds): readonly ListedSigningKey[] {
  const { kid: present } = signingKey(ring, now);
  const keys = ring.keys.map((key): ListedSigningKey => {
    const { kid, algorithm, createdAt, signsFrom, signsUntil, privateKey } = key;
    const state = kid === present ? "signing" : hasStopped(key, now) ? "verifying" : "next";
    const masterKeyId = privateKey?.masterKeyId ?? null;
    const until = publishedUntil(key);
    return {
      kid,
      algorithm,
      state,
      createdAt,
      signsFrom,
      signsUntil,
      publishedUntil: until,
      revokedAt: null,
      masterKeyId,
    };
  });
  const revoked = (ring.revoked ?? []).map(
    (key): ListedSigningKey => ({
      ...key,
      state: "revoked",
      signsFrom: null,
      signsUntil: null,
      publishedUntil: null,
      masterKeyId: null,
    }),
  );
  return [...keys, ...revoked];
}
