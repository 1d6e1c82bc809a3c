import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { missingFields } from "./support/required-fields.ts";
import { memberClient, userClient } from "./support/sdk-clients.ts";
import { sign, trustedToken } from "./support/trusted-token.ts";

describeOnEachStore((stores) => {
  /** What a public key has beside `kty use key_ops alg kid`: RFC 7518 §6.2.1 and §6.3.1, RFC 8037 §2. */
  const fieldsByAlgorithm = {
    RS256: { kty: "RSA", n: expect.any(String), e: "AQAB", x5c: [], x5tS256: "" },
    ES256: { kty: "EC", crv: "P-256", x: expect.any(String), y: expect.any(String) },
    EdDSA: { kty: "OKP", crv: "Ed25519", x: expect.any(String) },
  } as const;

  describe.each(["RS256", "ES256", "EdDSA"] as const)("a project that signs with %s", (signingAlgorithm) => {
    let server: ObservedServer;
    beforeAll(async () => {
      server = await startObserved(declaredState({ settings: { signing_algorithm: signingAlgorithm } }), stores);
    });
    afterAll(() => server.close());

    test("publishes its key, and the official clients verify its tokens on their own", async () => {
      const members = memberClient(server.url);
      const attested = await members.sessions.attest({ profile_id: b2b.profileId, token: await trustedToken() });
      const keySet = await members.sessions.getJWKS({ project_id: b2b.projectId });
      const kid = decodeProtectedHeader(attested.session_jwt).kid ?? "";
      expect(kid).toMatch(/^jwk-test-/);
      expect(keySet.keys).toEqual([
        { use: "sig", key_ops: ["verify"], alg: signingAlgorithm, kid, ...fieldsByAlgorithm[signingAlgorithm] },
      ]);
      const type = "b2b/sessions B2BSessionsGetJWKSResponse";
      const ofRsa = missingFields(keySet, type).map((fault) => fault.replace("/keys/0/", ""));
      const expected = ["n is missing", "e is missing", "x5c is missing", "x5tS256 is missing"].toSorted();
      expect(ofRsa.toSorted()).toEqual(signingAlgorithm === "RS256" ? [] : expected);

      const session = await memberClient(server.url).sessions.authenticateJwtLocal({
        session_jwt: attested.session_jwt,
      });
      expect(session.member_session_id).toBe(attested.member_session.member_session_id);

      const users = userClient(server.url);
      const user = await users.sessions.attest({
        profile_id: consumer.profileId,
        token: await sign({ email: "ada@example.com", sub: "u1" }),
      });
      const ofUser = await userClient(server.url).sessions.authenticateJwtLocal({ session_jwt: user.session_jwt });
      expect(ofUser.session_id).toBe(user.session?.session_id);
      const userKeys = await users.sessions.getJWKS({ project_id: consumer.projectId });
      expect(userKeys.keys.map((key) => key.kid)).not.toContain(kid);
    });

    test("is verified by whoever reads its key set without credentials", async () => {
      const token = await trustedToken();
      const { session_jwt, member_id } = await memberClient(server.url).sessions.attest({
        profile_id: b2b.profileId,
        token,
      });
      const keys = createRemoteJWKSet(new URL(`/v1/b2b/sessions/jwks/${b2b.projectId}`, server.url));
      const { payload, protectedHeader } = await jwtVerify(session_jwt, keys, {
        issuer: `stytch.com/${b2b.projectId}`,
        audience: b2b.projectId,
        typ: "JWT",
        algorithms: [signingAlgorithm],
      });
      expect([payload.sub, protectedHeader.alg]).toEqual([member_id, signingAlgorithm]);
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    });
  });

  describe("a project with settings about its tokens", () => {
    test("that names its address as the issuer and one more audience is accepted by the official client", async () => {
      const customAudience = "https://sync.example.com";
      const server = await startObserved(declaredState({ settings: { issuer: "url" }, customAudience }), stores);
      onTestFinished(() => server.close());
      const client = memberClient(server.url);
      const { session_jwt, member_id } = await client.sessions.attest({
        profile_id: b2b.profileId,
        token: await trustedToken(),
      });
      expect(decodeJwt(session_jwt)).toMatchObject({ iss: server.url, aud: [b2b.projectId, customAudience] });
      expect(await client.sessions.authenticateJwtLocal({ session_jwt })).toMatchObject({ member_id });
    });

    test("that asks for a duration makes no session of a user without one", async () => {
      const server = await startObserved(declaredState({ settings: { attest_requires_duration: true } }), stores);
      onTestFinished(() => server.close());
      const client = userClient(server.url);
      const attest = async (more: { readonly session_duration_minutes?: number }) =>
        client.sessions.attest({
          profile_id: consumer.profileId,
          token: await sign({ email: "ada@example.com", sub: "u1" }),
          ...more,
        });
      const without = await attest({});
      expect(missingFields(without, "b2c/sessions SessionsAttestResponse")).toEqual([]);
      expect(without).toMatchObject({ session: null, session_token: "", session_jwt: "" });
      expect((await client.sessions.get({ user_id: without.user_id })).sessions).toEqual([]);
      expect(await attest({ session_duration_minutes: 30 })).toMatchObject({ session: { user_id: without.user_id } });
    });
  });
});
