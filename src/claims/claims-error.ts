/** The reason why claims are refused; the codes are the error types of the API. */
export interface ClaimsError {
  readonly code:
    | "invalid_custom_claims"
    | "reserved_claims_in_custom_claims"
    | "stytch_claims_in_custom_claims"
    | "custom_claims_too_large";
  /** One sentence, lower-case start, no final period; names reserved claims, and no value. */
  readonly message: string;
}
