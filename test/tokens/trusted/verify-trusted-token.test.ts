import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TrustedTokenRules, verifyTrustedToken } from "../../../src/tokens/index.ts";
import { ed25519, otherRsa, p256, rsa } from "../support/keys.ts";
import { body, claims, head, makeToken, now, rules } from "../support/trusted-tokens.ts";

function verify(token: string, changed: Partial<TrustedTokenRules> = {}) {
  return verifyTrustedToken({ token, rules: { ...rules, ...changed }, now });
}

describe("verifyTrustedToken", () => {
  test("gives the claims, the key that signed, and until when the token may come again", async () => {
    expect(await verify(makeToken())).toStrictEqual({
      ok: true,
      claims,
      keyIndex: 0,
      acceptableUntil: (claims.exp + 60) * 1000,
    });
  });

  test("tries each key that has no id, whatever id the token names", async () => {
    const keys = [ed25519, p256, otherRsa, rsa].map(({ publicKey }) => ({ publicKey }));
    for (const header of [head(), head({ kid: "any" })]) {
      const verdict = await verify(makeToken({ header }), { keys });
      expect(verdict).toMatchObject({ ok: true, keyIndex: 3 });
      expect(verdict).not.toHaveProperty("kid");
    }
  });

  test("takes the key that the token names, and each if it names none", async () => {
    const keys = [
      { publicKey: otherRsa.publicKey, kid: "old" },
      { publicKey: rsa.publicKey, kid: "new" },
    ];
    for (const header of [head({ kid: "new" }), head()]) {
      const verdict = await verify(makeToken({ header }), { keys });
      expect(verdict).toMatchObject({ ok: true, keyIndex: 1, kid: "new" });
    }
    const misnamed = await verify(makeToken({ header: head({ kid: "old" }) }), { keys });
    expect(misnamed).toMatchObject({ ok: false, error: { reason: "signature_invalid" } });
  });

  test("accepts the audience alone or among others, and every spelling of the types that it allows", async () => {
    for (const aud of [claims.aud, [claims.aud], ["x", claims.aud]]) {
      expect(await verify(makeToken({ payload: body({ aud }) }))).toMatchObject({ ok: true });
    }
    for (const typ of ["JWT", "jwt", "at+jwt", "application/at+jwt", "application/JWT"]) {
      expect(await verify(makeToken({ header: head({ typ }) }))).toMatchObject({ ok: true });
    }
  });

  test("needs neither `iat` nor `nbf`, `sub` nor `jti`, and takes fractions of seconds", async () => {
    const { iss, aud, exp } = claims;
    const bare = { iss, aud, exp: exp + 0.5 };
    expect(await verify(makeToken({ payload: JSON.stringify(bare) }))).toMatchObject({
      ok: true,
      claims: bare,
      acceptableUntil: (exp + 60.5) * 1000,
    });
  });

  test("bounds the life that is left where there is no `iat`, and none where the profile says so", async () => {
    const withLife = (life: number, maxLifetimeSeconds?: number | null) => {
      const payload = JSON.stringify({ iss: claims.iss, aud: claims.aud, exp: now / 1000 + life });
      return verify(makeToken({ payload }), maxLifetimeSeconds === undefined ? {} : { maxLifetimeSeconds });
    };
    expect(await withLife(86_400)).toMatchObject({ ok: true });
    expect(await withLife(86_401)).toMatchObject({ ok: false, error: { reason: "lifetime_too_long" } });
    expect(await withLife(10_000_000, null)).toMatchObject({ ok: true });
    const untilEndOf9999 = 253_402_300_799 - now / 1000;
    expect(await withLife(untilEndOf9999, null)).toMatchObject({ ok: true });
    expect(await withLife(untilEndOf9999 + 1, null)).toMatchObject({ ok: false, error: { reason: "exp_invalid" } });
  });

  test("ends at the expiry and the leeway, to the millisecond", async () => {
    const end = (claims.exp + 60) * 1000;
    expect(await verifyTrustedToken({ token: makeToken(), rules, now: end - 1 })).toMatchObject({ ok: true });
    expect(await verifyTrustedToken({ token: makeToken(), rules, now: end })).toMatchObject({ ok: false });
  });

  test("accepts no claim that a prototype would have", async () => {
    const text = `{"__proto__":${body()}}`;
    expect(await verify(makeToken({ payload: text }))).toMatchObject({
      ok: false,
      error: { reason: "iss_not_accepted" },
    });
  });

  test("never throws, and accepts no text but the token itself", async () => {
    const good = makeToken();
    const parts = good.split(".");
    const part = fc.oneof(fc.constantFrom(...parts, "e30", "bnVsbA", ""), fc.base64String({ maxLength: 30 }));
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part, { minLength: 1, maxLength: 5 }).map((list) => list.join(".")),
      fc
        .tuple(fc.nat(good.length - 1), fc.constantFrom(..."AB_.= \n"))
        .map(([at, letter]) => good.slice(0, at) + letter + good.slice(at + 1)),
    );
    await fc.assert(
      fc.asyncProperty(text, async (token) => {
        expect((await verify(token)).ok).toBe(token === good);
      }),
      { numRuns: 500 },
    );
  });
});
