/**
 * The error of a store whose content was encrypted under a master key that is not among those given, or was damaged.
 * Nothing can be done without the right key; a new key ring is never made in its place.
 */
export class MasterKeyMismatchError extends Error {
  override readonly name = "MasterKeyMismatchError";
  readonly code = "master_key_mismatch";
}
