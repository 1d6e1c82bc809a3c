import { ApiError, type ApiErrorType } from "../projects/index.ts";
import { DuplicateKeyError } from "../store/index.ts";

/** The error of the API for a key that another record has, by the index that decided. */
export type DuplicateTypes = Readonly<Record<string, ApiErrorType>>;

/** Runs a write; a `DuplicateKeyError` of one of these indexes becomes the `ApiError` that says so. */
export async function namingDuplicates<T>(typeByIndex: DuplicateTypes, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const type =
      error instanceof DuplicateKeyError && Object.hasOwn(typeByIndex, error.index)
        ? typeByIndex[error.index]
        : undefined;
    throw type === undefined ? error : new ApiError(type);
  }
}

const duplicateTypes: ReadonlySet<ApiErrorType> = new Set<ApiErrorType>([
  "organization_id_already_used",
  "organization_slug_already_used",
  "organization_external_id_already_used",
  "duplicate_member_email",
  "duplicate_member_external_id",
  "duplicate_email",
  "duplicate_user_external_id",
]);

/**
 * Tells whether a write was refused because another record has one of its keys: it may have been written since the last
 * read.
 */
export function isDuplicate(error: unknown): error is ApiError {
  return error instanceof ApiError && duplicateTypes.has(error.type);
}
