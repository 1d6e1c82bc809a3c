import { b2b } from "../sdk/support/declared-state.ts";
import { trustedToken } from "../sdk/support/trusted-token.ts";
import type { KnownSession, SessionModel } from "./session-model.ts";
import { type AnsweredSession, call, keyOf, sessionOf } from "./soak-calls.ts";
import type { Tally } from "./summary.ts";

/** What a client works with. */
export interface ClientWorld {
  readonly model: SessionModel;
  readonly tally: Tally;
  /** The address of one of the servers; `undefined` when that one is down. */
  readonly url: () => string | undefined;
  /** A random number from 0 to before 1. */
  readonly random: () => number;
}

const MEMBERS = 12;
const ORGANIZATIONS = 3;
/** Longer than any soak, in minutes. */
const DURATION = 30 * 24 * 60;

/** Somebody who begins sessions, uses everybody's, and changes and revokes his own. */
export class SoakClient {
  readonly #name: string;
  readonly #world: ClientWorld;
  readonly #own: KnownSession[] = [];
  readonly #jwts = new Map<KnownSession, string>();
  #begun = 0;
  #steps = 0;

  constructor(name: string, world: ClientWorld) {
    this.#name = name;
    this.#world = world;
  }

  /** Makes one request. */
  async act(): Promise<void> {
    const { model, random } = this.#world;
    const choice = random();
    const own = this.#one(this.#own);
    if (own === undefined || choice < 0.25) return this.#attest();
    if (choice < 0.4) return this.#revoke(own);
    if (choice < 0.55) return this.#change(own);
    if (choice < 0.7) return this.#authenticateJwt(own);
    await this.authenticate(this.#one(model.sessions) ?? own);
  }

  async #attest(): Promise<void> {
    const { model, random, url, tally } = this.#world;
    const number = Math.floor(random() * MEMBERS);
    const member = `soak-${number}`;
    const claims = { sub: member, email: `${member}@example.com`, org: `soak-${number % ORGANIZATIONS}` };
    const mark = `${this.#name}-${this.#begun++}`;
    const body = {
      profile_id: b2b.profileId,
      token: await trustedToken(claims),
      session_duration_minutes: DURATION,
      session_custom_claims: { mark, step: 0 },
    };
    const outcome = sessionOf(await call(url(), "attest", body, tally));
    if (outcome.kind === "refused") model.breaches.push({ kind: "wrong", message: `attest: ${outcome.reason}` });
    if (outcome.kind !== "done") return;
    const session = model.begun({ member, mark }, outcome.answer.token, outcome.answer);
    this.#own.push(session);
    this.#see(session, outcome.answer);
  }

  /** Uses a session by its token. */
  async authenticate(session: KnownSession): Promise<"known" | "unknown"> {
    const { model, url, tally } = this.#world;
    const finish = model.authenticating(session);
    const outcome = sessionOf(await call(url(), "authenticate", { session_token: session.token }, tally));
    finish(outcome);
    if (outcome.kind === "done") this.#see(session, outcome.answer);
    return outcome.kind === "unknown" ? "unknown" : "known";
  }

  async #authenticateJwt(session: KnownSession): Promise<void> {
    const { model, url, tally } = this.#world;
    const finish = model.authenticating(session);
    finish(sessionOf(await call(url(), "authenticate", { session_jwt: this.#jwts.get(session) }, tally)));
  }

  async #change(session: KnownSession): Promise<void> {
    const { model, url, tally } = this.#world;
    const step = ++this.#steps;
    const finish = model.changing(session, step);
    const body = { session_token: session.token, session_custom_claims: { step } };
    const outcome = sessionOf(await call(url(), "authenticate", body, tally));
    finish(outcome);
    if (outcome.kind === "done") this.#see(session, outcome.answer);
  }

  async #revoke(session: KnownSession): Promise<void> {
    const { model, url, tally } = this.#world;
    const finish = model.revoking(session);
    const outcome = await call(url(), "revoke", { session_token: session.token }, tally);
    finish(outcome);
    // One that may live yet is used on, by everybody.
    if (session.isRevoked) this.#own.splice(this.#own.indexOf(session), 1);
  }

  #see(session: KnownSession, { jwt }: AnsweredSession): void {
    this.#jwts.set(session, jwt);
    this.#world.tally.keys.add(keyOf(jwt));
  }

  #one<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#world.random() * list.length)];
  }
}
