import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/language/json.ts";
import {
  consumerTokens,
  mintSessionToken,
  revokeRingKey,
  rotateKeyRing,
  type SessionTokenVerdict,
  type TokenProject,
  verifySessionToken,
} from "../../../src/tokens/index.ts";
import { ringKey, ringOf } from "../support/key-rings.ts";
import { otherRsa, rsa } from "../support/keys.ts";
import { minting, project, startedAt } from "../support/sessions.ts";
import { compactJws, type Signer } from "../support/sign.ts";

const { ring, key } = await ringOf("a");
const minted = await mintSessionToken({ ...minting, key });
const subject = {
  sessionId: minting.session.sessionId,
  subjectId: minting.session.subjectId,
  organizationId: minting.organization.organizationId,
};
const expiry = Number(minted.payload.exp) * 1000;

function verify(token: string, changes: Partial<Parameters<typeof verifySessionToken>[0]> = {}) {
  return verifySessionToken({ token, ring, project, vertical: minting.vertical, now: startedAt, ...changes });
}

/** A token signed like ours whose header or claims differ; `undefined` takes one away. */
function forged(
  fields: Readonly<Record<string, unknown>>,
  {
    header = {},
    signer = rsa.privateKey,
    algorithm = "RS256",
  }: { header?: object; signer?: Signer; algorithm?: string } = {},
): string {
  return compactJws({
    header: JSON.stringify({ alg: "RS256", kid: key.kid, typ: "JWT", ...header }),
    payload: JSON.stringify({ ...minted.payload, ...fields }),
    algorithm,
    signer,
  });
}

function reasonOf(verdict: SessionTokenVerdict): string {
  return verdict.ok ? "ok" : `${verdict.error.type} ${verdict.error.reason}`;
}

