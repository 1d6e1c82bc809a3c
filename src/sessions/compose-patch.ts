import { composeWithin, noPatch, parseSessionPatch, type SessionPatch } from "../claims/index.ts";
import { invariant } from "../language/invariant.ts";
import type { JsonObject } from "../language/json.ts";
import { ApiError } from "../projects/index.ts";
import type { Session } from "./session.ts";

/** The patch of a session that is sent these custom claims too; a session that does not exist yet has none. */
export function composePatch(session: Session | undefined, claims: JsonObject | undefined): SessionPatch {
  const patch = session === undefined ? noPatch : storedPatch(session);
  if (claims === undefined) return patch;
  const composition = composeWithin(patch, claims);
  if (!composition.ok) throw new ApiError(composition.error.code, composition.error.message);
  return composition.patch;
}

/** The patch that a session keeps. */
export function storedPatch(session: Session): SessionPatch {
  const reading = parseSessionPatch(JSON.parse(session.patch));
  invariant(reading.ok, "a stored session has a patch that can be read");
  return reading.patch;
}
