import type { KeyRingError } from "../../tokens/index.ts";

/** Why the signing keys of a project stay as they are. */
export interface SigningKeyError {
  /** `no_signing_key`: the project has none yet. */
  readonly code: KeyRingError["code"] | "no_signing_key";
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
}
