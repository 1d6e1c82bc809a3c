/** Sessions: attest, authenticate, revoke, list. One implementation for both verticals; the order of the checks stands in each use case. */

export { type AttestRequest, attest } from "./attest.ts";
export { findProfile } from "./attested-token.ts";
export { type AuthenticateAnswer, type AuthenticateRequest, authenticate } from "./authenticate.ts";
export type { Verdict } from "./check-authorization.ts";
export { type ListedSession, listSessions } from "./list-sessions.ts";
export { newestPatch } from "./newest-patch.ts";
export { type RevokeRequest, revoke } from "./revoke.ts";
export { type Factor, type Session, sessionCollection } from "./session.ts";
export type { MintedSession, SessionAnswer } from "./session-answer.ts";
export { SignatureFailedError } from "./signature-failed-error.ts";
export type { TokenReport } from "./trial/token-report.ts";
export { type TriedAttest, tryAttest } from "./trial/try-attest.ts";
export { tryToken } from "./trial/try-token.ts";
export { type UsedToken, usedTokenCollection } from "./used-token.ts";

import { sessionCollection } from "./session.ts";
import { usedTokenCollection } from "./used-token.ts";

/** The collections of this room. */
export const sessionCollections = [sessionCollection, usedTokenCollection];
