/** What an answer says of a session. */
export interface SeenSession {
  readonly sessionId: string;
  readonly memberId: string;
  readonly organizationId: string;
  /** The member's external id, as the template puts it into the claims. */
  readonly member: unknown;
  /** The custom claim that the session was begun with. */
  readonly mark: unknown;
  /** The custom claim that later requests change. */
  readonly step: unknown;
}

/**
 * What came of a request: it was answered; the session was not there; it was refused for a reason that it should not be;
 * or nobody knows, for the connection broke or the service was not available.
 */
export type Outcome<Answer> =
  | { readonly kind: "done"; readonly answer: Answer }
  | { readonly kind: "absent" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unknown" };

/** How the service broke its promise. */
export interface Breach {
  readonly kind: "lost" | "wrong" | "resurrected";
  readonly message: string;
}

/** A session that the service has acknowledged. */
export interface KnownSession {
  readonly token: string;
  readonly sessionId: string;
  readonly member: string;
  readonly mark: string;
  /** Whether a request to revoke it was ever sent: from then on it may be gone. */
  mayBeRevoked: boolean;
  /** Whether it is known to be gone: from then on it must never be there. */
  isRevoked: boolean;
  /** What the changing claim may be: what was acknowledged last, and what was sent since. */
  steps: ReadonlySet<number>;
}

/** Whom the service takes a member for. */
interface Identity {
  readonly memberId: string;
  readonly organizationId: string;
}

/**
 * What the service has acknowledged, and so must keep to. What it has not acknowledged may have happened or not. A request
 * is judged by what was known when it was sent and when its answer came, for others run at the same time.
 */
export class SessionModel {
  readonly sessions: KnownSession[] = [];
  readonly breaches: Breach[] = [];
  readonly #tokens = new Set<string>();
  readonly #identities = new Map<string, Identity>();

  /** A session was begun; it is known from now on. */
  begun(wanted: { readonly member: string; readonly mark: string }, token: string, seen: SeenSession): KnownSession {
    const { member, mark } = wanted;
    const session: KnownSession = {
      token,
      sessionId: seen.sessionId,
      member,
      mark,
      mayBeRevoked: false,
      isRevoked: false,
      steps: new Set([0]),
    };
    if (this.#tokens.has(token)) this.#breach("wrong", session, "has the token of another session");
    this.#tokens.add(token);
    this.#compare(session, seen, session.steps);
    this.sessions.push(session);
    return session;
  }

  /** A session is about to be authenticated; call the result with what comes of it. */
  authenticating(session: KnownSession): (outcome: Outcome<SeenSession>) => void {
    const wasRevoked = session.isRevoked;
    const before = session.steps;
    return (outcome) => {
      if (outcome.kind === "done") {
        if (wasRevoked) this.#breach("resurrected", session, "is there again, after it was revoked");
        else this.#compare(session, outcome.answer, new Set([...before, ...session.steps]));
      } else this.#notAnswered(session, outcome);
    };
  }

  /** The same, when the request also sets the changing claim. One request at a time does so for a session. */
  changing(session: KnownSession, step: number): (outcome: Outcome<SeenSession>) => void {
    session.steps = new Set([...session.steps, step]);
    const finish = this.authenticating(session);
    return (outcome) => {
      finish(outcome);
      if (outcome.kind !== "done") return;
      session.steps = new Set([step]);
      if (outcome.answer.step !== step) this.#breach("wrong", session, "does not have the claim it was just sent");
    };
  }

  /** A session is about to be revoked. */
  revoking(session: KnownSession): (outcome: Outcome<unknown>) => void {
    session.mayBeRevoked = true;
    return (outcome) => {
      if (outcome.kind === "done") session.isRevoked = true;
      else this.#notAnswered(session, outcome);
    };
  }

  #notAnswered(session: KnownSession, outcome: Exclude<Outcome<never>, { readonly kind: "done" }>): void {
    if (outcome.kind === "refused") this.#breach("wrong", session, `was refused: ${outcome.reason}`);
    if (outcome.kind !== "absent") return;
    if (!session.mayBeRevoked) this.#breach("lost", session, "is not there, and nobody has revoked it");
    // What was not there once must stay away.
    session.mayBeRevoked = true;
    session.isRevoked = true;
  }

  #compare(session: KnownSession, seen: SeenSession, steps: ReadonlySet<unknown>): void {
    const { sessionId, member, mark } = session;
    if (seen.sessionId !== sessionId) this.#breach("wrong", session, `is answered as ${seen.sessionId}`);
    if (seen.member !== member || seen.mark !== mark) this.#breach("wrong", session, "has the claims of another");
    if (!steps.has(seen.step)) this.#breach("wrong", session, `has a claim that nobody set: ${seen.step}`);
    const known = this.#identities.get(member);
    const { memberId, organizationId } = seen;
    if (known === undefined) this.#identities.set(member, { memberId, organizationId });
    else if (known.memberId !== memberId || known.organizationId !== organizationId) {
      this.#breach("wrong", session, `is of ${memberId} in ${organizationId}`);
    }
  }

  #breach(kind: Breach["kind"], { sessionId, member }: KnownSession, what: string): void {
    this.breaches.push({ kind, message: `${kind}: the session ${sessionId} of ${member} ${what}` });
  }
}
