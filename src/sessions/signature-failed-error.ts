/**
 * The error of a token that could not be signed. What was written before stays, and the same request again is answered:
 * merge patches are idempotent.
 */
export class SignatureFailedError extends Error {
  override readonly name = "SignatureFailedError";

  constructor(cause: unknown) {
    super("a session token could not be signed", { cause });
  }
}
