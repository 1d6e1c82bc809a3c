import { ownClaim } from "../jws/registered-claims.ts";
import { readStrictObject } from "../jws/strict-json.ts";
import { maxKeySetBytes, maxKeysInSet, maxTokenDepth } from "../limits.ts";
import type { KeySetReading } from "./key-set-reading.ts";
import { readJwk } from "./read-jwk.ts";

/**
 * Reads a JWK set (RFC 7517 §5): at most 64 KiB of strict JSON with at most 100 keys. Those that tokens cannot be
 * verified with are told apart, so that none may remain: a set without keys is how an issuer takes its keys back.
 */
export function readKeySet(bytes: Uint8Array): KeySetReading {
  if (bytes.length > maxKeySetBytes) return { ok: false, fault: "key_set_too_large" };
  const reading = readStrictObject(bytes, maxTokenDepth);
  if (!reading.ok) return { ok: false, fault: `key_set_${reading.fault}` };
  const keys = ownClaim(reading.value, "keys");
  if (!Array.isArray(keys)) return { ok: false, fault: "key_set_without_keys" };
  if (keys.length > maxKeysInSet) return { ok: false, fault: "key_set_too_many_keys" };
  const readings = keys.map(readJwk);
  return {
    ok: true,
    keys: readings.flatMap((jwk) => (jwk.ok ? [jwk.key] : [])),
    unusable: readings.flatMap((jwk) => (jwk.ok ? [] : [jwk.unusable])),
  };
}
