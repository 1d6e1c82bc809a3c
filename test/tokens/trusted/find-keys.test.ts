import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/language/json.ts";
import {
  type KeySet,
  type KeySetReading,
  messageByKeySetFault,
  messageByUnusableKeyReason,
  type UnusableKey,
  verifyTrustedToken,
} from "../../../src/tokens/index.ts";
import { otherRsa, p256, rsa } from "../support/keys.ts";
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
  unusable: [],
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
      { edit: (token) => token.padEnd(16_385, "A") },
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

  test("are told by the algorithm and the id in the token's header, where none of them fits", async () => {
    const told = async (fields: JsonObject) => {
      const { verdict } = await verify({ header: head(fields) }, good);
      return verdict.ok ? "accepted" : [verdict.error.reason, verdict.error.details];
    };
    expect(await told({ kid: "a", alg: "HS256" })).toEqual(["alg_not_allowed", { algorithm: "HS256", kid: "a" }]);
    expect(await told({ alg: "x".repeat(200) })).toEqual(["alg_not_allowed", { algorithm: "x".repeat(128) }]);
    expect(await told({ alg: "ES256" })).toEqual(["key_type_mismatch", { algorithm: "ES256" }]);
    expect(await told({ kid: "b", alg: "PS256" })).toEqual(["signature_invalid", { algorithm: "PS256", kid: "b" }]);
  });

  test("may be none", async () => {
    expect((await verify({}, { ok: true, keys: [], unusable: [] })).verdict).toMatchObject({
      error: { type: "invalid_trusted_auth_token", reason: "unknown_kid" },
    });
  });
});

describe("a key that cannot be used", () => {
  const weak = { kid: "a", reason: "weak" } as const;
  const named = { header: head({ kid: "a" }) };
  const reasonOf = async (recipe: Recipe, reading: Pick<KeySet, "keys" | "unusable">) => {
    const { verdict } = await verify(recipe, { ok: true, ...reading });
    return verdict.ok ? "accepted" : verdict.error.reason;
  };

  test("is why its token is refused, and the answer says what is wrong with it", async () => {
    for (const [reason, why] of Object.entries(messageByUnusableKeyReason)) {
      const unusable = { kid: "a", reason } as UnusableKey;
      const { verdict } = await verify(named, { ok: true, keys: [], unusable: [{ reason: "other_use" }, unusable] });
      expect(verdict).toEqual({
        ok: false,
        error: {
          type: "invalid_trusted_auth_token",
          reason: "key_unusable",
          message: `the key of the profile that the token names cannot be used: ${why}`,
          details: { key_reason: reason, kid: "a" },
        },
      });
    }
  });

  test("keeps no token of another key from being accepted", async () => {
    const usable = { publicKey: rsa.publicKey };
    expect(await reasonOf(named, { keys: [{ ...usable, kid: "a" }], unusable: [weak] })).toBe("accepted");
    expect(await reasonOf(named, { keys: [usable], unusable: [weak] })).toBe("accepted");
    expect(await reasonOf({}, { keys: [{ ...usable, kid: "b" }], unusable: [weak] })).toBe("accepted");
  });

  test("is not blamed for a token that a usable key of its id did not sign", async () => {
    const other = { publicKey: otherRsa.publicKey };
    expect(await reasonOf(named, { keys: [{ ...other, kid: "a" }], unusable: [weak] })).toBe("signature_invalid");
    expect(await reasonOf(named, { keys: [{ publicKey: p256.publicKey, kid: "a" }], unusable: [weak] })).toBe(
      "key_type_mismatch",
    );
    expect(await reasonOf(named, { keys: [other], unusable: [weak] })).toBe("key_unusable");
    expect(await reasonOf({ header: head({ kid: "b" }) }, { keys: [], unusable: [weak] })).toBe("unknown_kid");
    expect(await reasonOf({ header: head({ kid: "b" }) }, { keys: [], unusable: [{ reason: "weak" }] })).toBe(
      "unknown_kid",
    );
  });

  test("is meant by a token that names none, where there is no other", async () => {
    expect(await reasonOf({}, { keys: [], unusable: [weak] })).toBe("key_unusable");
    expect(await reasonOf({}, { keys: [{ publicKey: otherRsa.publicKey, kid: "b" }], unusable: [weak] })).toBe(
      "signature_invalid",
    );
  });

  test("and one that is not there are named, with no more of the name than 128 characters", async () => {
    const kid = "\u{1f511}".repeat(200);
    for (const unusable of [[], [{ kid, reason: "weak" as const }]]) {
      const { verdict } = await verify({ header: head({ kid }) }, { ok: true, keys: [], unusable });
      expect(verdict.ok || verdict.error.details?.kid).toBe("\u{1f511}".repeat(128));
    }
  });
});
