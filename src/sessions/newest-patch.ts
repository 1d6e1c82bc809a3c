import { noPatch, type SessionPatch } from "../claims/index.ts";
import { everyDocument, type Pacing, type StoreScope } from "../store/index.ts";
import { storedPatch } from "./compose-patch.ts";
import { sessionsPerPage } from "./limits.ts";
import { type Session, sessionCollection } from "./session.ts";

/** Whose sessions count: those of this epoch, for others were revoked with all of their time. */
export interface PatchOwner {
  readonly id: string;
  readonly sessionEpoch: number;
}

/** What the newest session of a member or user was sent; of somebody who has none, nothing. */
export async function newestPatch(
  scope: StoreScope,
  pacing: Pick<Pacing, "turns">,
  { id, sessionEpoch }: PatchOwner,
): Promise<SessionPatch> {
  let newest: Session | undefined;
  const walk = everyDocument(scope.collection(sessionCollection), "subject", pacing, {
    key: [id],
    limit: sessionsPerPage,
  });
  for await (const session of walk) if (session.subjectEpoch === sessionEpoch) newest = session;
  return newest === undefined ? noPatch : storedPatch(newest);
}