describe("verifySessionToken", () => {
  test("reads what mintSessionToken made", async () => {
    expect(await verify(minted.token)).toStrictEqual({ ok: true, subject, expired: false, claims: minted.payload });
  });

  test("accepts a token from its `nbf` on, 5 seconds before it was made, for servers whose clocks differ", async () => {
    const start = Number(minted.payload.nbf) * 1000;
    expect(await verify(minted.token, { now: start })).toMatchObject({ ok: true });
    expect(reasonOf(await verify(minted.token, { now: start - 1 }))).toBe("jwt_invalid_claims nbf_in_future");
  });

  test("reads a user's token, which names no organization", async () => {
    const { organization: _, ...rest } = minting;
    const { token } = await mintSessionToken({ ...rest, vertical: consumerTokens, key });
    const { organizationId: __, ...user } = subject;
    expect(await verify(token, { vertical: consumerTokens })).toMatchObject({ ok: true, subject: user });
    expect(reasonOf(await verify(token))).toBe("jwt_invalid_claims not_a_session");
    expect(reasonOf(await verify(minted.token, { vertical: consumerTokens }))).toBe("jwt_invalid_claims not_a_session");
  });

  test("waives the expiry when it is told to, and tells that it did", async () => {
    expect(await verify(minted.token, { now: expiry - 1 })).toMatchObject({ ok: true, expired: false });
    expect(reasonOf(await verify(minted.token, { now: expiry }))).toBe("jwt_invalid_claims expired");
    expect(await verify(minted.token, { now: expiry, waiveExpiry: true })).toMatchObject({ ok: true, expired: true });
    const year = 366 * 86_400_000;
    expect(await verify(minted.token, { now: expiry + year, waiveExpiry: true })).toMatchObject({ ok: true, subject });
  });

  test("accepts both forms of the issuer, whichever the setting is now", async () => {
    const settings: readonly TokenProject[] = [project, { ...project, issuer: "url" }];
    for (const made of settings) {
      const { token } = await mintSessionToken({ ...minting, project: made, key });
      for (const present of settings) expect(await verify(token, { project: present })).toMatchObject({ ok: true });
    }
    const withoutUrl = { ...project, publicUrl: null };
    expect(await verify(minted.token, { project: withoutUrl })).toMatchObject({ ok: true });
    const byUrl = forged({ iss: project.publicUrl });
    expect(reasonOf(await verify(byUrl, { project: withoutUrl }))).toBe("jwt_invalid_issuer iss_not_accepted");
  });

  test("believes our own claims of the default namespace before a custom claim that was free when the token was made", async () => {
    const claims = { ...minting.claims, "urn:x:session": { id: "session-test-of-somebody-else" } };
    const { token } = await mintSessionToken({ ...minting, claims, key });
    const renamed = { ...project, namespace: "urn:x:" };
    expect(await verify(token, { project: renamed })).toMatchObject({ ok: true, subject });
    const { token: own } = await mintSessionToken({ ...minting, project: renamed, key });
    expect(await verify(own, { project: renamed })).toMatchObject({ ok: true, subject });
    expect(reasonOf(await verify(own))).toBe("jwt_invalid_claims not_a_session");
  });

  test("accepts keys that have stopped signing, and none that are revoked", async () => {
    const [b, c] = [await ringKey("b", "ES256"), await ringKey("c")];
    const rotated = rotateKeyRing(ring, b, startedAt);
    if (!rotated.ok) throw new Error(rotated.error.message);
    expect(await verify(minted.token, { ring: rotated.ring })).toMatchObject({ ok: true });
    const revoked = revokeRingKey(ring, { kid: key.kid, now: startedAt, replacement: c });
    if (!revoked.ok) throw new Error(revoked.error.message);
    expect(reasonOf(await verify(minted.token, { ring: revoked.ring }))).toBe(
      "unable_to_parse_session_jwt unknown_kid",
    );
  });

  const sessionName = "https://stytch.com/session";
  const organizationName = "https://stytch.com/organization";
  const claimRows: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ["another project's issuer", { iss: "stytch.com/project-test-2" }, "jwt_invalid_issuer iss_not_accepted"],
    ["an issuer with a slash more", { iss: `${minted.payload.iss}/` }, "jwt_invalid_issuer iss_not_accepted"],
    ["no issuer", { iss: undefined }, "jwt_invalid_issuer iss_not_accepted"],
    ["another project's audience", { aud: ["project-test-2"] }, "jwt_invalid_audience aud_not_accepted"],
    ["an audience that is no text", { aud: [minting.project.projectId, 1] }, "jwt_invalid_audience aud_not_accepted"],
    ["no audience", { aud: undefined }, "jwt_invalid_audience aud_not_accepted"],
    ["an expiry that is a string", { exp: "9999999999" }, "jwt_invalid_claims exp_invalid"],
    ["no expiry", { exp: undefined }, "jwt_invalid_claims exp_invalid"],
    ["a time before it is valid", { nbf: startedAt / 1000 + 1 }, "jwt_invalid_claims nbf_in_future"],
    ["no time from which it is valid", { nbf: undefined }, "jwt_invalid_claims nbf_in_future"],
    ["no session, as a token of another kind", { [sessionName]: undefined }, "jwt_invalid_claims not_a_session"],
    ["a session that is a text", { [sessionName]: "id" }, "jwt_invalid_claims not_a_session"],
    ["a session whose id is a number", { [sessionName]: { id: 1 } }, "jwt_invalid_claims not_a_session"],
    ["no organization", { [organizationName]: undefined }, "jwt_invalid_claims not_a_session"],
    ["no subject", { sub: undefined }, "jwt_invalid_claims not_a_session"],
  ];

  test.each(claimRows)("refuses a token with %s, waived or not", async (_, fields, expected) => {
    expect(await verify(forged({}))).toMatchObject({ ok: true });
    for (const waiveExpiry of [false, true])
      expect(reasonOf(await verify(forged(fields), { waiveExpiry }))).toBe(expected);
  });

  const headerRows: readonly (readonly [string, JsonObject, { signer?: Signer; algorithm?: string }, string])[] = [
    ["another type", { typ: "at+jwt" }, {}, "typ_not_allowed"],
    ["a type in lower case", { typ: "jwt" }, {}, "typ_not_allowed"],
    ["a key of nobody", { kid: "jwk-test-x" }, {}, "unknown_kid"],
    ["another key's signature", {}, { signer: otherRsa.privateKey }, "signature_invalid"],
    ["another algorithm of the same key", { alg: "RS512" }, { algorithm: "RS512" }, "alg_not_allowed"],
    ["HMAC with the public key", { alg: "HS256" }, { algorithm: "HS256", signer: rsa.pem }, "alg_not_allowed"],
    ["none", { alg: "none" }, {}, "alg_not_allowed"],
    ["a critical extension", { crit: ["exp"] }, {}, "crit_not_supported"],
  ];

  test.each(headerRows)("refuses a token with %s", async (_, header, signing, reason) => {
    const verdict = await verify(forged({}, { header, ...signing }), { waiveExpiry: true });
    expect(reasonOf(verdict)).toBe(`unable_to_parse_session_jwt ${reason}`);
  });

  test("refuses a token without a key id or a type, and a text that is none", async () => {
    const bare = (fields: JsonObject) =>
      compactJws({
        header: JSON.stringify({ alg: "RS256", ...fields }),
        payload: JSON.stringify(minted.payload),
        algorithm: "RS256",
        signer: rsa.privateKey,
      });
    expect(reasonOf(await verify(bare({ typ: "JWT" })))).toBe("unable_to_parse_session_jwt kid_missing");
    expect(reasonOf(await verify(bare({ kid: key.kid })))).toBe("unable_to_parse_session_jwt typ_not_allowed");
    expect(reasonOf(await verify("x"))).toBe("unable_to_parse_session_jwt not_compact");
    expect(reasonOf(await verify("x".repeat(262_145)))).toBe("unable_to_parse_session_jwt token_too_large");
  });
});
