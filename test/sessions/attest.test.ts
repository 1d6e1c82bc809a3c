import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import {
  deleteOrganization,
  deleteSubject,
  findOrganization,
  findSubject,
  replaceSubject,
  updateOrganization,
  updateSubject,
} from "../../src/directory/index.ts";
import type { JsonObject } from "../../src/language/json.ts";
import { attest, authenticate, revoke } from "../../src/sessions/index.ts";
import { fullRoleIds, oneRoleMore, policyOfFullRoles } from "../support/full-roles.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { refusal, sessionWorld, startOf2026, withAda } from "./support/session-world.ts";

const ada = { email: "Ada@Example.com", sub: "ada", org: "acme-1" };

describe("attest of a member who is there", () => {
  test("opens a session of an hour, with the token's id as its factor", async () => {
    const world = await sessionWorld();
    const known = await withAda(world);
    const context = await world.context();
    const { subject, organization, minted } = await attest(context, {
      profile_id: "profile",
      token: await world.token(ada),
    });
    expect(subject).toEqual(known.ada);
    expect(organization).toEqual(known.organization);
    expect(minted?.session).toMatchObject({
      revision: 1,
      subjectId: known.ada.id,
      organizationId: known.organization.id,
      startedAt: startOf2026,
      lastAccessedAt: startOf2026,
      expiresAt: startOf2026 + 3_600_000,
      factors: [
        {
          profileId: "profile",
          tokenId: "token-1",
          createdAt: startOf2026,
          lastAuthenticatedAt: startOf2026,
          namesOrganization: true,
        },
      ],
    });
    expect(minted?.session.tokenHash).not.toBe(minted?.sessionToken);
    expect(minted?.roles).toEqual(["stytch_member"]);
  });

  test("mints a JWT with the claims of the template", async () => {
    const world = await sessionWorld({ template: '{ "who": << member.name >>, "roles": << member.rbac.roles >> }' });
    await withAda(world);
    const { minted } = await attest(await world.context(), { profile_id: "profile", token: await world.token(ada) });
    const payload = decodeJwt(minted?.sessionJwt ?? "");
    expect({ who: payload.who, roles: payload.roles }).toEqual({ who: "Ada Lovelace", roles: ["stytch_member"] });
    expect(minted?.claims).toEqual({ who: "Ada Lovelace", roles: ["stytch_member"] });
  });

  test("goes by the external id whatever the e-mail address, and changes no e-mail address", async () => {
    const world = await sessionWorld();
    const known = await withAda(world);
    const token = await world.token({ ...ada, email: "other@example.com" });
    const { subject } = await attest(await world.context(), { profile_id: "profile", token });
    expect(subject).toEqual(known.ada);
  });

  test("fills an empty external id of the record with the e-mail address", async () => {
    const world = await sessionWorld();
    const known = await withAda(world);
    await updateSubject(await world.context(), known.ada, { externalId: null });
    const { subject } = await attest(await world.context(), { profile_id: "profile", token: await world.token(ada) });
    expect(subject).toMatchObject({ id: known.ada.id, externalId: "ada", emailAddress: "ada@example.com" });
  });

  test("refuses a record with the e-mail address and another external id", async () => {
    const world = await sessionWorld();
    await withAda(world);
    const before = await world.dump();
    const token = await world.token({ ...ada, sub: "somebody-else" });
    expect(await refusal(attest(await world.context(), { profile_id: "profile", token }))).toBe(
      "trusted_token_external_id_mismatch",
    );
    expect(await world.dump()).toEqual(before);
  });

  test("makes an invited member active", async () => {
    const world = await sessionWorld();
    const known = await withAda(world);
    const context = await world.context();
    await replaceSubject(context, { ...known.ada, status: "invited" });
    const { subject } = await attest(await world.context(), { profile_id: "profile", token: await world.token(ada) });
    expect(subject.status).toBe("active");
  });
});

