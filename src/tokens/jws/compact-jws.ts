import type { JsonObject } from "../../language/json.ts";
import { maxTokenDepth } from "../limits.ts";
import { decodeBase64url } from "./base64url.ts";
import type { JwsFault, PayloadFault } from "./jws-fault.ts";
import { readStrictObject } from "./strict-json.ts";

/** A compact JWS (RFC 7515 §7.1) that is well formed; its signature is not verified. */
export interface CompactJws {
  readonly token: string;
  /** The `alg` of the header, whatever it names. */
  readonly algorithm: string;
  readonly kid: string | undefined;
  readonly typ: string | undefined;
  readonly payload: Uint8Array;
}

/**
 * Takes a token apart. Nothing is decoded of one that is too large. The header is a strict JSON object; of what it says
 * about keys only `kid` is read, so that `jwk`, `jku`, `x5u` and `x5c` decide nothing. No extension is supported.
 */
export function readCompactJws(
  token: string,
  maxCharacters: number,
): { readonly jws: CompactJws } | { readonly fault: JwsFault } {
  if (token.length > maxCharacters) return { fault: "token_too_large" };
  const parts = token.split(".");
  if (parts.length !== 3) return { fault: "not_compact" };
  if (parts.includes("")) return { fault: "empty_part" };
  const [protectedHeader, payload, signature] = parts.map(decodeBase64url);
  if (protectedHeader === undefined || payload === undefined || signature === undefined) {
    return { fault: "not_base64url" };
  }
  const header = readStrictObject(protectedHeader, maxTokenDepth);
  if ("fault" in header) return { fault: `header_${header.fault}` };
  return readHeader(header.value, { token, payload });
}

function readHeader(
  header: JsonObject,
  rest: { readonly token: string; readonly payload: Uint8Array },
): { readonly jws: CompactJws } | { readonly fault: JwsFault } {
  if (Object.hasOwn(header, "crit")) return { fault: "crit_not_supported" };
  if (Object.hasOwn(header, "b64")) return { fault: "b64_not_supported" };
  const algorithm = Object.hasOwn(header, "alg") ? header.alg : undefined;
  const kid = Object.hasOwn(header, "kid") ? header.kid : undefined;
  const typ = Object.hasOwn(header, "typ") ? header.typ : undefined;
  if (typeof algorithm !== "string") return { fault: "alg_missing" };
  if (kid !== undefined && typeof kid !== "string") return { fault: "kid_not_a_string" };
  if (typ !== undefined && typeof typ !== "string") return { fault: "typ_not_a_string" };
  return { jws: { ...rest, algorithm, kid, typ } };
}

/** Reads the payload as claims: a strict JSON object (RFC 7519 §4). To be called once the signature is verified. */
export function readClaims(jws: CompactJws): { readonly claims: JsonObject } | { readonly fault: PayloadFault } {
  const payload = readStrictObject(jws.payload, maxTokenDepth);
  return "fault" in payload ? { fault: `payload_${payload.fault}` } : { claims: payload.value };
}
