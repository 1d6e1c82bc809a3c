import { quotePath } from "../language/diagnostics/index.ts";
import type { DataMisfit } from "../language/index.ts";
import { ApiError } from "../projects/index.ts";

/**
 * The error `metadata_schema_mismatch`: trusted metadata as it would be stored does not fit the project's schema. Message
 * and details name the fields by JSON Pointer into the request, never a value.
 */
export class MetadataMismatchError extends ApiError {
  /** At least one; their pointers begin at the metadata object. */
  readonly misfits: readonly DataMisfit[];

  constructor([first, ...others]: readonly [DataMisfit, ...DataMisfit[]]) {
    const misfits = [first, ...others];
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    super(
      "metadata_schema_mismatch",
      `trusted_metadata does not fit its schema: at ${quotePath(inRequest(first))}, ${first.message}${more}`,
      { misfits: misfits.map((misfit) => ({ ...misfit, pointer: inRequest(misfit) })) },
    );
    this.misfits = misfits;
  }
}

function inRequest({ pointer }: DataMisfit): string {
  return `/trusted_metadata${pointer}`;
}
