import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import { deleteOrganization, deleteSubject, endSessions, updateSubject } from "../../src/directory/index.ts";
import type { JsonObject } from "../../src/language/json.ts";
import type { Backend } from "../../src/projects/index.ts";
import { type AuthenticateRequest, attest, authenticate, listSessions, revoke } from "../../src/sessions/index.ts";
import { ConflictError } from "../../src/store/index.ts";
import { recordedStore } from "../support/recorded-store.ts";
import {
  policy,
  refusal,
  type SessionWorld,
  sessionWorld,
  startOf2026,
  type WorldOptions,
  withAda,
} from "./support/session-world.ts";

async function opened(options: WorldOptions = {}, request: object = {}) {
  const world = await sessionWorld(options);
  const known = options.vertical === "consumer" ? undefined : await withAda(world);
  const { minted, subject, organization } = await attest(await world.context(), {
    profile_id: "profile",
    token: await world.token({ email: "ada@example.com", sub: "ada", org: "acme-1" }),
    ...request,
  });
  if (minted === undefined) throw new Error("the session is there");
  return { world, known, subject, organization, token: minted.sessionToken, jwt: minted.sessionJwt, minted };
}

async function authenticated(world: SessionWorld, request: AuthenticateRequest) {
  return authenticate(await world.context(), request);
}

async function refused(world: SessionWorld, request: AuthenticateRequest): Promise<string> {
  return refusal(authenticated(world, request));
}

