import type { ProjectVerticalId } from "./vertical.ts";

/** Work whose duration is worth knowing: an attest; of a mint, the evaluation of the claims and the signature. */
export type ObservedWork = "attest" | "evaluate" | "sign";

/** Is told what the service does, to be counted. Nothing that it is told names a project, a person or a record. */
export interface Observer {
  /** Work begins. What is returned is called when it has succeeded, and not called if it fails. */
  begin(work: ObservedWork, vertical: ProjectVerticalId): () => void;
  /** A new session was stored. */
  sessionStarted(vertical: ProjectVerticalId): void;
  /** So many sessions ended because their member or user had more than there may be. */
  oldestSessionsEnded(vertical: ProjectVerticalId, count: number): void;
  /** A trusted token was refused, for a reason of the catalogue. */
  trustedTokenRefused(reason: string): void;
}
