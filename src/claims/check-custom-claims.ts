import { isJsonObject, type JsonObject } from "../language/json.ts";
import { maxClaimsBytes, maxClaimsDepth } from "../language/vocabulary/limits.ts";
import type { ClaimsError } from "./claims-error.ts";
import { composeAgainst } from "./compose.ts";
import { anyClaim, type Givable } from "./givable.ts";
import { patchBytes } from "./patch-bytes.ts";
import { type JsonFault, readJson } from "./read-json.ts";
import { reservedClaimsError } from "./reserved-claims-error.ts";
import type { SessionPatch } from "./session-patch.ts";

const errorByFault: Readonly<Record<JsonFault, ClaimsError>> = {
  "not-json": { code: "invalid_custom_claims", message: "the custom claims must be a JSON object" },
  "too-many-bytes": {
    code: "custom_claims_too_large",
    message: `the custom claims take more than ${maxClaimsBytes} bytes of JSON`,
  },
  "too-deep": {
    code: "custom_claims_too_large",
    message: `the custom claims are nested more than ${maxClaimsDepth} deep`,
  },
};

/** The merge patch that a request's claims are, or why they are refused. */
export type CustomClaimsCheck =
  | { readonly ok: true; readonly patch: JsonObject }
  | { readonly ok: false; readonly error: ClaimsError };

/** A session's patch with one more request in it, or why that is refused. */
export type Composition =
  | { readonly ok: true; readonly patch: SessionPatch }
  | { readonly ok: false; readonly error: ClaimsError };

/**
 * Takes the `session_custom_claims` of one request, whatever value they are: an object of at most 4096 bytes of
 * minified UTF-8 JSON, 32 deep, none of whose top-level keys is reserved, not even to delete it. The patch is a copy.
 */
export function checkCustomClaims(value: unknown, namespace?: string): CustomClaimsCheck {
  const reading = readJson(value, { maxBytes: maxClaimsBytes, maxDepth: maxClaimsDepth });
  if (!reading.ok) return { ok: false, error: errorByFault[reading.fault] };
  if (!isJsonObject(reading.value)) return { ok: false, error: errorByFault["not-json"] };
  const error = reservedClaimsError(Object.keys(reading.value), namespace);
  return error === undefined ? { ok: true, patch: reading.value } : { ok: false, error };
}

/**
 * Composes a session's patch with one more request that `checkCustomClaims` let pass, if the whole stays within 4096 bytes,
 * counted by {@link patchBytes}. Deletions of claims that are not givable are not kept, see {@link composeAgainst}.
 */
export function composeWithin(session: SessionPatch, request: JsonObject, givable: Givable = anyClaim): Composition {
  // No depth to check: a composition is as deep as the deeper of its parts.
  const patch = composeAgainst(givable, session, request);
  const bytes = patchBytes(patch);
  if (bytes <= maxClaimsBytes) return { ok: true, patch };
  const message = `all custom claims sent to the session take ${bytes} bytes of JSON together, and at most ${maxClaimsBytes} are allowed`;
  return { ok: false, error: { code: "custom_claims_too_large", message } };
}
