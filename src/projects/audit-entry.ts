import { type Document, declareCollection, type EpochMilliseconds } from "../store/index.ts";

/**
 * A change of a project's configuration, or of its signing keys. It is written before the change, so that none
 * goes without; what never came to be has an entry too. The configuration and the key ring each name the entry that they
 * were last changed with, and each entry the one before: what is in these two chains has happened.
 */
export type AuditEntry = Document & {
  /** Who made the change: `declared state`, `command line`, `service`, or the id of a key. */
  readonly actor: string;
  readonly at: EpochMilliseconds;
  /** `-at`: the latest come first. */
  readonly recency: number;
  /** What was done to the signing keys; absent where the configuration was changed. */
  readonly keyChange?: KeyChange;
  /**
   * Set where the configuration was changed though members or users were to be left without claims, as far as was found
   * out; absent in entries of before.
   */
  readonly forced?: { readonly tried: number; readonly refused: number };
  /** The entry that the configuration, or the key ring, was changed with before; null at first. */
  readonly previousEntryId: string | null;
  readonly revisionBefore: number;
  readonly revisionAfter: number;
  /** `sha256:` and hex of the whole configuration, or of the key ring without its private keys. */
  readonly digestBefore: string;
  readonly digestAfter: string;
};

/** A change of the signing keys: one was made as the first, added to sign next, or revoked. */
export interface KeyChange {
  readonly action: "create" | "rotate" | "revoke";
  readonly kid: string;
}

/** The audit log, in the project's scope. */
export const auditCollection = declareCollection<AuditEntry>()({
  name: "audit",
  version: 1,
  indexes: { recent: { fields: ["recency"] } },
});
