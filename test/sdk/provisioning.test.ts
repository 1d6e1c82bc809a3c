import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { missingFields } from "./support/required-fields.ts";
import { memberClient, refusalOf } from "./support/sdk-clients.ts";
import { trustedToken } from "./support/trusted-token.ts";

describeOnEachStore((stores) => {
  let server: ObservedServer;
  let client: stytch.B2BClient;

  beforeAll(async () => {
    server = await startObserved(declaredState(), stores);
    client = memberClient(server.url);
  });

  afterAll(() => server.close());

  async function attest(claims: Parameters<typeof trustedToken>[0], profile_id: string = b2b.profileId) {
    return client.sessions.attest({ profile_id, token: await trustedToken(claims) });
  }

  const grace = { email: "Grace@Example.com", sub: "grace", org: "navy|1", assignments: ["editor"] };

  describe("an attest by a profile that may make whom it speaks of", () => {
    test("makes the organization and the member once", async () => {
      const made = await attest(grace);
      expect(missingFields(made, "b2b/sessions B2BSessionsAttestResponse")).toEqual([]);
      expect(made.organization).toMatchObject({ organization_external_id: "navy|1", organization_slug: "navy-1" });
      expect(made.member).toMatchObject({
        email_address: "grace@example.com",
        external_id: "grace",
        status: "active",
        organization_id: made.organization.organization_id,
      });
      expect(made.member_session.roles).toEqual(["stytch_member", "editor"]);
      const again = await attest({ ...grace, email: "grace.hopper@example.com" });
      expect([again.member_id, again.organization]).toEqual([made.member_id, made.organization]);
      expect(again.member.email_address).toBe("grace@example.com");
    });

    test("assigns the roles of the token, takes them away by an empty list and leaves them without one", async () => {
      const rolesWith = async (claims: object) => {
        const { member_session } = await attest({ email: "roles@example.com", sub: "roles", ...claims });
        return member_session.roles;
      };
      expect(await rolesWith({ assignments: ["reader", "editor"] })).toEqual(["stytch_member", "editor", "reader"]);
      expect(await rolesWith({})).toEqual(["stytch_member", "editor", "reader"]);
      expect(await rolesWith({ assignments: [] })).toEqual(["stytch_member"]);
    });

    test("fills the external id of a member that has none", async () => {
      const { member_id } = await client.organizations.members.create({
        organization_id: "acme",
        email_address: "linus@example.com",
      });
      const answer = await attest({ email: "LINUS@example.com", sub: "linus" });
      expect(answer).toMatchObject({ member_id, member: { external_id: "linus" } });
    });

    test("does not make a deleted member again, nor an organization", async () => {
      const lost = { email: "lost@example.com", sub: "lost", org: "lost-1" };
      const { member_id, organization } = await attest(lost);
      const { organization_id } = organization;
      await client.organizations.members.delete({ organization_id, member_id });
      expect(await refusalOf(attest(lost))).toBe("403 member_deleted");
      await client.organizations.members.reactivate({ organization_id, member_id });
      expect(await attest(lost)).toMatchObject({ member_id });
      await client.organizations.delete({ organization_id });
      expect(await refusalOf(attest(lost))).toBe("404 organization_not_found");
    });

    test("ends the sessions of a deleted member and of a deleted organization", async () => {
      const first = await attest({ email: "a@example.com", sub: "a", org: "ended" });
      const second = await attest({ email: "b@example.com", sub: "b", org: "ended" });
      const { organization_id } = first.organization;
      const authenticate = ({ session_token }: { readonly session_token: string }) =>
        client.sessions.authenticate({ session_token });
      await client.organizations.members.delete({ organization_id, member_id: first.member_id });
      expect(await refusalOf(authenticate(first))).toBe("404 session_not_found");
      expect(await authenticate(second)).toMatchObject({ member: { member_id: second.member_id } });
      await client.organizations.delete({ organization_id });
      expect(await refusalOf(authenticate(second))).toBe("404 session_not_found");
    });
  });

  describe("an attest by a profile that may not", () => {
    test("takes a member that is there, and leaves nothing behind of another", async () => {
      expect(await attest({}, b2b.strictProfileId)).toMatchObject({ member: { external_id: "u1" } });
      const stranger = { email: "stranger@example.com", sub: "stranger" };
      expect(await refusalOf(attest(stranger, b2b.strictProfileId))).toBe("404 member_not_found");
      const elsewhere = { ...stranger, org: "elsewhere" };
      expect(await refusalOf(attest(elsewhere, b2b.strictProfileId))).toBe("404 organization_not_found");
      const get = client.organizations.members.get({ organization_id: "acme", email_address: stranger.email });
      expect(await refusalOf(get)).toBe("404 member_not_found");
      expect(await refusalOf(client.organizations.get({ organization_id: "elsewhere" }))).toBe(
        "404 organization_not_found",
      );
    });
  });
});