describe("authenticate", () => {
  test("takes the session token, and returns it with a new JWT", async () => {
    const { world, token, minted } = await opened();
    world.advance(1000);
    const answer = await authenticated(world, { session_token: token });
    expect(answer.minted.sessionToken).toBe(token);
    expect(decodeJwt(answer.minted.sessionJwt).iat).toBe(startOf2026 / 1000 + 1);
    expect(answer.minted.session).toEqual({ ...minted.session, lastAccessedAt: startOf2026 + 1000 });
    expect(answer.verdict).toBeUndefined();
  });

  test("takes a JWT of the session, also an expired one, and returns no session token", async () => {
    const { world, jwt, minted } = await opened();
    world.advance(301_000);
    const answer = await authenticated(world, { session_jwt: jwt });
    expect(answer.minted.session.id).toBe(minted.session.id);
    expect(answer.minted.sessionToken).toBe("");
  });

  test("neither changes the end of the session without a duration, nor writes an access more than once a minute", async () => {
    const { world, token, minted } = await opened();
    world.advance(59_999);
    await authenticated(world, { session_token: token });
    const [, , unwritten] = await world.dump();
    expect(unwritten).toEqual([minted.session]);
    world.advance(1);
    await authenticated(world, { session_token: token });
    const [, , written] = await world.dump();
    expect(written).toEqual([{ ...minted.session, revision: 2, lastAccessedAt: startOf2026 + 60_000 }]);
  });

  test("moves the end of the session by a duration, forward and back", async () => {
    const { world, token } = await opened();
    const end = async (minutes: number): Promise<number> =>
      (await authenticated(world, { session_token: token, session_duration_minutes: minutes })).minted.session
        .expiresAt;
    expect(await end(527_040)).toBe(startOf2026 + 527_040 * 60_000);
    expect(await end(5)).toBe(startOf2026 + 300_000);
    world.advance(299_999);
    await authenticated(world, { session_token: token });
    world.advance(1);
    expect(await refused(world, { session_token: token })).toBe("session_not_found");
  });

  test("never moves it beyond the greatest lifetime of the project", async () => {
    const { world, token, minted } = await opened({ settings: { maxSessionLifetimeMinutes: 30 } });
    expect(minted.session.expiresAt).toBe(startOf2026 + 30 * 60_000);
    world.advance(20 * 60_000);
    const answer = await authenticated(world, { session_token: token, session_duration_minutes: 60 });
    expect(answer.minted.session.expiresAt).toBe(startOf2026 + 30 * 60_000);
  });

  test.each<[string, AuthenticateRequest, string]>([
    ["nothing", {}, "no_session_arguments"],
    ["empty texts", { session_token: "", session_jwt: "" }, "no_session_arguments"],
    ["both", { session_token: "a", session_jwt: "b" }, "too_many_session_arguments"],
    ["an unknown token", { session_token: "a" }, "session_not_found"],
    ["a token that is too long", { session_token: "a".repeat(100_000) }, "session_not_found"],
    ["a JWT that is none", { session_jwt: "a.b.c" }, "unable_to_parse_session_jwt"],
    ["a wrong duration", { session_token: "a", session_duration_minutes: 0 }, "invalid_session_duration_minutes"],
    ["reserved claims", { session_token: "a", session_custom_claims: { exp: 1 } }, "reserved_claims_in_custom_claims"],
  ])("is refused for %s", async (_, request, type) => {
    const { world } = await opened();
    const before = await world.dump();
    expect(await refused(world, request)).toBe(type);
    expect(await world.dump()).toEqual(before);
  });

  test("holds sessions that began before to a greatest lifetime that was lowered", async () => {
    const { world, token } = await opened({}, { session_duration_minutes: 600 });
    world.advance(6 * 60_000);
    const { settings } = (await world.context()).active.configuration;
    await world.configure({ settings: { ...settings, maxSessionLifetimeMinutes: 7 } });
    const shortened = await authenticated(world, { session_token: token });
    expect(shortened.minted.session.expiresAt).toBe(startOf2026 + 7 * 60_000);
    expect(decodeJwt(shortened.minted.sessionJwt).exp).toBe(startOf2026 / 1000 + 7 * 60);
    await world.configure({ settings: { ...settings, maxSessionLifetimeMinutes: 5 } });
    for (const minutes of [undefined, 5, 600]) {
      const request = { session_token: token, session_duration_minutes: minutes };
      expect(await refused(world, request)).toBe("session_not_found");
    }
  });

  test("takes every JWT that was minted, whatever its claims hold", async () => {
    const { world, token, subject } = await opened({
      template: '{ "cut": "caf\\ud83d", "deep": << member.trusted_metadata.deep >> }',
    });
    const deep = JSON.parse(`${"[".repeat(30)}${"]".repeat(30)}`);
    await updateSubject(await world.context(), subject, { trustedMetadata: { deep } });
    const sent = { surrogate: "\udc00", nested: { a: [[[[[[[[1]]]]]]]] } };
    const { minted } = await authenticated(world, { session_token: token, session_custom_claims: sent });
    const again = await authenticated(world, { session_jwt: minted.sessionJwt });
    expect(again.minted.claims).toEqual({ cut: "caf\ud83d", deep, ...sent });
  });

  test("is refused a JWT whose custom claims imitate another session in a namespace that came later", async () => {
    const later = "https://later.example/";
    const namespace = "https://before.example/";
    const { world, organization } = await opened({ settings: { namespace } });
    const attested = async (claims: JsonObject, session_custom_claims?: JsonObject) =>
      attest(await world.context(), { profile_id: "profile", token: await world.token(claims), session_custom_claims });
    const ada = await attested({ email: "ada@example.com", sub: "ada", org: "acme-1" });
    const mallory = await attested(
      { email: "mallory@example.com", org: "acme-1" },
      {
        [`${later}session`]: { id: ada.minted?.session.id ?? "" },
        [`${later}organization`]: { organization_id: organization?.id ?? "" },
      },
    );
    const { settings } = (await world.context()).active.configuration;
    await world.configure({ settings: { ...settings, namespace: later } });
    expect(await refused(world, { session_jwt: mallory.minted?.sessionJwt })).toBe("session_not_found");
  });

  test("is refused a JWT with another signature", async () => {
    const { world, jwt } = await opened();
    const [header = "", payload = "", signature = ""] = jwt.split(".");
    const flipped = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    expect(await refused(world, { session_jwt: [header, payload, flipped].join(".") })).toBe(
      "unable_to_parse_session_jwt",
    );
  });
});

