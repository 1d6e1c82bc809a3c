import { decodeJwt } from "jose";
import type stytch from "stytch";
import { describe, expect, onTestFinished, test } from "vitest";
import { b2b, consumer, declaredState } from "../support/declared-state.ts";
import { memberClient, refusalOf, userClient } from "../support/sdk-clients.ts";
import { sign, trustedToken } from "../support/trusted-token.ts";
import { type ProcessWorld, startServers } from "./servers.ts";

const profile = { profile_id: b2b.profileId };

/** What a process may not keep to itself: each call goes to another server than the one before. */
export function describeSharing(world: ProcessWorld): void {
  describe("servers that share a store", () => {
    test.each([2, 4])("are as one, where each of %i in turn has one call", async (count) => {
      const processes = world.processes(count);
      const apply = declaredState();
      const servers = await startServers(world, processes, { apply });
      onTestFinished(() => servers.close());
      let calls = 0;
      const next = (): stytch.B2BClient => servers.clientFor(calls++);
      const nextUrl = (): string => servers.urls[calls++ % count] ?? "";

      const { organization } = await next().organizations.create({ organization_name: "Navy" });
      const { organization_id } = organization;
      const inNavy = { organization_id, email_address: "grace@example.com", external_id: "grace" };
      const { member_id } = await next().organizations.members.create(inNavy);
      const grace = { email: "grace@example.com", sub: "grace", org: organization_id };
      const attested = await next().sessions.attest({ ...profile, token: await trustedToken(grace) });
      expect(attested.member_id).toBe(member_id);
      const { session_token, session_jwt } = attested;

      const session_custom_claims = { cart: 1 };
      await next().sessions.authenticate({ session_token, session_custom_claims });
      await next().organizations.members.update({ organization_id, member_id, trusted_metadata: { tier: "gold" } });
      const byJwt = await next().sessions.authenticate({ session_jwt });
      expect(byJwt.member_session.custom_claims).toMatchObject({ cart: 1, tier: "gold" });
      const second = await trustedToken({ ...grace, jti: "second" });
      const attached = await next().sessions.attest({ ...profile, token: second, session_token });
      const { member_sessions } = await next().sessions.get({ organization_id, member_id });
      expect(member_sessions.map(({ authentication_factors }) => authentication_factors.length)).toEqual([2]);
      // By a client that knows nothing yet, from the key set of another server than the one that signed.
      const local = await memberClient(nextUrl()).sessions.authenticateJwtLocal({ session_jwt: attached.session_jwt });
      expect(local.member_id).toBe(member_id);

      await next().organizations.members.delete({ organization_id, member_id });
      expect(await refusalOf(next().sessions.authenticate({ session_token }))).toBe("404 session_not_found");
      await next().organizations.members.reactivate({ organization_id, member_id });
      const again = await next().sessions.attest({ ...profile, token: await trustedToken(grace) });
      await next().sessions.revoke({ member_id });
      const { session_token: ended } = again;
      expect(await refusalOf(next().sessions.authenticate({ session_token: ended }))).toBe("404 session_not_found");

      const token = await sign({ email: "ada@example.com", sub: "u1" });
      const user = await userClient(nextUrl()).sessions.attest({ profile_id: consumer.profileId, token });
      const seen = await userClient(nextUrl()).sessions.authenticate({ session_token: user.session_token });
      expect(decodeJwt(seen.session_jwt).sub).toBe(user.user_id);
    });

    test("go on when the others are gone, with all that those did", async () => {
      const processes = world.processes(2);
      const apply = declaredState();
      const servers = await startServers(world, processes, { apply });
      onTestFinished(() => servers.close());
      const token = await trustedToken();
      const { session_token, session_jwt } = await servers.clientFor(0).sessions.attest({ ...profile, token });
      await processes[0]?.close();
      expect(await servers.clientFor(1).sessions.authenticate({ session_token })).toMatchObject({ status_code: 200 });
      expect(await servers.clientFor(1).sessions.authenticateJwtLocal({ session_jwt })).toMatchObject({
        organization_id: b2b.organizationId,
      });
    });
  });
}
