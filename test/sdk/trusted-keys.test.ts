import { SignJWT } from "jose";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { answering, keySetServer } from "../tokens/support/key-set-server.ts";
import { audience, b2b, declaredState, issuer, issuerKeys } from "./support/declared-state.ts";
import { startObserved } from "./support/observed-server.ts";
import { memberClient, refusalOf } from "./support/sdk-clients.ts";

describeOnEachStore((stores) => {
  /** A trusted token of Ada whose header names a key. */
  function tokenOf(kid: string): Promise<string> {
    return new SignJWT({ jti: kid, iss: issuer, aud: audience, email: "ada@example.com", sub: "u1", org: "acme-1" })
      .setProtectedHeader({ alg: "RS256", kid })
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(issuerKeys.privateKey);
  }

  describe("a profile whose keys are at a URL", () => {
    test("accepts tokens by a key of them, and tells why it accepts no other", async () => {
      const jwk = JSON.parse(JSON.stringify(issuerKeys.publicKey.export({ format: "jwk" })));
      const good = answering({ body: JSON.stringify({ keys: [{ ...jwk, kid: "now", alg: "RS256", use: "sig" }] }) });
      const endpoint = await keySetServer((socket, request) => {
        if (request.startsWith("GET /jwks ")) good(socket, request);
        else answering({ status: "404 Not Found" })(socket, request);
      });
      const attestWith = async (path: string, kid: string) => {
        const jwks_url = `http://127.0.0.1:${endpoint.port}${path}`;
        const server = await startObserved(declaredState({ keys: { public_key_type: "JWK", jwks_url } }), stores);
        onTestFinished(() => server.close());
        return memberClient(server.url).sessions.attest({ profile_id: b2b.profileId, token: await tokenOf(kid) });
      };
      const { member, member_session } = await attestWith("/jwks", "now");
      expect(member.external_id).toBe("u1");
      expect(member_session.authentication_factors[0]?.trusted_auth_token_factor?.token_id).toBe("now");
      expect(await refusalOf(attestWith("/jwks", "other"))).toBe("400 invalid_trusted_auth_token");
      expect(await refusalOf(attestWith("/elsewhere", "now"))).toBe("503 service_unavailable");
    });
  });
});
