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

/** A token taken apart, or why it is no compact JWS that is supported. */
export type CompactJwsReading =
  | { readonly ok: true; readonly jws: CompactJws }
  | { readonly ok: false; readonly fault: JwsFault };

/** The claims of a payload, or why it has none. */
export type ClaimsReading =
  | { readonly ok: true; readonly claims: JsonObject }
  | { readonly ok: false; readonly fault: PayloadFault };

/**
 * Takes a token apart. Nothing is decoded of one that is too large. The header is a strict JSON object; of what it says
 * about keys only `kid` is read, so that `jwk`, `jku`, `x5u` and `x5c` decide nothing. No extension is supported.
 */
export function readCompactJws(token: string, maxCharacters: number): CompactJwsReading {
  if (token.length > maxCharacters) return { ok: false, fault: "token_too_large" };
  const parts = token.split(".");
  if (parts.length !== 3) return { ok: false, fault: "not_compact" };
  if (parts.includes("")) return { ok: false, fault: "empty_part" };
  const [protectedHeader, payload, signature] = parts.map(decodeBase64url);
  if (protectedHeader === undefined || payload === undefined || signature === undefined) {
    return { ok: false, fault: "not_base64url" };
  }
  const header = readStrictObject(protectedHeader, maxTokenDepth);
  if (!header.ok) return { ok: false, fault: `header_${header.fault}` };
  return readHeader(header.value, { token, payload });
}

function readHeader(
  header: JsonObject,
  rest: { readonly token: string; readonly payload: Uint8Array },
): CompactJwsReading {
  if (Object.hasOwn(header, "crit")) return { ok: false, fault: "crit_not_supported" };
  if (Object.hasOwn(header, "b64")) return { ok: false, fault: "b64_not_supported" };
  const algorithm = Object.hasOwn(header, "alg") ? header.alg : undefined;
  const kid = Object.hasOwn(header, "kid") ? header.kid : undefined;
  const typ = Object.hasOwn(header, "typ") ? header.typ : undefined;
  if (typeof algorithm !== "string") return { ok: false, fault: "alg_missing" };
  if (kid !== undefined && typeof kid !== "string") return { ok: false, fault: "kid_not_a_string" };
  if (typ !== undefined && typeof typ !== "string") return { ok: false, fault: "typ_not_a_string" };
  return { ok: true, jws: { ...rest, algorithm, kid, typ } };
}

/** Reads the payload as claims: a strict JSON object (RFC 7519 §4). To be called once the signature is verified. */
export function readClaims(jws: CompactJws): ClaimsReading {
  const payload = readStrictObject(jws.payload, maxTokenDepth);
  return payload.ok ? { ok: true, claims: payload.value } : { ok: false, fault: `payload_${payload.fault}` };
}
