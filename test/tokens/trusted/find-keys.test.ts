import { describe, expect, test } from "vitest";
import { type KeySetReading, messageByKeySetFault, verifyTrustedToken } from "../../../src/tokens/index.ts";
import { otherRsa, rsa } from "../support/keys.ts";
import { head, makeToken, now, type Recipe, rules } from "../support/trusted-tokens.ts";

/** Verifies a token with keys that are to be found, and tells for which ids they were looked for. */
async function verify(recipe: Recipe, reading: KeySetReading) {
  const asked: (string | undefined)[] = [];
  const keys = async (kid: string | undefined) => {
    asked.push(kid);
    return reading;
  };
  return { verdict: await verifyTrustedToken({ token: makeToken(recipe), rules: { ...rules, keys }, now }), asked };
}

const good: KeySetReading = {
  ok: true,
  keys: [{ publicKey: otherRsa.publicKey }, { publicKey: rsa.publicKey, kid: "a" }],
};

describe("keys that are to be found", () => {
  test("are looked for once, by the id in the token's header", async () => {
    expect(await verify({ header: head({ kid: "a" }) }, good)).toMatchObject({
      verdict: { ok: true, keyIndex: 1, kid: "a" },
      asked: ["a"],
    });
    expect(await verify({}, good)).toMatchObject({ verdict: { ok: true }, asked: [undefined] });
  });

  test("are not looked for, for a token that no key would make acceptable", async () => {
    const hostile: readonly Recipe[] = [
      { header: head({ alg: "none" }) },
      { header: head({ alg: "HS256" }) },
      { header: head({ typ: "logout+jwt" }) },
      { header: head({ crit: ["exp"] }) },
      { edit: (token) => `${token}.` },
      { edit: (token) => token.padEnd(8193, "A") },
    ];
    for (const recipe of hostile)
      expect(await verify(recipe, good)).toMatchObject({ verdict: { ok: false }, asked: [] });
  });

  test.each(Object.entries(messageByKeySetFault))("may not be had: %s", async (reason, message) => {
    const reading = { ok: false, fault: reason } as KeySetReading;
    const { verdict } = await verify({}, reading);
    expect(verdict).toEqual({ ok: false, error: { type: "service_unavailable", reason, message } });
    expect(message).toMatch(/^[a-z].*[^.]$/);
  });

  test("may be none", async () => {
    expect((await verify({}, { ok: true, keys: [] })).verdict).toMatchObject({
      error: { type: "invalid_trusted_auth_token", reason: "unknown_kid" },
    });
  });
});