describe("roles of a token", () => {
  test("become the assigned roles", async () => {
    const world = await sessionWorld();
    await withAda(world);
    const token = await world.token({ ...ada, assignments: ["editor", "stytch_member"] });
    const { subject, minted } = await attest(await world.context(), { profile_id: "profile", token });
    expect(subject.roles).toEqual(["editor"]);
    expect(minted?.roles).toEqual(["stytch_member", "editor"]);
  });

  test("are left alone by a token without the claim, and cleared by an empty list", async () => {
    const world = await sessionWorld();
    await withAda(world);
    const rolesAfter = async (claims: object): Promise<readonly string[]> => {
      const token = await world.token({ ...ada, ...claims });
      return (await attest(await world.context(), { profile_id: "profile", token })).subject.roles;
    };
    expect(await rolesAfter({ assignments: ["reader"] })).toEqual(["reader"]);
    expect(await rolesAfter({})).toEqual(["reader"]);
    expect(await rolesAfter({ assignments: [] })).toEqual([]);
  });

  test("are not written again when they are the same", async () => {
    const world = await sessionWorld();
    await withAda(world);
    const revisionAfter = async (): Promise<number> => {
      const token = await world.token({ ...ada, assignments: ["editor", "reader"] });
      return (await attest(await world.context(), { profile_id: "profile", token })).subject.revision;
    };
    expect(await revisionAfter()).toBe(2);
    expect(await revisionAfter()).toBe(2);
  });

  test("assign nothing when one of them is unknown", async () => {
    const world = await sessionWorld();
    await withAda(world);
    const before = await world.dump();
    const token = await world.token({ ...ada, assignments: ["editor", "emperor"] });
    expect(await refusal(attest(await world.context(), { profile_id: "profile", token }))).toBe("invalid_rbac_role_id");
    expect(await world.dump()).toEqual(before);
  });

  test("are as many as fit into 4096 bytes with those of the domain, of whoever is there and of whoever is made", async () => {
    const world = await sessionWorld();
    const { organization } = await withAda(world);
    await world.configure({ policy: policyOfFullRoles });
    const attested = async (claims: JsonObject) =>
      attest(await world.context(), { profile_id: "profile", token: await world.token({ ...ada, ...claims }) });
    expect((await attested({ assignments: [...fullRoleIds] })).subject.roles).toEqual(fullRoleIds);
    const other = { email: "new@example.com", sub: "new" };
    const tooMany = { assignments: [...fullRoleIds, oneRoleMore] };
    expect(await refusal(attested(tooMany))).toBe("too_many_roles");
    expect(await refusal(attested({ ...other, ...tooMany }))).toBe("too_many_roles");
    const implicitRoles = [{ domain: "example.com", roleId: oneRoleMore }];
    await updateOrganization(await world.context(), organization, { implicitRoles });
    expect(await refusal(attested({ ...other, assignments: [...fullRoleIds] }))).toBe("too_many_roles");
    // What is stored goes on being served, though the organization has given one more since.
    expect((await attested({ assignments: [...fullRoleIds] })).minted?.roles).toHaveLength(fullRoleIds.length + 2);
  });
});

