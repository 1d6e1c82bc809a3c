import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { seededBytes } from "../../../src/server/start/seeded-bytes.ts";
import { seededKeys } from "../../../src/server/start/seeded-keys.ts";
import { rsaTestKeys } from "../../../src/server/start/test-keys.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const pem = (key: KeyObject) => key.export({ format: "pem", type: "pkcs8" }).toString();

describe("seeded bytes", () => {
  test("are the same for the same seed and purpose, however they are asked for", () => {
    const [whole, parts] = [seededBytes(1, "x"), seededBytes(1, "x")];
    expect(hex(whole(48))).toBe(hex(parts(1)) + hex(parts(20)) + hex(parts(27)));
    expect(hex(seededBytes(1, "x")(8))).toBe("7ec8eacdafb0453d");
  });

  test("are others for another seed, another purpose, and later", () => {
    const bytes = seededBytes(1, "x");
    const all = [bytes(16), bytes(16), seededBytes(2, "x")(16), seededBytes(1, "y")(16)];
    expect(new Set(all.map(hex)).size).toBe(4);
  });
});

describe("seeded keys", () => {
  test.each(["RS256", "ES256", "EdDSA"] as const)(
    "of %s are the same for the same bytes, sign, and differ",
    async (algorithm) => {
      const [source, again] = [seededKeys(seededBytes(1, "keys")), seededKeys(seededBytes(1, "keys"))];
      const keys = [await source(algorithm), await source(algorithm)];
      expect(keys.map(pem)).toEqual([pem(await again(algorithm)), pem(await again(algorithm))]);
      expect(new Set(keys.map(pem)).size).toBe(2);
      const hash = algorithm === "EdDSA" ? null : "sha256";
      for (const key of keys) {
        const signature = sign(hash, Buffer.from("text"), key);
        expect(verify(hash, Buffer.from("text"), createPublicKey(key), signature)).toBe(true);
      }
    },
  );

  test("of RSA are 2048 bits long, and begin anew when there are no more", async () => {
    const source = seededKeys(seededBytes(1, "keys"));
    const keys = [];
    for (const _ of [...rsaTestKeys, "once more"]) keys.push(await source("RS256"));
    expect(keys.map((key) => key.asymmetricKeyDetails?.modulusLength)).toEqual(keys.map(() => 2048));
    expect(pem(keys[0] as KeyObject)).toBe(pem(keys.at(-1) as KeyObject));
    expect(new Set(keys.map(pem)).size).toBe(rsaTestKeys.length);
  });
});
