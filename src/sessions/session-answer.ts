import type { Organization, Subject } from "../directory/index.ts";
import type { JsonObject } from "../language/json.ts";
import type { Session } from "./session.ts";

/** The answer of a request that mints a token. */
export interface SessionAnswer {
  readonly subject: Subject;
  /** Exactly in B2B projects. */
  readonly organization: Organization | undefined;
  /** Absent where an attest makes no session. */
  readonly minted: MintedSession | undefined;
}

/** A session with a token that was just minted for it. */
export interface MintedSession {
  readonly session: Session;
  /** The roles in effect. */
  readonly roles: readonly string[];
  readonly claims: JsonObject;
  /** Empty where the request named the session by a JWT: only the token's hash is kept. */
  readonly sessionToken: string;
  readonly sessionJwt: string;
}
