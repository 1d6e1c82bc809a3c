import { describe, expect, test } from "vitest";
import { readCompactJws } from "../../../src/tokens/jws/compact-jws.ts";
import { hasSignatureOf } from "../../../src/tokens/jws/verify-signature.ts";
import { otherRsa, p256, rsa } from "../support/keys.ts";
import { makeToken } from "../support/trusted-tokens.ts";

describe("hasSignatureOf", () => {
  const reading = readCompactJws(makeToken(), 8192);
  const has = async (key: typeof rsa.publicKey, algorithm: "RS256" | "RS512" = "RS256") =>
    reading.ok && (await hasSignatureOf(reading.jws, { algorithm, key }));

  test("tells the key that signed from others", async () => {
    expect([await has(rsa.publicKey), await has(otherRsa.publicKey)]).toEqual([true, false]);
  });

  test("takes no key and no algorithm for a mere mismatch that the caller should have ruled out", async () => {
    await expect(has(p256.publicKey)).rejects.toThrow();
    await expect(has(rsa.publicKey, "RS512")).rejects.toThrow();
  });
});