describe("claims of a session", () => {
  test("are added, changed and deleted, whole and nested, over what the template gives", async () => {
    const { world, token } = await opened({ template: '{ "plan": "free", "app": { "a": 1, "b": 2 } }' });
    const send = async (claims?: JsonObject): Promise<JsonObject> =>
      (await authenticated(world, { session_token: token, session_custom_claims: claims })).minted.claims;
    expect(await send({ key: 1 })).toEqual({ plan: "free", app: { a: 1, b: 2 }, key: 1 });
    expect(await send({ plan: "team" })).toEqual({ plan: "team", app: { a: 1, b: 2 }, key: 1 });
    expect(await send({ app: { a: null, c: 3 } })).toEqual({ plan: "team", app: { b: 2, c: 3 }, key: 1 });
    expect(await send({ key: null, plan: null })).toEqual({ app: { b: 2, c: 3 } });
    await world.configure({ template: '{ "plan": "new", "app": { "a": 5, "b": 6 }, "more": true }' });
    expect(await send()).toEqual({ app: { b: 6, c: 3 }, more: true });
  });

  test("are current: template, metadata, roles and policy", async () => {
    const template = '{ "tier": << member.trusted_metadata.tier >>, "can": << member.rbac.documents.actions >> }';
    const { world, token, subject } = await opened({ template });
    const claims = async (): Promise<JsonObject> =>
      (await authenticated(world, { session_token: token })).minted.claims;
    expect(await claims()).toEqual({ can: [] });
    await updateSubject(await world.context(), subject, { trustedMetadata: { tier: "gold" }, roles: ["reader"] });
    expect(await claims()).toEqual({ tier: "gold", can: ["read"] });
    const [reader, editor] = policy.roles;
    const widened = { ...reader, role_id: "reader", permissions: editor?.permissions ?? [] };
    await world.configure({ policy: { ...policy, roles: [widened, ...policy.roles.slice(1)] } });
    expect(await claims()).toEqual({ tier: "gold", can: ["read", "write"] });
    await world.configure({ template: '{ "n": 1 }' });
    expect(await claims()).toEqual({ n: 1 });
  });

  test("that are too large are refused, change nothing, and leave revoke and get at work", async () => {
    const { world, token, subject } = await opened(
      { template: '{ "t": << member.trusted_metadata.t >> }' },
      { session_custom_claims: { c: "x".repeat(3000) } },
    );
    await updateSubject(await world.context(), subject, { trustedMetadata: { t: "y".repeat(2000) } });
    const before = await world.dump();
    expect(await refused(world, { session_token: token })).toBe("custom_claims_too_large");
    expect(await refused(world, { session_token: token, session_custom_claims: { d: "x".repeat(1100) } })).toBe(
      "custom_claims_too_large",
    );
    expect(await world.dump()).toEqual(before);
    const [listed] = await listSessions(await world.context(), subject.id);
    expect(listed?.claims).toBeUndefined();
    await revoke(await world.context(), { session_token: token });
    expect(await refused(world, { session_token: token })).toBe("session_not_found");
  });

  test("that come and go leave room for the next, beside claims that the template gives", async () => {
    const { world, token } = await opened({ template: '{ "plan": "free", "app": { "a": 1 } }' });
    const context = await world.context();
    const send = async (claims: JsonObject) =>
      (await authenticate(context, { session_token: token, session_custom_claims: claims })).minted.claims;
    await send({ plan: null });
    for (let index = 0; index < 60; index++) {
      const name = `${index}`.padStart(80, "-");
      await send({ [name]: { x: 1 }, app: { [name]: 1 } });
      await send({ [name]: null, app: { [name]: null } });
    }
    expect(await send({ next: "x".repeat(3000) })).toEqual({ app: { a: 1 }, next: "x".repeat(3000) });
  });

  test("are deleted for what is published when they are, and not for what a later template brings", async () => {
    const { world, token } = await opened({ template: '{ "old": { "x": 1, "y": 2 } }' });
    const send = async (claims?: JsonObject): Promise<JsonObject> =>
      (await authenticated(world, { session_token: token, session_custom_claims: claims })).minted.claims;
    expect(await send({ old: { x: null }, later: null })).toEqual({ old: { y: 2 } });
    await world.configure({ template: '{ "later": 1 }' });
    expect(await send({ old: 5 })).toEqual({ later: 1, old: 5 });
    expect(await send({ old: null })).toEqual({ later: 1 });
    await world.configure({ template: '{ "old": { "x": 1, "y": 2 } }' });
    expect(await send()).toEqual({ old: { y: 2 } });
  });

  test("are deleted where metadata that is older than its schema gives them", async () => {
    const template = '{ "app": << member.trusted_metadata.app >> }';
    const { world, token, subject } = await opened({ template });
    await updateSubject(await world.context(), subject, { trustedMetadata: { app: { old: 1, new: 2 } } });
    const app = { type: "object", properties: { new: {} }, additionalProperties: false };
    await world.configure({ schemas: { "member.trusted_metadata": { type: "object", properties: { app } } } });
    const request = { session_token: token, session_custom_claims: { app: { old: null } } };
    expect((await authenticated(world, request)).minted.claims).toEqual({ app: { new: 2 } });
    expect((await authenticated(world, { session_token: token })).minted.claims).toEqual({ app: { new: 2 } });
  });

  test("are refused when others change the session first for too long", async () => {
    const wrap = (backend: Backend): Backend => {
      const { store } = recordedStore(backend.store, ({ operation, collection }) => {
        if (operation === "replace" && collection === "sessions") throw new ConflictError(collection);
      });
      return { ...backend, store };
    };
    const { world, token } = await opened({ wrap });
    const before = await world.dump();
    expect(await refused(world, { session_token: token, session_custom_claims: { a: 1 } })).toBe("service_unavailable");
    expect(await world.dump()).toEqual(before);
  });
});

