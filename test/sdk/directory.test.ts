import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { missingFields } from "./support/required-fields.ts";
import { memberClient, refusalOf, userClient } from "./support/sdk-clients.ts";

describeOnEachStore((stores) => {
  let server: ObservedServer;
  let members: stytch.B2BClient;
  let users: stytch.Client;

  beforeAll(async () => {
    server = await startObserved(declaredState(), stores);
    members = memberClient(server.url);
    users = userClient(server.url);
  });

  afterAll(() => server.close());

  const organizations = "b2b/organizations B2BOrganizations";
  const inOrganizations = "b2b/organizations_members B2BOrganizationsMembers";

  /** The answer of a call, which has all that the SDK's type requires. */
  async function complete<T>(call: Promise<T>, type: string): Promise<T> {
    const answer = await call;
    expect(missingFields(answer, type)).toEqual([]);
    expect(answer).toMatchObject({ status_code: 200 });
    return answer;
  }

  describe("organizations, by the official client", () => {
    test("are made, read by id, external id and slug, changed and deleted", async () => {
      const { organization } = await complete(
        members.organizations.create({
          organization_name: "Umbrella",
          organization_slug: "umbrella",
          organization_external_id: "umbrella|1",
          trusted_metadata: { plan: "gold", nested: { a: 1, b: 2 } },
        }),
        `${organizations}CreateResponse`,
      );
      const { organization_id } = organization;
      for (const reference of [organization_id, "umbrella|1", "umbrella"]) {
        const answer = await complete(
          members.organizations.get({ organization_id: reference }),
          `${organizations}GetResponse`,
        );
        expect(answer.organization).toEqual(organization);
      }
      const updated = await complete(
        members.organizations.update({
          organization_id: "umbrella",
          organization_name: "Umbrella Inc.",
          trusted_metadata: { plan: null, nested: { c: 3 } },
          rbac_email_implicit_role_assignments: [{ domain: "umbrella.example", role_id: "reader" }],
        }),
        `${organizations}UpdateResponse`,
      );
      expect(updated.organization).toEqual({
        ...organization,
        organization_name: "Umbrella Inc.",
        trusted_metadata: { nested: { c: 3 } },
        rbac_email_implicit_role_assignments: [{ domain: "umbrella.example", role_id: "reader" }],
        updated_at: updated.organization.updated_at,
      });
      const without = await complete(
        members.organizations.deleteExternalId({ organization_id: "umbrella|1" }),
        `${organizations}DeleteExternalIdResponse`,
      );
      expect(without.organization.organization_external_id ?? "").toBe("");
      const deleted = await complete(
        members.organizations.delete({ organization_id }),
        `${organizations}DeleteResponse`,
      );
      expect(deleted.organization_id).toBe(organization_id);
      expect(await refusalOf(members.organizations.get({ organization_id }))).toBe("404 organization_not_found");
    });
  });

  describe("members, by the official client", () => {
    test("are made, read by id, external id and e-mail address, and changed", async () => {
      const made = await complete(
        members.organizations.members.create({
          organization_id: "acme",
          email_address: "Grace@Example.com",
          name: "Grace",
          external_id: "grace",
          roles: ["editor"],
          trusted_metadata: { tier: "gold" },
        }),
        `${inOrganizations}CreateResponse`,
      );
      const { member, member_id } = made;
      expect(member).toMatchObject({
        member_id,
        status: "active",
        email_address: "grace@example.com",
        name: "Grace",
        external_id: "grace",
      });
      expect(member.roles).toContainEqual({ role_id: "editor", sources: [{ type: "direct_assignment" }] });
      const named = [{ member_id }, { member_id: "grace" }, { email_address: "GRACE@example.com" }];
      for (const reference of named) {
        const answer = await complete(
          members.organizations.members.get({ organization_id: "acme-1", ...reference }),
          `${inOrganizations}GetResponse`,
        );
        expect(answer.member).toEqual(member);
      }
      const updated = await complete(
        members.organizations.members.update({
          organization_id: "acme",
          member_id: "grace",
          name: "Grace Hopper",
          roles: ["reader"],
          trusted_metadata: { tier: null, rank: "admiral" },
          untrusted_metadata: { theme: "dark" },
        }),
        `${inOrganizations}UpdateResponse`,
      );
      expect(updated.member).toMatchObject({
        name: "Grace Hopper",
        trusted_metadata: { rank: "admiral" },
        untrusted_metadata: { theme: "dark" },
      });
      expect(updated.member.roles.map(({ role_id }) => role_id)).not.toContain("editor");
      const without = await complete(
        members.organizations.members.deleteExternalId({ organization_id: "acme", member_id }),
        `${inOrganizations}DeleteExternalIdResponse`,
      );
      expect(without.member.external_id ?? "").toBe("");
    });

    test("are deleted and made active again", async () => {
      const { member_id } = await members.organizations.members.create({
        organization_id: "acme",
        email_address: "mallory@example.com",
      });
      const deleted = await complete(
        members.organizations.members.delete({ organization_id: "acme", member_id }),
        `${inOrganizations}DeleteResponse`,
      );
      expect(deleted.member_id).toBe(member_id);
      const get = { organization_id: "acme", member_id };
      expect(await refusalOf(members.organizations.members.get(get))).toBe("404 member_not_found");
      const dangerously = await complete(
        members.organizations.members.dangerouslyGet({ member_id, include_deleted: true }),
        `${inOrganizations}GetResponse`,
      );
      expect(dangerously.member).toMatchObject({ member_id, status: "deleted" });
      const again = await complete(
        members.organizations.members.reactivate(get),
        `${inOrganizations}ReactivateResponse`,
      );
      expect(again.member).toMatchObject({ member_id, status: "active", email_address: "mallory@example.com" });
    });

    test("are those of one organization, and of one project", async () => {
      const { organization } = await members.organizations.create({ organization_name: "Elsewhere" });
      const { member_id } = await members.organizations.members.create({
        organization_id: organization.organization_id,
        email_address: "eve@example.com",
      });
      const elsewhere = { organization_id: "acme", member_id };
      expect(await refusalOf(members.organizations.members.get(elsewhere))).toBe("404 member_not_found");
      expect(await refusalOf(members.organizations.members.delete(elsewhere))).toBe("404 member_not_found");
      expect(await refusalOf(users.users.get({ user_id: member_id }))).toBe("404 user_not_found");
    });
  });

  describe("users, by the official client", () => {
    test("are made, read by id and external id, changed and deleted", async () => {
      const made = await complete(
        users.users.create({
          email: "Grace@Example.com",
          name: { first_name: "Grace", last_name: "Hopper" },
          external_id: "grace",
          roles: ["editor"],
          trusted_metadata: { tier: "gold" },
        }),
        "b2c/users UsersCreateResponse",
      );
      const { user_id } = made;
      expect(made.user).toMatchObject({
        user_id,
        status: "active",
        external_id: "grace",
        name: { first_name: "Grace", last_name: "Hopper" },
        emails: [{ email: "grace@example.com", email_id: made.email_id }],
      });
      for (const reference of [user_id, "grace"]) {
        const user = await complete(users.users.get({ user_id: reference }), "b2c/users UsersGetResponse");
        expect(user).toMatchObject({ user_id, trusted_metadata: { tier: "gold" }, roles: made.user.roles });
      }
      const updated = await complete(
        users.users.update({ user_id, name: { middle_name: "M." }, trusted_metadata: { tier: null } }),
        "b2c/users UsersUpdateResponse",
      );
      expect(updated.user).toMatchObject({
        name: { first_name: "Grace", middle_name: "M.", last_name: "Hopper" },
        trusted_metadata: {},
      });
      const without = await complete(
        users.users.deleteExternalId({ user_id: "grace" }),
        "b2c/users UsersDeleteExternalIdResponse",
      );
      expect(without.user.external_id ?? "").toBe("");
      const deleted = await complete(users.users.delete({ user_id }), "b2c/users UsersDeleteResponse");
      expect(deleted.user_id).toBe(user_id);
      expect(await refusalOf(users.users.get({ user_id }))).toBe("404 user_not_found");
    });
  });
});
