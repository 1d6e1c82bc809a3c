import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { consumerTokens, mintSessionToken, publishedKeys } from "../../../src/tokens/index.ts";
import { projectId, ringOf } from "../support/key-rings.ts";
import { minting, project, startedAt } from "../support/sessions.ts";

const { ring, key } = await ringOf("a");
const { organization: _, ...withoutOrganization } = minting;

function payloadText(token: string): string {
  return Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
}

describe("mintSessionToken", () => {
  test("lays the claims of a member's session out exactly", async () => {
    const { token, payload } = await mintSessionToken({ ...minting, key });
    const expected = {
      aud: [projectId],
      exp: 1767226200,
      "https://stytch.com/organization": {
        organization_id: "organization-test-22222222-2222-4222-8222-222222222222",
        slug: "acme",
      },
      "https://stytch.com/session": {
        id: "session-test-33333333-3333-4333-8333-333333333333",
        started_at: "2026-01-01T00:05:00Z",
        last_accessed_at: "2026-01-01T00:05:00Z",
        expires_at: "2026-01-01T01:05:00Z",
        attributes: { user_agent: "", ip_address: "" },
        authentication_factors: [
          {
            type: "trusted_auth_token",
            delivery_method: "trusted_token_exchange",
            last_authenticated_at: "2026-01-01T00:05:00Z",
            trusted_auth_token_factor: { token_id: "evt_8841" },
          },
        ],
        roles: ["stytch_member", "editor"],
      },
      iat: 1767225900,
      iss: `stytch.com/${projectId}`,
      nbf: 1767225895,
      roles: ["stytch_member", "editor"],
      sub: "member-test-44444444-4444-4444-8444-444444444444",
      tier: "gold",
    };
    expect(payloadText(token)).toBe(JSON.stringify(expected));
    expect(payload).toStrictEqual(expected);
    expect(decodeProtectedHeader(token)).toStrictEqual({ alg: "RS256", kid: key.kid, typ: "JWT" });
  });

  test("names no organization in a user's session, and always the roles", async () => {
    const session = { ...minting.session, subjectId: "user-test-1", roles: [], factors: [] };
    const { payload } = await mintSessionToken({
      ...withoutOrganization,
      vertical: consumerTokens,
      session,
      claims: {},
      key,
    });
    expect(Object.keys(payload)).toEqual(["aud", "exp", "https://stytch.com/session", "iat", "iss", "nbf", "sub"]);
    expect(payload["https://stytch.com/session"]).toMatchObject({ roles: [], authentication_factors: [] });
  });

  test.each(["RS256", "ES256", "EdDSA"] as const)(
    "signs with %s so that the published key verifies",
    async (algorithm) => {
      const own = await ringOf("a", algorithm);
      const { token, payload } = await mintSessionToken({ ...minting, key: own.key });
      const { keys } = publishedKeys(own.ring, startedAt);
      const set: JSONWebKeySet = { keys: keys.map((jwk) => ({ ...jwk, key_ops: [...jwk.key_ops], x5c: [] })) };
      const verified = await jwtVerify(token, createLocalJWKSet(set), {
        audience: projectId,
        issuer: [`stytch.com/${projectId}`],
        typ: "JWT",
        currentDate: new Date(startedAt),
      });
      expect(verified.payload).toStrictEqual(payload);
    },
  );

  test("expires with the session if that is sooner, in whole seconds", async () => {
    const expOf = async (expiresAt: number) =>
      (await mintSessionToken({ ...minting, session: { ...minting.session, expiresAt }, key })).payload.exp;
    expect(await expOf(startedAt + 60_000)).toBe(Math.floor(startedAt / 1000) + 60);
    expect(await expOf(startedAt + 299_300)).toBe(Math.floor(startedAt / 1000) + 300);
    expect(await expOf(startedAt + 299_200)).toBe(Math.floor(startedAt / 1000) + 299);
    expect(await expOf(startedAt + 300_999)).toBe(Math.floor(startedAt / 1000) + 300);
  });

  test("has the custom audience after the project, once", async () => {
    const audOf = async (customAudience: string) =>
      (await mintSessionToken({ ...minting, project: { ...project, customAudience }, key })).payload.aud;
    expect(await audOf("https://sync.example.com")).toEqual([projectId, "https://sync.example.com"]);
    expect(await audOf(projectId)).toEqual([projectId]);
  });

  test("has the public URL as its issuer where the project says so, without a slash at the end", async () => {
    const issOf = async (publicUrl: string | null) =>
      (await mintSessionToken({ ...minting, project: { ...project, issuer: "url", publicUrl }, key })).payload.iss;
    expect(await issOf("https://login.example.com")).toBe("https://login.example.com");
    expect(await issOf("https://login.example.com/")).toBe("https://login.example.com");
    await expect(issOf(null)).rejects.toThrow("invariant");
  });

  test("puts our claims into the namespace of the project", async () => {
    const { payload } = await mintSessionToken({ ...minting, project: { ...project, namespace: "urn:x:" }, key });
    expect(Object.keys(payload).filter((name) => name.startsWith("urn:x:"))).toEqual([
      "urn:x:organization",
      "urn:x:session",
    ]);
  });

  test("carries custom claims of any other name and value", async () => {
    const claims = JSON.parse('{"__proto__":{"a":1},"constructor":[null],"ISS":"\\ud800","10":{},"session":1}');
    const { token, payload } = await mintSessionToken({ ...minting, claims, key });
    for (const name of Object.keys(claims)) {
      expect(Object.getOwnPropertyDescriptor(payload, name)?.value).toEqual(
        Object.getOwnPropertyDescriptor(claims, name)?.value,
      );
    }
    expect(payloadText(token)).toContain('"ISS":"\\ud800"');
  });

  test.each([
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "https://stytch.com/session",
    "https://stytch.com/x",
    "urn:x:y",
  ])("never lets a custom claim take the place of %s", async (name) => {
    const minted = mintSessionToken({
      ...minting,
      project: { ...project, namespace: "urn:x:" },
      claims: { [name]: 1 },
      key,
    });
    await expect(minted).rejects.toThrow("custom claims are none of ours");
  });

  test("is not done for a session that is over, or without the organization of its vertical", async () => {
    const over = { ...minting, session: { ...minting.session, expiresAt: startedAt } };
    await expect(mintSessionToken({ ...over, key })).rejects.toThrow("invariant");
    await expect(mintSessionToken({ ...withoutOrganization, key })).rejects.toThrow("invariant");
    await expect(mintSessionToken({ ...minting, vertical: consumerTokens, key })).rejects.toThrow("invariant");
    expect(ring.keys).toHaveLength(1);
  });
});