describe("a session's end", () => {
  test("that would move by less than five seconds stays, and the answer tells it", async () => {
    const { world, token, minted } = await opened();
    const ask = async () =>
      (await authenticated(world, { session_token: token, session_duration_minutes: 60 })).minted.session;
    world.advance(4999);
    expect(await ask()).toEqual({ ...minted.session, lastAccessedAt: startOf2026 + 4999 });
    expect((await world.dump())[2]).toEqual([minted.session]);
    world.advance(1);
    expect((await ask()).expiresAt).toBe(startOf2026 + 5000 + 60 * 60_000);
    expect((await world.dump())[2]).toMatchObject([{ revision: 2, expiresAt: startOf2026 + 5000 + 60 * 60_000 }]);
  });

  test("is told as it was asked for where the session is written anyway", async () => {
    const { world, token } = await opened();
    world.advance(1000);
    const request = { session_token: token, session_duration_minutes: 60, session_custom_claims: { a: 1 } };
    const { minted } = await authenticated(world, request);
    expect(minted.session.expiresAt).toBe(startOf2026 + 1000 + 60 * 60_000);
    expect((await world.dump())[2]).toMatchObject([{ expiresAt: startOf2026 + 1000 + 60 * 60_000 }]);
  });
});

describe("an authorization check", () => {
  test("is answered with every role that grants it", async () => {
    const { world, token, subject, organization } = await opened();
    await updateSubject(await world.context(), subject, { roles: ["reader", "editor"] });
    const check = { organization_id: organization?.id, resource_id: "documents", action: "read" };
    const { verdict } = await authenticated(world, { session_token: token, authorization_check: check });
    expect(verdict).toEqual({ grantingRoles: ["reader", "editor"] });
  });

  test("is refused, and then nothing is written", async () => {
    const { world, token, organization } = await opened();
    const before = await world.dump();
    const refusedFor = (organization_id: string, claims?: JsonObject) =>
      refused(world, {
        session_token: token,
        session_custom_claims: claims,
        session_duration_minutes: 500,
        authorization_check: { organization_id, resource_id: "documents", action: "read" },
      });
    expect(await refusedFor(organization?.id ?? "", { a: 1 })).toBe("session_authorization_error");
    expect(await refusedFor("acme", { a: 1 })).toBe("session_authorization_tenancy_error");
    expect(await world.dump()).toEqual(before);
  });

  test("has an error of its own in consumer projects", async () => {
    const { world, token } = await opened({ vertical: "consumer" });
    const check = { resource_id: "documents", action: "read" };
    expect(await refused(world, { session_token: token, authorization_check: check })).toBe(
      "consumer_session_authorization_error",
    );
  });
});

