import type { EpochMilliseconds } from "../epoch.ts";
import { keyPublicationSeconds, sessionTokenLifetimeSeconds } from "../limits.ts";
import type { KeyInRing, KeyRing } from "./key-ring.ts";

/** A public signature key as a JWK (RFC 7517 §4), with the fields that the SDKs' type has. */
export type PublishedKey = {
  readonly kty: string;
  readonly use: "sig";
  readonly key_ops: readonly ["verify"];
  readonly alg: string;
  readonly kid: string;
  /** RSA only, and empty: there is no certificate. */
  readonly x5c?: readonly string[];
  readonly x5tS256?: string;
  readonly n?: string;
  readonly e?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
};

/**
 * The key set that is served (RFC 7517 §5): the key that signs, the next one, and old ones until 15 minutes after the
 * last token they may have signed has expired. `longestTokenSeconds` is that of all tokens signed by the ring.
 */
export function publishedKeys(
  ring: KeyRing,
  now: EpochMilliseconds,
  longestTokenSeconds: number = sessionTokenLifetimeSeconds,
): { readonly keys: readonly PublishedKey[] } {
  const isPublished = (key: KeyInRing) => now < (publishedUntil(key, longestTokenSeconds) ?? Number.POSITIVE_INFINITY);
  return { keys: ring.keys.filter(isPublished).map(jwkOf) };
}

/** Until when a key is in the key set that is served; null while no other key is to follow it. */
export function publishedUntil(
  { signsUntil }: KeyInRing,
  longestTokenSeconds: number = sessionTokenLifetimeSeconds,
): EpochMilliseconds | null {
  return signsUntil === null ? null : signsUntil + (longestTokenSeconds + keyPublicationSeconds) * 1000;
}

function jwkOf({ kid, algorithm, publicJwk }: KeyInRing): PublishedKey {
  const { kty = "", ...rest } = publicJwk;
  const certificate = kty === "RSA" ? { x5c: [], x5tS256: "" } : {};
  return { kty, use: "sig", key_ops: ["verify"], alg: algorithm, kid, ...certificate, ...rest };
}
