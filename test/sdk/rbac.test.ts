import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { declaredState, policy } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { missingFields } from "./support/required-fields.ts";
import { memberClient, userClient } from "./support/sdk-clients.ts";

describeOnEachStore((stores) => {
  let server: ObservedServer;

  beforeAll(async () => {
    server = await startObserved(declaredState(), stores);
  });

  afterAll(() => server.close());

  const ids = (roles: readonly { readonly role_id: string }[] = []) => roles.map(({ role_id }) => role_id);

  describe("the policy that the official clients decide with", () => {
    test("is that of a B2B project, with the default roles and resources", async () => {
      const answer = await memberClient(server.url).rbac.policy();
      expect(missingFields(answer, "b2b/rbac B2BRBACPolicyResponse")).toEqual([]);
      expect(ids(answer.policy?.roles)).toEqual(["stytch_member", "stytch_admin", "editor", "reader"]);
      expect(answer.policy?.roles).toEqual(expect.arrayContaining([...policy.roles]));
      expect(answer.policy?.resources).toEqual(expect.arrayContaining([...policy.resources]));
      expect(answer.policy?.resources.map(({ resource_id }) => resource_id)).toContain("stytch.member");
    });

    test("has no roles of single organizations, by whatever the organization is named", async () => {
      const client = memberClient(server.url);
      for (const organization_id of ["acme", "acme-1"]) {
        const answer = await client.rbac.organizations.getOrgPolicy({ organization_id });
        expect(missingFields(answer, "b2b/rbac_organizations B2BRBACOrganizationsGetOrgPolicyResponse")).toEqual([]);
        expect(answer.org_policy).toEqual({ roles: [] });
      }
    });

    test("is that of a consumer project, with its default role", async () => {
      const answer = await userClient(server.url).rbac.policy();
      expect(missingFields(answer, "b2c/rbac RBACPolicyResponse")).toEqual([]);
      expect(ids(answer.policy?.roles)).toEqual(["stytch_user", "editor", "reader"]);
      expect(answer.policy?.resources).toEqual([...policy.resources]);
    });
  });
});
