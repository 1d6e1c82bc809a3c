import { messageByJwsFault } from "../jws/jws-fault.ts";

const messageByReason = {
  ...messageByJwsFault,
  typ_not_allowed: "the `typ` of the token is not `JWT`",
  kid_missing: "the header of the token has no `kid`",
  unknown_kid: "the `kid` of the token names no key of the project",
  alg_not_allowed: "the `alg` of the token is not the one of the key that its `kid` names",
  signature_invalid: "the signature of the token is not by the key that its `kid` names",
  iss_not_accepted: "the `iss` of the token is not this project's",
  aud_not_accepted: "the `aud` of the token does not contain the project",
  exp_invalid: "the token has no `exp` that is a time in seconds",
  expired: "the token has expired",
  nbf_in_future: "the token is not valid yet",
  not_a_session: "the token does not name a session as this kind of project has them",
} as const;

/** The check that failed; stable, and finer than the type. */
export type SessionTokenReason = keyof typeof messageByReason;

/** The reason why a session JWT is refused. */
export interface SessionTokenError {
  readonly type: "unable_to_parse_session_jwt" | "jwt_invalid_issuer" | "jwt_invalid_audience" | "jwt_invalid_claims";
  readonly reason: SessionTokenReason;
  /** One sentence, lower-case start, no final period; nothing of the token in it. */
  readonly message: string;
}

const typeByReason: { readonly [reason in SessionTokenReason]?: SessionTokenError["type"] } = {
  iss_not_accepted: "jwt_invalid_issuer",
  aud_not_accepted: "jwt_invalid_audience",
  exp_invalid: "jwt_invalid_claims",
  expired: "jwt_invalid_claims",
  nbf_in_future: "jwt_invalid_claims",
  not_a_session: "jwt_invalid_claims",
};

/** The error of a failed check. */
export function sessionTokenError(reason: SessionTokenReason): SessionTokenError {
  return { type: typeByReason[reason] ?? "unable_to_parse_session_jwt", reason, message: messageByReason[reason] };
}
