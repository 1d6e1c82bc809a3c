import { createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/language/json.ts";
import { attest } from "../../src/sessions/index.ts";
import { fetchKeySet, type KeySetReading } from "../../src/tokens/index.ts";
import { fixedKeys } from "../support/signing-keys.ts";
import { hostileEndpoints, openEndpoint } from "../tokens/jwks/hostile-endpoints.ts";
import { answering, keySetServer } from "../tokens/support/key-set-server.ts";
import { otherRsa } from "../tokens/support/keys.ts";
import { refusalReason, sessionWorld } from "./support/session-world.ts";

const ada = { email: "ada@example.com", sub: "ada", org: "acme-1" };

/** The key that signs the tokens of the worlds, as a JWK. */
const jwk: Json = JSON.parse(JSON.stringify(createPublicKey(await fixedKeys("RS256")).export({ format: "jwk" })));

/** A world whose profile has its keys from a URL, which is asked as a server in development does it. */
function worldOf(jwksUrl: string, fetch?: (url: string) => Promise<KeySetReading>) {
  const transport = { allowHosts: [], allowLoopbackHttp: true, lookUp: async () => [] };
  return sessionWorld({
    profile: { publicKeyType: "JWK", pemFiles: [], jwksUrl },
    keySets: { fetch: fetch ?? ((url) => fetchKeySet(url, transport)) },
  });
}

/** The text of a key set that has the key under these ids. */
function setOf(...kids: readonly string[]): string {
  return JSON.stringify({ keys: kids.map((kid) => ({ ...Object(jwk), kid })) });
}

describe("attest with keys that the issuer publishes", () => {
  test("opens a session for a token by one of them, which is fetched once", async () => {
    const server = await keySetServer(answering({ body: setOf("a") }));
    const world = await worldOf(`http://127.0.0.1:${server.port}/jwks`);
    for (const header of [{ kid: "a" }, {}, { kid: "a" }]) {
      const token = await world.token(ada, header);
      expect(await attest(await world.context(), { profile_id: "profile", token })).toMatchObject({ minted: {} });
    }
    expect(server.requests).toHaveLength(1);
  });

  test("goes on where the issuer goes on to another key, and refuses the key that is gone", async () => {
    let kids = ["a"];
    const server = await keySetServer((socket, request) => answering({ body: setOf(...kids) })(socket, request));
    const world = await worldOf(`http://127.0.0.1:${server.port}/jwks`);
    const outcome = async (kid: string) => {
      const token = await world.token(ada, { kid });
      const use = attest(await world.context(), { profile_id: "profile", token });
      return use.then(
        () => "a session",
        () => refusalReason(use),
      );
    };
    expect([await outcome("a"), await outcome("b")]).toEqual(["a session", "invalid_trusted_auth_token unknown_kid"]);
    kids = ["a", "b"];
    expect(await outcome("b")).toBe("invalid_trusted_auth_token unknown_kid");
    world.advance(30_000);
    expect([await outcome("b"), await outcome("a")]).toEqual(["a session", "a session"]);
    kids = ["b"];
    world.advance(600_000);
    expect([await outcome("b"), await outcome("a")]).toEqual(["a session", "invalid_trusted_auth_token unknown_kid"]);
  });

  test("refuses a token whose key cannot be used, and says why, without asking the issuer again", async () => {
    const body = JSON.stringify({ keys: [{ ...Object(jwk), kid: "a", use: "enc" }] });
    const server = await keySetServer(answering({ body }));
    const world = await worldOf(`http://127.0.0.1:${server.port}/jwks`);
    for (let minute = 0; minute < 9; minute++) {
      const token = await world.token(ada, { kid: "a" });
      await expect(attest(await world.context(), { profile_id: "profile", token })).rejects.toMatchObject({
        type: "invalid_trusted_auth_token",
        message: expect.stringMatching(/cannot be used: it is for another use than to verify signatures$/),
        details: { reason: "key_unusable", key_reason: "other_use", kid: "a" },
      });
      world.advance(60_000);
    }
    expect(server.requests).toHaveLength(1);
  });

  test("refuses a token by another key of the same id", async () => {
    const world = await worldOf("https://idp.example/jwks", async () => ({
      ok: true,
      keys: [{ publicKey: otherRsa.publicKey, kid: "a" }],
      unusable: [],
    }));
    const token = await world.token(ada, { kid: "a" });
    const use = attest(await world.context(), { profile_id: "profile", token });
    expect(await refusalReason(use)).toBe("invalid_trusted_auth_token signature_invalid");
  });

  test.each(hostileEndpoints)("opens no session where the endpoint $name, and writes nothing", async (row) => {
    const { fetch } = await openEndpoint(row.hostile);
    const world = await worldOf("https://idp.example/jwks", fetch);
    const before = await world.dump();
    const token = await world.token(ada, { kid: "good" });
    const reason = await refusalReason(attest(await world.context(), { profile_id: "profile", token }));
    const withoutKey = ["unknown_kid", "key_unusable"].map((code) => `invalid_trusted_auth_token ${code}`);
    expect(row.outcome === "no keys" ? withoutKey : [`service_unavailable ${row.outcome}`]).toContain(reason);
    expect(await world.dump()).toEqual(before);
  });
});
