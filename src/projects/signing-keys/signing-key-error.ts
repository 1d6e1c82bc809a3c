import type { KeyRingError } from "../../tokens/index.ts";

/** The reason why the signing keys of a project stay as they are. */
export interface SigningKeyError {
  /** `no_signing_key`: the project has none yet. */
  readonly code: KeyRingError["code"] | "no_signing_key";
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
}

/** There is no key to change. */
export const noSigningKey: SigningKeyError = {
  code: "no_signing_key",
  message: "the project has no signing key yet: one is made when it is first needed",
};