describe("provisioning", () => {
  test("makes organization and member from the token", async () => {
    const world = await sessionWorld();
    const token = await world.token({ ...ada, org: "new|org", assignments: ["reader"] });
    const { subject, organization } = await attest(await world.context(), { profile_id: "profile", token });
    expect(organization).toMatchObject({ externalId: "new|org", name: "new|org", slug: "new-org", revision: 1 });
    expect(subject).toMatchObject({
      organizationId: organization?.id,
      emailAddress: "ada@example.com",
      externalId: "ada",
      status: "active",
      roles: ["reader"],
      revision: 1,
    });
  });

  test("gives the organization another slug where its own is taken", async () => {
    const world = await sessionWorld();
    await withAda(world);
    const token = await world.token({ ...ada, org: "acme" });
    const { organization } = await attest(await world.context(), { profile_id: "profile", token });
    expect(organization?.externalId).toBe("acme");
    expect(organization?.slug).toMatch(/^acme-[0-9a-f]{8}$/);
  });

  test("happens once, whoever comes first", async () => {
    const world = await sessionWorld();
    const contexts = await Promise.all(Array.from({ length: 8 }, () => world.context()));
    const answers = await Promise.all(
      contexts.map(async (context, index) =>
        attest(context, { profile_id: "profile", token: await world.token({ ...ada, jti: `token-${index}` }) }),
      ),
    );
    expect(new Set(answers.map(({ organization }) => organization?.id)).size).toBe(1);
    expect(new Set(answers.map(({ subject }) => subject.id)).size).toBe(1);
    const [organizations, subjects, sessions] = await world.dump();
    expect([organizations?.length, subjects?.length, sessions?.length]).toEqual([1, 1, 8]);
    for (const { minted } of answers) {
      const { subject } = await authenticate(await world.context(), { session_token: minted?.sessionToken });
      expect(subject.id).toBe(answers[0]?.subject.id);
    }
  });

  test("is off unless the profile allows it, for organizations and for members", async () => {
    const world = await sessionWorld({ profile: { canJitProvision: false } });
    await withAda(world);
    const before = await world.dump();
    const refusalOf = async (claims: object): Promise<string> => {
      const token = await world.token({ ...ada, ...claims });
      return refusal(attest(await world.context(), { profile_id: "profile", token }));
    };
    expect(await refusalOf({ org: "elsewhere" })).toBe("organization_not_found");
    expect(await refusalOf({ sub: "bob", email: "bob@example.com" })).toBe("member_not_found");
    expect(await world.dump()).toEqual(before);
  });

  test("does not make a deleted member again", async () => {
    const world = await sessionWorld();
    const known = await withAda(world);
    await deleteSubject(await world.context(), known.ada);
    const before = await world.dump();
    const refusalOf = async (claims: object): Promise<string> => {
      const token = await world.token({ ...ada, ...claims });
      return refusal(attest(await world.context(), { profile_id: "profile", token }));
    };
    expect(await refusalOf({})).toBe("member_deleted");
    expect(await refusalOf({ email: "other@example.com" })).toBe("member_deleted");
    expect(await refusalOf({ sub: "somebody-else" })).toBe("member_deleted");
    expect(await world.dump()).toEqual(before);
  });

  test("does not make an organization anew whose external id a deleted one had", async () => {
    const world = await sessionWorld();
    const { organization } = await withAda(world);
    await deleteOrganization(await world.context(), organization);
    const token = await world.token(ada);
    expect(await refusal(attest(await world.context(), { profile_id: "profile", token }))).toBe(
      "organization_not_found",
    );
  });

  test("makes no organization of what looks like an id of ours", async () => {
    const world = await sessionWorld();
    const token = await world.token({ ...ada, org: "organization-test-00000000-0000-4000-8000-000000000000" });
    expect(await refusal(attest(await world.context(), { profile_id: "profile", token }))).toBe(
      "organization_not_found",
    );
  });

  test("leaves nothing behind when the claims cannot be made or are too large", async () => {
    for (const [template, type] of [
      ['{ "a": << required(member.trusted_metadata.x) >> }', "template_evaluation_failed"],
      [`{ "a": [<< organization.external_id >>, "${"x".repeat(4050)}"] }`, "custom_claims_too_large"],
    ] as const) {
      const world = await sessionWorld({ template });
      const token = await world.token({ ...ada, org: "x".repeat(100) });
      expect(await refusal(attest(await world.context(), { profile_id: "profile", token }))).toBe(type);
      expect(await world.dump()).toEqual([[], [], []]);
    }
  });
});

