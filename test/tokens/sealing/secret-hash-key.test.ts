import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createSecretHashKey, openSecretHashKey, seal } from "../../../src/tokens/index.ts";
import { masterKeys, masterKeysOf, projectId, ringKey, seeded } from "../support/key-rings.ts";

const owner = projectId;
const stored = createSecretHashKey({ owner, masterKeys, random: seeded("a") });

function hashWith(sealed: typeof stored, keys = masterKeys): string {
  const opened = openSecretHashKey(sealed, { owner, masterKeys: keys });
  return opened.ok ? createHmac("sha256", opened.key).update("a secret").digest("hex") : opened.error.code;
}

describe("the key that secrets are hashed under", () => {
  test("is 32 random bytes", () => {
    const opened = openSecretHashKey(stored, { owner, masterKeys });
    expect(opened.ok && opened.key.export()).toEqual(Buffer.from(seeded("a")(32)));
  });

  test("is the same whenever it is opened, under any list with its master key, and another for other randomness", () => {
    expect(hashWith(JSON.parse(JSON.stringify(stored)), masterKeysOf("n", "m"))).toBe(hashWith(stored));
    expect(hashWith(createSecretHashKey({ owner, masterKeys, random: seeded("b") }))).not.toBe(hashWith(stored));
  });

  test("opens for its owner only, and only what is such a key", async () => {
    const damaged = { ok: false, error: { code: "sealed_value_damaged" } };
    expect(openSecretHashKey(stored, { owner: "other", masterKeys })).toMatchObject(damaged);
    const { privateKey, kid } = await ringKey("a");
    if (privateKey === null) throw new Error("a new key has a private part");
    expect(openSecretHashKey(privateKey, { owner, masterKeys })).toMatchObject(damaged);
    const context = { owner, purpose: "secret hash key", id: kid };
    const misplaced = seal(Buffer.alloc(32), { masterKeys, context, random: seeded("c") });
    expect(openSecretHashKey(misplaced, { owner, masterKeys })).toMatchObject(damaged);
    expect(hashWith(stored, masterKeysOf("x"))).toBe("master_key_unknown");
  });

  test("is shown by no printing", () => {
    const opened = openSecretHashKey(stored, { owner, masterKeys });
    const bytes = Buffer.from(seeded("a")(32));
    const shown = [inspect(opened, { depth: 9, showHidden: true }), JSON.stringify(opened), JSON.stringify(stored)];
    for (const encoding of ["hex", "base64", "base64url"] as const) {
      expect(shown.join()).not.toContain(bytes.toString(encoding).slice(0, 12));
    }
  });
});
