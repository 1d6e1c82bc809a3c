import { type Document, declareCollection, type EpochMilliseconds } from "../store/index.ts";

/**
 * A change of a project's configuration. It is written before the change, so that none goes without; what never came to
 * be has an entry too. The configuration names the entry that it was made with, and each entry the one before: what is in
 * that chain has happened.
 */
export type AuditEntry = Document & {
  /** Who made the change: `declared state`, or the id of a key. */
  readonly actor: string;
  readonly at: EpochMilliseconds;
  /** `-at`: the latest come first. */
  readonly recency: number;
  /** The entry that the configuration before was made with; null at first. */
  readonly previousEntryId: string | null;
  readonly revisionBefore: number;
  readonly revisionAfter: number;
  /** `sha256:` and hex of the whole configuration. */
  readonly digestBefore: string;
  readonly digestAfter: string;
};

/** The audit log, in the project's scope. */
export const auditCollection = declareCollection<AuditEntry>()({
  name: "audit",
  version: 1,
  indexes: { recent: { fields: ["recency"] } },
});