describe("the organization of an attest", () => {
  test("is that of the request where the token names none", async () => {
    const world = await sessionWorld();
    const { organization: acme } = await withAda(world);
    const token = await world.token({ email: "ada@example.com", sub: "ada" });
    for (const organization_id of [acme.id, "acme-1", "acme"]) {
      const { organization } = await attest(await world.context(), { profile_id: "profile", token, organization_id });
      expect(organization?.id).toBe(acme.id);
    }
  });

  test("must be named by one of them", async () => {
    const world = await sessionWorld();
    const token = await world.token({ email: "ada@example.com" });
    expect(await refusal(attest(await world.context(), { profile_id: "profile", token }))).toBe(
      "token_missing_organization_id_claim",
    );
  });

  test("is never named by a slug in a token", async () => {
    const world = await sessionWorld({ profile: { canJitProvision: false } });
    await withAda(world);
    const token = await world.token({ ...ada, org: "acme" });
    expect(await refusal(attest(await world.context(), { profile_id: "profile", token }))).toBe(
      "organization_not_found",
    );
  });

  test("must be the same where both name one", async () => {
    const world = await sessionWorld();
    const { organization: acme } = await withAda(world);
    const elsewhere = await world.token({ ...ada, org: "elsewhere" });
    const token = await world.token(ada);
    const refusalOf = async (jwt: string, organization_id: string): Promise<string> =>
      refusal(attest(await world.context(), { profile_id: "profile", token: jwt, organization_id }));
    expect(await refusalOf(elsewhere, acme.id)).toBe("invalid_token_organization_id_claim");
    expect(await refusalOf(token, "nowhere")).toBe("organization_not_found");
    const made = await attest(await world.context(), {
      profile_id: "profile",
      token: elsewhere,
      organization_id: "elsewhere",
    });
    expect(made.organization?.externalId).toBe("elsewhere");
    expect(await refusalOf(token, made.organization?.id ?? "")).toBe("invalid_token_organization_id_claim");
  });

  test("is never another one whose slug the token's claim equals", async () => {
    const world = await sessionWorld();
    const { organization: acme } = await withAda(world);
    const token = await world.token({ ...ada, org: "acme" });
    const before = await world.dump();
    const request = { profile_id: "profile", token, organization_id: "acme" };
    expect(await refusal(attest(await world.context(), request))).toBe("invalid_token_organization_id_claim");
    expect(await world.dump()).toEqual(before);
    const { organization: made } = await attest(await world.context(), { profile_id: "profile", token });
    expect(made?.id).not.toBe(acme.id);
    // The slug goes on naming whom it named before.
    expect((await findOrganization(await world.context(), "acme")).id).toBe(acme.id);
  });

  test("must be one that the profile may speak for", async () => {
    const world = await sessionWorld({ profile: { allowedOrganizations: ["acme-1"] } });
    await withAda(world);
    const { organization } = await attest(await world.context(), {
      profile_id: "profile",
      token: await world.token(ada),
    });
    expect(organization?.externalId).toBe("acme-1");
    const before = await world.dump();
    const token = await world.token({ ...ada, org: "elsewhere" });
    expect(await refusal(attest(await world.context(), { profile_id: "profile", token }))).toBe(
      "invalid_token_organization_id_claim",
    );
    expect(await world.dump()).toEqual(before);
  });
});

describe("what a request says wrong", () => {
  test.each([
    ["an unknown profile", { profile_id: "nobody" }, "trusted_token_profile_not_found"],
    ["no token of any kind", { token: "not a token" }, "invalid_trusted_auth_token"],
    ["too short a duration", { session_duration_minutes: 4 }, "invalid_session_duration_minutes"],
    ["too long a duration", { session_duration_minutes: 527_041 }, "invalid_session_duration_minutes"],
    ["a duration that is no number", { session_duration_minutes: "60" }, "invalid_session_duration_minutes"],
    ["part of a minute", { session_duration_minutes: 5.5 }, "invalid_session_duration_minutes"],
    ["a reserved claim", { session_custom_claims: { sub: null } }, "reserved_claims_in_custom_claims"],
    ["a claim of ours", { session_custom_claims: { "https://stytch.com/x": 1 } }, "stytch_claims_in_custom_claims"],
    ["claims that are a list", { session_custom_claims: [] }, "invalid_custom_claims"],
    ["claims that are too large", { session_custom_claims: { a: "x".repeat(4089) } }, "custom_claims_too_large"],
    ["two sessions", { session_token: "a", session_jwt: "b" }, "too_many_session_arguments"],
    ["an unknown session", { session_token: "a" }, "session_not_found"],
    ["a JWT that is none", { session_jwt: "a" }, "unable_to_parse_session_jwt"],
  ])("is refused and leaves nothing behind: %s", async (_, part, type) => {
    const world = await sessionWorld();
    await withAda(world);
    const before = await world.dump();
    const request = { profile_id: "profile", token: await world.token(ada), ...part };
    expect(await refusal(attest(await world.context(), request))).toBe(type);
    expect(await world.dump()).toEqual(before);
  });
});

