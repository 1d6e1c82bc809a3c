import type stytch from "stytch";
import { ClientError, StytchError } from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validatePolicy } from "../../src/policy/index.ts";
import { type AuthorizationCase, type CaseSet, ownCases, policyNamed, sdkCases } from "../policy/vectors.ts";
import { describeOnEachStore } from "../support/each-store.ts";
import { describeWithSharedVectors } from "../support/shared-vectors.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { memberClient, userClient } from "./support/sdk-clients.ts";
import { sign, trustedToken } from "./support/trusted-token.ts";

describeOnEachStore((stores) => {
  /** What both sides may say of a check. */
  type Verdict = "allow" | "invalid_permissions" | "tenancy_mismatch";

  const verdictByError: Readonly<Record<string, Verdict>> = {
    session_authorization_error: "invalid_permissions",
    consumer_session_authorization_error: "invalid_permissions",
    session_authorization_tenancy_error: "tenancy_mismatch",
    invalid_permissions: "invalid_permissions",
    tenancy_mismatch: "tenancy_mismatch",
  };

  /** The cases by role that a project can have, and a subject; organizations have no roles of their own yet. */
  function casesOf(set: CaseSet, vertical: "b2b" | "b2c"): readonly AuthorizationCase[] {
    const verticalId = vertical === "b2b" ? "b2b" : "consumer";
    return set.cases.filter((example) => {
      if (example.vertical !== vertical || example.kind !== "role" || typeof example.org_policy === "string")
        return false;
      const policy = policyNamed(set, example.policy);
      const roles = new Set(example.subject_roles);
      const areAssigned =
        policy.roles.filter(({ role_id }) => roles.has(role_id)).length === example.subject_roles?.length;
      return areAssigned && validatePolicy(policy, verticalId).ok;
    });
  }

  describe("authorization on the project's own cases", () => {
    decidesAll(ownCases, 15, 10);
  });

  describeWithSharedVectors("authorization on the cases of the official SDKs", () => {
    decidesAll(sdkCases(), 7, 6);
  });

  function decidesAll(set: CaseSet, ofMembers: number, ofUsers: number): void {
    const inB2b = casesOf(set, "b2b");
    const inConsumer = casesOf(set, "b2c");
    let server: ObservedServer;
    let members: stytch.B2BClient;
    let users: stytch.Client;

    beforeAll(async () => {
      const [member] = inB2b;
      const [user] = inConsumer;
      if (member === undefined || user === undefined) throw new Error("both verticals have cases");
      const templates = { template: "{}", userTemplate: "{}" };
      const policies = { policy: policyNamed(set, member.policy), userPolicy: policyNamed(set, user.policy) };
      server = await startObserved(declaredState({ ...templates, ...policies, hasRoles: false }), stores);
      members = memberClient(server.url);
      users = userClient(server.url);
    });

    afterAll(() => server.close());

    test(`has ${ofMembers} cases of members and ${ofUsers} of users, each kind with one policy`, () => {
      expect([inB2b.length, inConsumer.length]).toEqual([ofMembers, ofUsers]);
      expect(new Set(inB2b.map(({ policy }) => policy)).size).toBe(1);
      expect(new Set(inConsumer.map(({ policy }) => policy)).size).toBe(1);
    });

    test.each(inB2b)("a member: $name", async ({ subject_roles: assignments = [], subject_org_id, check, ...rest }) => {
      const { session_token, session_jwt, member_session } = await members.sessions.attest({
        profile_id: b2b.profileId,
        token: await trustedToken({ assignments }),
      });
      expect(member_session.roles.toSorted()).toEqual(["stytch_member", ...assignments].toSorted());
      const isOwn = check.organization_id === subject_org_id;
      const authorization_check = { ...check, organization_id: isOwn ? b2b.organizationId : "organization-test-other" };
      const verdicts = await Promise.all([
        verdictOf(members.sessions.authenticate({ session_token, authorization_check })),
        verdictOf(members.sessions.authenticateJwtLocal({ session_jwt, authorization_check })),
      ]);
      expect(verdicts).toEqual(Array(2).fill(rest.expect === "allow" ? "allow" : rest.error));
    });

    test.each(inConsumer)("a user: $name", async ({ subject_roles: assignments = [], check, ...rest }) => {
      const { session_token, session_jwt, session } = await users.sessions.attest({
        profile_id: consumer.profileId,
        token: await sign({ email: "ada@example.com", sub: "u1", assignments }),
      });
      expect(session?.roles.toSorted()).toEqual(["stytch_user", ...assignments].toSorted());
      const verdicts = await Promise.all([
        verdictOf(users.sessions.authenticate({ session_token, authorization_check: check })),
        verdictOf(users.sessions.authenticateJwtLocal({ session_jwt, authorization_check: check })),
      ]);
      expect(verdicts).toEqual(Array(2).fill(rest.expect === "allow" ? "allow" : rest.error));
    });
  }

  async function verdictOf(call: Promise<unknown>): Promise<Verdict | undefined> {
    try {
      await call;
      return "allow";
    } catch (error) {
      if (error instanceof StytchError) return verdictByError[error.error_type];
      if (error instanceof ClientError) return verdictByError[error.code];
      throw error;
    }
  }
});
