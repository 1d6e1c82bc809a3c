import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Sealed, seal, unseal } from "../../../src/tokens/index.ts";
import { masterKeysOf, seeded } from "../support/key-rings.ts";

const context = { owner: "p", purpose: "test", id: "k" };
const masterKeys = masterKeysOf("a");
const plaintext = Buffer.from("a private key");

function sealed(): Sealed {
  return seal(plaintext, { masterKeys, context, random: seeded("nonce") });
}

const damaged = {
  ok: false,
  error: { code: "sealed_value_damaged", message: "it was changed, or encrypted for something else" },
};

describe("sealed bytes", () => {
  test("are plain JSON that opens under any list with their master key", () => {
    const stored: Sealed = JSON.parse(JSON.stringify(sealed()));
    expect(stored).toEqual(sealed());
    expect(unseal(stored, { masterKeys: masterKeysOf("b", "a"), context })).toEqual({ ok: true, plaintext });
  });

  test("name the master key that they need", () => {
    expect(sealed().masterKeyId).toBe(masterKeys.first.id);
    expect(unseal(sealed(), { masterKeys: masterKeysOf("b"), context })).toEqual({
      ok: false,
      error: {
        code: "master_key_unknown",
        message: "it is encrypted under a master key that is not among those given",
      },
    });
  });

  test("do not open for another owner, purpose or id, however the names are cut", () => {
    const others = [
      { ...context, owner: "q" },
      { ...context, purpose: "tests" },
      { ...context, id: "l" },
      { ...context, owner: "ptest", purpose: "" },
      { ...context, purpose: 'test","k', id: "" },
    ];
    for (const other of others) expect(unseal(sealed(), { masterKeys, context: other })).toEqual(damaged);
  });

  test("do not open when anything of them was changed", () => {
    const { masterKeyId, nonce, ciphertext } = sealed();
    const changed = [
      { nonce: "AAAAAAAAAAAAAAAA", ciphertext },
      { nonce: nonce.slice(4), ciphertext },
      { nonce: `${nonce}=`, ciphertext },
      { nonce, ciphertext: `${ciphertext}=` },
      { nonce, ciphertext: ciphertext.slice(4) },
      { nonce, ciphertext: ciphertext.slice(0, -4) },
      { nonce, ciphertext: ciphertext.slice(-20) },
      { nonce, ciphertext: "" },
    ];
    for (const part of changed) expect(unseal({ masterKeyId, ...part }, { masterKeys, context })).toEqual(damaged);
  });

  test("open to what was sealed, whatever it was, and show none of it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 200 }), (bytes) => {
        const made = seal(bytes, { masterKeys, context, random: randomBytes });
        const opened = unseal(made, { masterKeys, context });
        expect(opened.ok && [...opened.plaintext]).toEqual([...bytes]);
        const shown = Buffer.from(made.ciphertext, "base64url");
        expect(bytes.length < 8 || !shown.includes(Buffer.from(bytes))).toBe(true);
      }),
    );
  });
});
