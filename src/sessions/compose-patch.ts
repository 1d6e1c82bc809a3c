import { composeWithin, givableClaims, noPatch, parseSessionPatch, type SessionPatch } from "../claims/index.ts";
import { invariant } from "../language/invariant.ts";
import type { JsonObject } from "../language/json.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import type { Session } from "./session.ts";

/**
 * The patch of a session that is sent these custom claims too, one after the other; a session that does not exist yet has
 * none. A deletion of a claim that the published template cannot give is not kept; `given` is what it gives now.
 */
export function composePatch(
  { active }: ProjectContext,
  {
    session,
    sent,
    given,
  }: {
    readonly session: Session | undefined;
    readonly sent: readonly (JsonObject | undefined)[];
    readonly given: JsonObject;
  },
): SessionPatch {
  const givable = givableClaims(active.template.type, given);
  let patch = session === undefined ? noPatch : storedPatch(session);
  for (const claims of sent) {
    if (claims === undefined) continue;
    const composition = composeWithin(patch, claims, givable);
    if (!composition.ok) throw new ApiError(composition.error.code, composition.error.message);
    patch = composition.patch;
  }
  return patch;
}

/** The patch that a session keeps. */
export function storedPatch(session: Session): SessionPatch {
  const reading = parseSessionPatch(JSON.parse(session.patch));
  invariant(reading.ok, "a stored session has a patch that can be read");
  return reading.patch;
}
