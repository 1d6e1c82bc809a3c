import { noPatch, type SessionPatch } from "../claims/index.ts";
import type { Pacing, StoreScope } from "../store/index.ts";
import { storedPatch } from "./compose-patch.ts";
import { sessionsPerPage } from "./limits.ts";
import { newestSessions } from "./subject-sessions.ts";

/** Whose sessions count: those of this epoch, for others were revoked with all of their time. */
export interface PatchOwner {
  readonly id: string;
  readonly sessionEpoch: number;
}

/**
 * What the newest session of a member or user was sent; of somebody who has none, nothing. What was revoked is older: no
 * more is read than clocks that differ can have put in its place.
 */
export async function newestPatch(
  scope: StoreScope,
  pacing: Pick<Pacing, "turns">,
  { id, sessionEpoch }: PatchOwner,
): Promise<SessionPatch> {
  const sessions = await newestSessions(scope, pacing, { subjectId: id, most: sessionsPerPage });
  const newest = sessions.find(({ subjectEpoch }) => subjectEpoch === sessionEpoch);
  return newest === undefined ? noPatch : storedPatch(newest);
}
