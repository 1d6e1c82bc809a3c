import {
  type ClaimsError,
  checkCustomClaims,
  composeWithin,
  type Givable,
  noPatch,
  type SessionPatch,
} from "../claims/index.ts";

/** The patch of a session that was sent these claims, or which of them is refused and why. */
export type SessionPatchReading =
  | { readonly ok: true; readonly patch: SessionPatch }
  | { readonly ok: false; readonly pointer: string; readonly error: ClaimsError };

/**
 * Composes a merge patch (RFC 7396), or a list of them in the order in which a session was sent them, as the API does while
 * the template is published that may give these claims.
 */
export function sessionPatchOf(value: unknown, namespace: string | undefined, givable: Givable): SessionPatchReading {
  const requests: readonly unknown[] = Array.isArray(value) ? value : [value];
  let patch = noPatch;
  for (const [index, request] of requests.entries()) {
    const pointer = Array.isArray(value) ? `/${index}` : "";
    const checked = checkCustomClaims(request, namespace);
    const composed = checked.ok ? composeWithin(patch, checked.patch, givable) : checked;
    if (!composed.ok) return { ok: false, pointer, error: composed.error };
    patch = composed.patch;
  }
  return { ok: true, patch };
}
