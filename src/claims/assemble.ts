import type { JsonObject } from "../language/json.ts";
import { jsonBytes } from "../language/json-bytes.ts";
import { maxClaimsBytes } from "../language/vocabulary/limits.ts";
import { applyPatch } from "./apply-patch.ts";
import type { ClaimsError } from "./claims-error.ts";
import { reservedClaimsError } from "./reserved-claims-error.ts";
import type { SessionPatch } from "./session-patch.ts";

/** The custom claims of a token, or why it is not issued. */
export type Assembly =
  | {
      readonly ok: true;
      readonly claims: JsonObject;
      /** Minified UTF-8 JSON. */
      readonly bytes: number;
    }
  | { readonly ok: false; readonly error: ClaimsError };

/**
 * Makes the custom claims of a token from what the template gave and what the session was sent. No claim at the top
 * level is reserved, and all are at most 4096 bytes of minified UTF-8 JSON, as `JSON.stringify` writes it.
 */
export function assemble(templateOutput: JsonObject, patch: SessionPatch, namespace?: string): Assembly {
  const claims = applyPatch(templateOutput, patch);
  const reserved = reservedClaimsError(Object.keys(claims), namespace);
  if (reserved !== undefined) return { ok: false, error: reserved };
  const bytes = jsonBytes(claims);
  if (bytes <= maxClaimsBytes) return { ok: true, claims, bytes };
  const message = `the claims take ${bytes} bytes of JSON, and at most ${maxClaimsBytes} are allowed`;
  return { ok: false, error: { code: "custom_claims_too_large", message } };
}
