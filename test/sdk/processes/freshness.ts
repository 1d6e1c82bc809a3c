import { decodeProtectedHeader } from "jose";
import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ComposedServer, startComposed } from "../../support/composed-server.ts";
import { effort } from "../../support/lanes/effort.ts";
import { b2b, declaredState, policy } from "../support/declared-state.ts";
import { memberClient, refusalOf } from "../support/sdk-clients.ts";
import { trustedToken } from "../support/trusted-token.ts";
import { type Doors, doorsOf } from "./freshness-doors.ts";
import { type ProcessWorld, type Servers, startServers } from "./servers.ts";

const TRIES = effort(10, 200);

const bob = { email: "bob@example.com", sub: "u2" };
const write = { organization_id: b2b.organizationId, resource_id: "documents", action: "write" };

/** What is changed through one server, and used by another in the next moment. */
export function describeFreshness(world: ProcessWorld): void {
  describe("what is changed through one server, the other uses at once", () => {
    let servers: Servers;
    let here: ComposedServer;
    let doors: Doors;
    /** Of the server that changes, and of the other. */
    let changing: stytch.B2BClient;
    let other: stytch.B2BClient;
    let session_token: string;

    beforeAll(async () => {
      const apply = declaredState();
      servers = await startServers(world, world.processes(1), { apply });
      here = await startComposed({ openStore: servers.store.open, masterKey: servers.options.masterKey });
      doors = doorsOf(here.backend);
      changing = memberClient(here.url);
      other = servers.clientFor(0);
      ({ session_token } = await attest(other));
    });
    afterAll(async () => {
      await here.close();
      await servers.close();
    });

    const attest = async (client: stytch.B2BClient, claims = bob, aud?: string) => {
      const token = await trustedToken({ ...claims, ...(aud !== undefined && { aud }) });
      return client.sessions.attest({ profile_id: b2b.profileId, token });
    };
    const outcomeOf = (call: Promise<unknown>) =>
      call.then(
        () => "served",
        () => refusalOf(call),
      );
    /** Every one of the tries, of which none may be answered by what was before. */
    const inEachTry = async (change: (attempt: number) => Promise<readonly [actual: unknown, expected: unknown]>) => {
      const answers: unknown[] = [];
      const expectations: unknown[] = [];
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const [actual, expected] = await change(attempt);
        answers.push(actual);
        expectations.push(expected);
      }
      expect(answers).toEqual(expectations);
    };

    test("a template", () =>
      inEachTry(async (attempt) => {
        await doors.publish(() => ({ template: `{ "attempt": ${attempt} }` }));
        const { member_session } = await other.sessions.authenticate({ session_token });
        return [member_session.custom_claims, { attempt }];
      }));

    test("a policy", () =>
      inEachTry(async (attempt) => {
        const actions = attempt % 2 === 0 ? ["read", "write"] : ["read"];
        const [editor] = policy.roles;
        const reader = { role_id: "reader", description: "", permissions: [{ resource_id: "documents", actions }] };
        await doors.publish(() => ({ policy: { ...policy, roles: [editor, reader] } }));
        const verdict = await outcomeOf(other.sessions.authenticate({ session_token, authorization_check: write }));
        return [verdict, attempt % 2 === 0 ? "served" : "403 session_authorization_error"];
      }));

    test("a role that is made and removed", () =>
      inEachTry(async (attempt) => {
        const guest = { role_id: "guest", description: "", permissions: [] };
        const isMade = attempt % 2 === 0;
        await doors.publish(() => ({ policy: { ...policy, roles: [...policy.roles, ...(isMade ? [guest] : [])] } }));
        const assign = (roles: string[]) =>
          other.organizations.members.update({ organization_id: "acme", member_id: "u1", roles });
        const outcome = await outcomeOf(assign(["guest"]));
        if (isMade) await assign([]);
        return [outcome, isMade ? "served" : "400 invalid_rbac_role_id"];
      }));

    test("a role that is given to a member and taken away", () =>
      inEachTry(async (attempt) => {
        const roles = attempt % 2 === 0 ? ["editor"] : [];
        await changing.organizations.members.update({ organization_id: "acme", member_id: "u2", roles });
        const { member_session } = await other.sessions.authenticate({ session_token });
        return [member_session.roles, ["stytch_member", ...roles]];
      }));

    test("a secret that is added and deleted", () =>
      inEachTry(async () => {
        const { secret, secretId } = await doors.addSecret();
        const client = memberClient(servers.urls[0] ?? "", { ...b2b, secret });
        const outcomes = [await outcomeOf(client.sessions.authenticate({ session_token }))];
        await doors.deleteSecret(secretId);
        outcomes.push(await outcomeOf(client.sessions.authenticate({ session_token })));
        return [outcomes, ["served", "401 unauthorized_credentials"]];
      }));

    test("a profile", () =>
      inEachTry(async (attempt) => {
        const audience = `https://api-${attempt}.example.com`;
        await doors.publish(({ profiles }) => ({ profiles: profiles.map((profile) => ({ ...profile, audience })) }));
        const audiences = [audience, `https://api-${attempt - 1}.example.com`];
        const outcomes = audiences.map((aud) => outcomeOf(attest(other, bob, aud)));
        return [await Promise.all(outcomes), ["served", "400 jwt_invalid_audience"]];
      }));

    test("a key that is published and one that is revoked", () =>
      inEachTry(async () => {
        const { session_jwt } = await other.sessions.authenticate({ session_token });
        const next = await doors.rotateKeys();
        const { keys } = await other.sessions.getJWKS({ project_id: b2b.projectId });
        const revoked = await doors.revokeSigningKey();
        const refusal = await refusalOf(other.sessions.authenticate({ session_jwt }));
        const signed = await other.sessions.authenticate({ session_token });
        const left = await other.sessions.getJWKS({ project_id: b2b.projectId });
        const kidsOf = (published: readonly { readonly kid: string }[]) => published.map(({ kid }) => kid);
        const kidOf = (jwt: string) => decodeProtectedHeader(jwt).kid;
        return [
          [kidsOf(keys), refusal, kidsOf(left.keys), kidOf(session_jwt), kidOf(signed.session_jwt)],
          [[revoked, next], "400 unable_to_parse_session_jwt", [next], revoked, next],
        ];
      }));
  });
}
