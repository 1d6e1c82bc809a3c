import { createECDH, createPrivateKey, type KeyObject } from "node:crypto";
import { invariant } from "../../language/invariant.ts";
import type { PrivateKeySource, RandomBytes } from "../../tokens/index.ts";
import { rsaTestKeys } from "./test-keys.ts";

/**
 * Private keys that are the same for the same bytes, in the order in which they are asked for. RSA keys come from a short
 * list that everybody has, and repeat.
 */
export function seededKeys(random: RandomBytes): PrivateKeySource {
  let rsaKeys = 0;
  return async (algorithm) => {
    switch (algorithm) {
      case "RS256": {
        const key = rsaTestKeys[rsaKeys++ % rsaTestKeys.length];
        invariant(key !== undefined, "there are test keys");
        return createPrivateKey(key);
      }
      case "ES256":
        return p256Key(random(32));
      case "EdDSA":
        return createPrivateKey({
          key: Buffer.concat([ed25519Prefix, random(32)]),
          format: "der",
          type: "pkcs8",
        });
    }
  };
}

/** The bytes that PKCS #8 has before the 32 bytes of an Ed25519 private key (RFC 8410 §7). */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The key whose private number is these bytes; no seed in reach gives one beyond the order of the curve. */
function p256Key(bytes: Uint8Array): KeyObject {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(bytes);
  const point = curve.getPublicKey();
  const text = (part: Uint8Array) => Buffer.from(part).toString("base64url");
  const key = { kty: "EC", crv: "P-256", d: text(bytes), x: text(point.subarray(1, 33)), y: text(point.subarray(33)) };
  return createPrivateKey({ key, format: "jwk" });
}