describe("revoke", () => {
  test.each(["token", "jwt", "id"] as const)("ends the session that is named by its %s", async (way) => {
    const { world, token, jwt, minted, subject } = await opened();
    const ways = { token: { session_token: token }, jwt: { session_jwt: jwt }, id: { sessionId: minted.session.id } };
    world.advance(400_000);
    await revoke(await world.context(), ways[way]);
    expect(await refused(world, { session_token: token })).toBe("session_not_found");
    expect(await refused(world, { session_jwt: jwt })).toBe("session_not_found");
    expect(await listSessions(await world.context(), subject.id)).toEqual([]);
    expect(await refusal(revoke(await world.context(), ways[way]))).toBe("session_not_found");
  });

  test("ends all sessions of a member, and no later one", async () => {
    const { world, token, subject } = await opened();
    const attested = async () =>
      attest(await world.context(), {
        profile_id: "profile",
        token: await world.token({ email: "ada@example.com", sub: "ada", org: "acme-1" }),
      });
    await attested();
    await revoke(await world.context(), { subjectId: subject.id });
    expect(await refused(world, { session_token: token })).toBe("session_not_found");
    const later = await attested();
    const listed = await listSessions(await world.context(), later.subject.id);
    expect(listed.map(({ session }) => session.id)).toEqual([later.minted?.session.id]);
  });

  test("of a member ends however many there are", async () => {
    const { world, subject } = await opened();
    const token = await world.token({ email: "ada@example.com", sub: "ada", org: "acme-1" });
    const tokens: string[] = [];
    for (let count = 0; count < 101; count += 1) {
      const { minted } = await attest(await world.context(), { profile_id: "profile", token });
      tokens.push(minted?.sessionToken ?? "");
    }
    const context = await world.context();
    expect(await listSessions(context, subject.id)).toHaveLength(102);
    await revoke(context, { subjectId: subject.id });
    expect(await listSessions(context, subject.id)).toEqual([]);
    for (const session_token of tokens) expect(await refused(world, { session_token })).toBe("session_not_found");
  });

  test("of a deleted member finds none, and its sessions are over with it", async () => {
    const { world, token, subject } = await opened();
    await deleteSubject(await world.context(), subject);
    expect(await refused(world, { session_token: token })).toBe("session_not_found");
    expect(await refusal(revoke(await world.context(), { subjectId: subject.id }))).toBe("member_not_found");
  });

  test("comes with the deletion of the organization", async () => {
    const { world, token, jwt, organization } = await opened();
    if (organization === undefined) throw new Error("the organization is there");
    await deleteOrganization(await world.context(), organization);
    expect(await refused(world, { session_token: token })).toBe("session_not_found");
    expect(await refused(world, { session_jwt: jwt })).toBe("session_not_found");
  });

  test("of a member reaches sessions whose rows are still there", async () => {
    const { world, token, subject, minted } = await opened();
    await endSessions(await world.context(), subject);
    expect(await refused(world, { session_token: token })).toBe("session_not_found");
    expect(await listSessions(await world.context(), subject.id)).toEqual([]);
    expect(await refusal(revoke(await world.context(), { sessionId: minted.session.id }))).toBe("session_not_found");
  });

  test.each([
    ["nothing", {}, "no_session_revoke_arguments"],
    ["two ways", { sessionId: "a", session_token: "b" }, "too_many_session_revoke_arguments"],
    ["token and JWT", { session_token: "a", session_jwt: "b" }, "too_many_session_revoke_arguments"],
    ["an unknown session", { sessionId: "a" }, "session_not_found"],
    ["an unknown member", { subjectId: "a" }, "member_not_found"],
  ])("is refused for %s", async (_, request, type) => {
    const { world, token } = await opened();
    expect(await refusal(revoke(await world.context(), request))).toBe(type);
    await authenticated(world, { session_token: token });
  });

  test("names users in consumer projects", async () => {
    const { world } = await opened({ vertical: "consumer" });
    expect(await refusal(revoke(await world.context(), { subjectId: "a" }))).toBe("user_not_found");
  });
});

describe("the list of sessions", () => {
  test("has every live session with roles and claims, the oldest first", async () => {
    const { world, subject, minted } = await opened({ template: '{ "a": 1 }' }, { session_custom_claims: { b: 2 } });
    world.advance(1000);
    const token = await world.token({ email: "ada@example.com", sub: "ada", org: "acme-1" });
    const second = await attest(await world.context(), {
      profile_id: "profile",
      token,
      session_duration_minutes: 5,
    });
    const list = async () => listSessions(await world.context(), subject.id);
    expect(await list()).toEqual([
      { session: minted.session, roles: ["stytch_member"], claims: { a: 1, b: 2 } },
      { session: second.minted?.session, roles: ["stytch_member"], claims: { a: 1 } },
    ]);
    world.advance(300_000);
    expect((await list()).map(({ session }) => session.id)).toEqual([minted.session.id]);
  });
});
