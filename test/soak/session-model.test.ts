import { describe, expect, test } from "vitest";
import { type Outcome, type SeenSession, SessionModel } from "./session-model.ts";

const wanted = { member: "m1", mark: "a" };
const seen: SeenSession = { sessionId: "s1", memberId: "id1", organizationId: "o1", member: "m1", mark: "a", step: 0 };
const done = (more: Partial<SeenSession> = {}): Outcome<SeenSession> => ({
  kind: "done",
  answer: { ...seen, ...more },
});
const absent: Outcome<never> = { kind: "absent" };
const unknown: Outcome<never> = { kind: "unknown" };

function begun() {
  const model = new SessionModel();
  const session = model.begun(wanted, "token", seen);
  return { model, session, kinds: () => model.breaches.map(({ kind }) => kind) };
}

describe("a model of sessions", () => {
  test("finds nothing wrong with a session that is as it was begun, and is gone once it was revoked", () => {
    const { model, session } = begun();
    model.authenticating(session)(done());
    model.authenticating(session)(unknown);
    model.revoking(session)(done());
    model.authenticating(session)(absent);
    model.authenticating(session)(unknown);
    model.revoking(session)(absent);
    expect(model.breaches).toEqual([]);
  });

  test("finds a session that is lost, once", () => {
    const { model, session } = begun();
    model.authenticating(session)(absent);
    model.authenticating(session)(absent);
    expect(model.breaches).toEqual([
      { kind: "lost", message: "lost: the session s1 of m1 is not there, and nobody has revoked it" },
    ]);
  });

  test("finds a session that is resurrected", () => {
    const { model, session, kinds } = begun();
    model.revoking(session)(done());
    model.authenticating(session)(done());
    expect(kinds()).toEqual(["resurrected"]);
  });

  test("finds a session that was gone, and is there again, though nobody knew", () => {
    const { model, session, kinds } = begun();
    model.revoking(session)(unknown);
    model.authenticating(session)(absent);
    expect(kinds()).toEqual([]);
    model.authenticating(session)(done());
    expect(kinds()).toEqual(["resurrected"]);
  });

  test.each<[string, Partial<SeenSession>]>([
    ["another session", { sessionId: "s2" }],
    ["another member", { memberId: "id2" }],
    ["another organization", { organizationId: "o2" }],
    ["the claims of another member", { member: "m2" }],
    ["the claims of another session", { mark: "b" }],
    ["a claim that nobody set", { step: 1 }],
  ])("finds that a session is answered with %s", (_name, more) => {
    const { model, session, kinds } = begun();
    model.authenticating(session)(done(more));
    expect(kinds()).toEqual(["wrong"]);
  });

  test("finds two sessions with one token, and two identities of a member", () => {
    const { model, kinds } = begun();
    model.begun({ ...wanted, mark: "b" }, "token", { ...seen, sessionId: "s2", mark: "b" });
    expect(kinds()).toEqual(["wrong"]);
    model.begun({ ...wanted, mark: "c" }, "third", { ...seen, sessionId: "s3", mark: "c", memberId: "id2" });
    expect(kinds()).toEqual(["wrong", "wrong"]);
  });

  test("finds what is refused for a reason that it should not be", () => {
    const { model, session, kinds } = begun();
    model.authenticating(session)({ kind: "refused", reason: "500 internal_server_error" });
    model.revoking(session)({ kind: "refused", reason: "401 unauthorized_credentials" });
    expect(kinds()).toEqual(["wrong", "wrong"]);
  });

  test("allows a revocation that nobody has acknowledged to have happened or not", () => {
    const { model, session } = begun();
    model.revoking(session)(unknown);
    model.authenticating(session)(done());
    model.authenticating(session)(absent);
    expect(model.breaches).toEqual([]);
  });

  test("judges a request by what happened while it was under way, too", () => {
    const { model, session } = begun();
    const first = model.authenticating(session);
    const second = model.authenticating(session);
    const revoked = model.revoking(session);
    first(absent);
    revoked(done());
    second(done());
    expect(model.breaches).toEqual([]);
  });

  test("knows what a claim may be: what was acknowledged, and what was sent since", () => {
    const { model, session, kinds } = begun();
    model.changing(session, 1)(unknown);
    model.authenticating(session)(done());
    model.authenticating(session)(done({ step: 1 }));
    const reading = model.authenticating(session);
    model.changing(session, 2)(done({ step: 2 }));
    reading(done({ step: 1 }));
    model.authenticating(session)(done({ step: 2 }));
    expect(kinds()).toEqual([]);
    model.authenticating(session)(done({ step: 1 }));
    model.changing(session, 3)(done({ step: 2 }));
    expect(kinds()).toEqual(["wrong", "wrong"]);
  });
});