test("a token without a mapped claim that is required says which", async () => {
  const world = await sessionWorld();
  const token = await world.token({ sub: "ada", org: "acme-1" });
  await expect(attest(await world.context(), { profile_id: "profile", token })).rejects.toMatchObject({
    type: "invalid_trusted_auth_token",
    details: { reason: "email_missing" },
  });
});

describe("attaching a token to a session", () => {
  async function opened() {
    const world = await sessionWorld();
    const known = await withAda(world);
    const { minted } = await attest(await world.context(), {
      profile_id: "profile",
      token: await world.token(ada),
      session_custom_claims: { a: 1, b: { c: 1 } },
    });
    return { world, ...known, sessionToken: minted?.sessionToken ?? "", sessionJwt: minted?.sessionJwt ?? "" };
  }

  test("adds its factor, and changes neither token nor end of the session", async () => {
    const { world, sessionToken } = await opened();
    world.advance(60_000);
    const { minted } = await attest(await world.context(), {
      profile_id: "profile",
      token: await world.token({ email: "ada@example.com", sub: "ada", jti: "token-2" }),
      session_token: sessionToken,
      session_custom_claims: { b: { c: null, d: 2 } },
    });
    expect(minted?.sessionToken).toBe(sessionToken);
    expect(minted?.session.factors.map(({ tokenId, createdAt }) => [tokenId, createdAt])).toEqual([
      ["token-1", startOf2026],
      ["token-2", startOf2026 + 60_000],
    ]);
    expect(minted?.session.expiresAt).toBe(startOf2026 + 3_600_000);
    expect(minted?.claims).toEqual({ a: 1, b: { d: 2 } });
  });

  test("renews the factor of the same token id", async () => {
    const { world, sessionJwt } = await opened();
    world.advance(60_000);
    const { minted } = await attest(await world.context(), {
      profile_id: "profile",
      token: await world.token(ada),
      session_jwt: sessionJwt,
      session_duration_minutes: 5,
    });
    expect(minted?.session.factors).toEqual([
      {
        profileId: "profile",
        tokenId: "token-1",
        createdAt: startOf2026,
        lastAuthenticatedAt: startOf2026 + 60_000,
        namesOrganization: true,
      },
    ]);
    expect(minted?.session.expiresAt).toBe(startOf2026 + 360_000);
    expect(minted?.sessionToken).toBe("");
  });

  test("is refused for another member, another organization, and for whoever is not there", async () => {
    const { world, sessionToken } = await opened();
    const before = await world.dump();
    const refusalOf = async (claims: object): Promise<string> => {
      const token = await world.token({ ...ada, jti: "token-2", ...claims });
      return refusal(attest(await world.context(), { profile_id: "profile", token, session_token: sessionToken }));
    };
    expect(await refusalOf({ sub: "bob", email: "bob@example.com" })).toBe("member_session_member_id_mismatch");
    expect(await refusalOf({ org: "elsewhere" })).toBe("organization_not_found");
    expect(await world.dump()).toEqual(before);
    await attest(await world.context(), {
      profile_id: "profile",
      token: await world.token({ ...ada, org: "elsewhere" }),
    });
    expect(await refusalOf({ org: "elsewhere" })).toBe("session_organization_mismatch");
  });

  test("changes nothing when the session is revoked meanwhile", async () => {
    const { world, ada: member, sessionToken } = await opened();
    const context = await world.context();
    const token = await world.token({ ...ada, jti: "token-2", assignments: ["editor"] });
    // The session is gone between the first read and the first write.
    const { store } = recordedStore(context.backend.store, async () => {
      await revoke(await world.context(), { subjectId: member.id });
    });
    const scope = store.scope(context.project.id);
    const request = { profile_id: "profile", token, session_token: sessionToken };
    expect(await refusal(attest({ ...context, scope }, request))).toBe("session_not_found");
    const { roles } = await findSubject(context, { organizationId: member.organizationId, ref: member.id });
    expect(roles).toEqual([]);
  });

  test("holds twenty factors and no more", async () => {
    const { world, sessionToken } = await opened();
    const attach = async (jti: string) =>
      attest(await world.context(), {
        profile_id: "profile",
        token: await world.token({ ...ada, jti }),
        session_token: sessionToken,
      });
    for (let count = 2; count <= 20; count += 1) await attach(`token-${count}`);
    expect(await refusal(attach("token-21"))).toBe("session_too_many_factors");
    expect((await attach("token-20")).minted?.session.factors).toHaveLength(20);
  });

  test("never makes a new session of one that is over or revoked", async () => {
    const { world, sessionToken } = await opened();
    world.advance(3_600_000);
    const request = { profile_id: "profile", token: await world.token(ada), session_token: sessionToken };
    expect(await refusal(attest(await world.context(), request))).toBe("session_not_found");
  });
});

