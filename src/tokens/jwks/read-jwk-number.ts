import type { Json } from "../../language/json.ts";
import { decodeBase64url } from "../jws/base64url.ts";

/** Either alphabet of RFC 4648 (§4 and §5), and padding at the end. */
const eitherBase64 = /^(?:[A-Za-z0-9_-]+|[A-Za-z0-9+/]+)(={0,2})$/;

/**
 * The number of a JWK (RFC 7518 §6) in canonical base64url, or nothing unless it is one. Issuers publish it in three ways
 * that the standard does not have, and that say the same: with padding, in the other alphabet, and with one octet of zero
 * before it. Where it has a fixed number of octets, it has all of them.
 */
export function readJwkNumber(value: Json | undefined, octets?: number): string | undefined {
  if (typeof value !== "string") return undefined;
  const padding = eitherBase64.exec(value)?.[1];
  if (padding === undefined || (padding !== "" && value.length % 4 !== 0)) return undefined;
  const text = value
    .slice(0, value.length - padding.length)
    .replaceAll("+", "-")
    .replaceAll("/", "_");
  const bytes = decodeBase64url(text);
  if (bytes === undefined) return undefined;
  const hasZeroBefore = bytes[0] === 0 && (octets === undefined || bytes.length === octets + 1);
  const number = hasZeroBefore ? bytes.subarray(1) : bytes;
  const isWhole = octets === undefined ? number.length > 0 && number[0] !== 0 : number.length === octets;
  return isWhole ? Buffer.from(number).toString("base64url") : undefined;
}
