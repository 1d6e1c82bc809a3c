import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { answering, keySetServer } from "../tokens/support/key-set-server.ts";
import { audience, b2b, declaredState, issuer, issuerKeys } from "./support/declared-state.ts";
import { startObserved } from "./support/observed-server.ts";
import { memberClient, refusalOf } from "./support/sdk-clients.ts";
import { startServerProcess } from "./support/server-process.ts";
import { trustedToken } from "./support/trusted-token.ts";

describeOnEachStore((stores) => {
  const PRESENTATIONS = 50;

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

  describe("a profile whose tokens are for single use", () => {
    test(`opens one session of ${PRESENTATIONS} presentations of one token to two processes`, async () => {
      const directory = await mkdtemp(join(tmpdir(), "claimsmith-single-use-"));
      onTestFinished(() => rm(directory, { recursive: true, force: true }));
      const options = { store: `embedded:${directory}`, apply: declaredState({ isSingleUse: true }) };
      const servers = await Promise.all([startServerProcess(options), startServerProcess(options)]);
      onTestFinished(async () => {
        await Promise.all(servers.map((server) => server.stop()));
      });
      const clients = servers.map(({ url }) => memberClient(url));
      for (const claims of [{}, { email: "new@example.com", sub: "new-1", org: "new-org" }]) {
        const token = await trustedToken(claims);
        const outcomes = await Promise.all(
          Array.from({ length: PRESENTATIONS / 2 }).flatMap(() =>
            clients.map(async (client) => {
              const presentation = client.sessions.attest({ profile_id: b2b.profileId, token });
              return presentation.then(
                () => "a session",
                () => refusalOf(presentation),
              );
            }),
          ),
        );
        expect(outcomes.toSorted()).toEqual([
          ...Array.from({ length: PRESENTATIONS - 1 }, () => "400 invalid_trusted_auth_token"),
          "a session",
        ]);
      }
    });
  });
});