describe("attest in a consumer project", () => {
  const user = { email: "ada@example.com", sub: "ada" };

  test("makes the user and a session without an organization", async () => {
    const world = await sessionWorld({ vertical: "consumer", template: '{ "id": << user.external_id >> }' });
    const { subject, organization, minted } = await attest(await world.context(), {
      profile_id: "profile",
      token: await world.token(user),
    });
    expect(organization).toBeUndefined();
    expect(subject).toMatchObject({ organizationId: "", emailAddress: "ada@example.com", externalId: "ada" });
    expect(minted).toMatchObject({ roles: ["stytch_user"], claims: { id: "ada" } });
    expect(decodeJwt(minted?.sessionJwt ?? "")).not.toHaveProperty("https://stytch.com/organization");
  });

  test("makes no session without a duration where the project requires one", async () => {
    const world = await sessionWorld({ vertical: "consumer", settings: { attestRequiresDuration: true } });
    const request = { profile_id: "profile", token: await world.token(user) };
    const without = await attest(await world.context(), request);
    expect(without.minted).toBeUndefined();
    const withDuration = await attest(await world.context(), { ...request, session_duration_minutes: 5 });
    expect(withDuration.subject.id).toBe(without.subject.id);
    expect(withDuration.minted?.session.expiresAt).toBe(startOf2026 + 300_000);
  });

  test("attaches only to the user's own session", async () => {
    const world = await sessionWorld({ vertical: "consumer" });
    const { minted } = await attest(await world.context(), { profile_id: "profile", token: await world.token(user) });
    const token = await world.token({ email: "bob@example.com", sub: "bob" });
    const request = { profile_id: "profile", token, session_token: minted?.sessionToken };
    expect(await refusal(attest(await world.context(), request))).toBe("session_user_id_mismatch");
  });

  test("does not make a deleted user again, nor any without leave", async () => {
    const world = await sessionWorld({ vertical: "consumer" });
    const request = { profile_id: "profile", token: await world.token(user) };
    const { subject } = await attest(await world.context(), request);
    await deleteSubject(await world.context(), subject);
    expect(await refusal(attest(await world.context(), request))).toBe("user_deleted");
    const strict = await sessionWorld({ vertical: "consumer", profile: { canJitProvision: false } });
    expect(await refusal(attest(await strict.context(), request))).toBe("user_not_found");
  });
});

describe("attest where metadata has a schema that requires something", () => {
  test("makes the organization and the member without metadata", async () => {
    const world = await sessionWorld({ template: '{ "level": << member.trusted_metadata.level ?? 0 >> }' });
    const required = { type: "object", properties: { level: { type: "integer" } }, required: ["level"] };
    await world.configure({
      schemas: { "member.trusted_metadata": required, "organization.trusted_metadata": required },
    });
    const token = await world.token(ada);
    const { organization, subject, minted } = await attest(await world.context(), { profile_id: "profile", token });
    expect([organization?.trustedMetadata, subject.trustedMetadata, minted?.claims]).toEqual([
      "{}",
      "{}",
      { level: 0 },
    ]);
  });
});
