import type { KeyObject } from "node:crypto";
import { isUsableKey } from "../jws/signature-algorithm.ts";
import { maxRsaBits, maxRsaExponent, minRsaBits, minRsaExponent } from "../limits.ts";

/** The reason why a public key is not accepted. */
export type PublicKeyFault =
  | "unsupported_key_type"
  | "rsa_key_too_short"
  | "rsa_exponent_too_small"
  | "rsa_key_unusable"
  | "weak_curve_point";

/**
 * The points of Ed25519 whose order is 1, 2, 4 or 8, in every spelling, without the sign bit: under such a key one
 * signature fits many messages, and verification need not refuse it (RFC 8032 §5.1.7): Node.js 20 and 22 do not.
 */
const smallOrderPoints: ReadonlySet<string> = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]);

/**
 * The fault of a key that tokens are to be verified with, wherever it comes from: its kind, its strength, or that
 * no signature is ever verified with it, however good.
 */
export function publicKeyFault(key: KeyObject): PublicKeyFault | undefined {
  if (!isUsableKey(key)) return "unsupported_key_type";
  const { modulusLength = minRsaBits, publicExponent = minRsaExponent } = { ...key.asymmetricKeyDetails };
  if (modulusLength < minRsaBits) return "rsa_key_too_short";
  if (publicExponent < minRsaExponent) return "rsa_exponent_too_small";
  if (modulusLength > maxRsaBits || publicExponent > maxRsaExponent || publicExponent % 2n === 0n) {
    return "rsa_key_unusable";
  }
  return key.asymmetricKeyType === "ed25519" && hasSmallOrder(key) ? "weak_curve_point" : undefined;
}

function hasSmallOrder(key: KeyObject): boolean {
  const point = key.export({ format: "der", type: "spki" }).subarray(-32);
  point.writeUInt8(point.readUInt8(31) & 0x7f, 31);
  return smallOrderPoints.has(point.toString("hex"));
}
