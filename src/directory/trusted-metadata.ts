import type { ProjectContext, Vertical } from "../projects/index.ts";
import { emptyMetadata, mergeMetadata, readMetadata } from "./metadata.ts";
import { MetadataMismatchError } from "./metadata-mismatch-error.ts";

/** A change of trusted metadata. */
export interface TrustedMetadataChange {
  readonly owner: "organization" | Vertical["subject"];
  /** Nothing of a record that is being made. */
  readonly stored?: string;
  /** Undefined where a request says nothing of it. */
  readonly change: unknown;
}

/**
 * Stored trusted metadata after a change, as `mergeMetadata` makes it, which must fit the schema that the project declares
 * for it. What no request says is not checked: a record that is made without metadata has `{}`, whatever the schema requires.
 *
 * Throws what `mergeMetadata` throws, and `metadata_schema_mismatch`.
 */
export function changedTrustedMetadata(
  { active }: ProjectContext,
  { owner, stored = emptyMetadata, change }: TrustedMetadataChange,
): string {
  if (change === undefined) return stored;
  const merged = mergeMetadata(stored, change);
  const [first, ...others] = active.metadataChecks.get(`${owner}.trusted_metadata`)?.(readMetadata(merged)) ?? [];
  if (first !== undefined) throw new MetadataMismatchError([first, ...others]);
  return merged;
}
