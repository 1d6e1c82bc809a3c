import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readKeySet } from "../../../src/tokens/jwks/read-key-set.ts";
import { goodJwk, goodSet, jwkOf, keyOf, keySetOf, uselessJwks } from "../support/jwks.ts";
import { ed25519, otherRsa, p256, p384, p521, rsa } from "../support/keys.ts";

/** The keys of a set, as they can be compared. */
function read(text: string) {
  const reading = readKeySet(Buffer.from(text));
  if (!reading.ok) return reading.fault;
  return reading.keys.map(({ publicKey, ...rest }) => ({ ...rest, jwk: publicKey.export({ format: "jwk" }) }));
}

describe("a key set", () => {
  test("gives its keys in their order, with ids and algorithms as far as it tells them", () => {
    const text = keySetOf(
      goodJwk,
      jwkOf(p256.publicKey),
      jwkOf(p384.publicKey, { kid: "", key_ops: ["verify", "sign"] }),
      jwkOf(p521.publicKey, { alg: "ES512", x5c: ["anything"], x5u: "https://idp.example/", other: { a: [null] } }),
      jwkOf(ed25519.publicKey, { kid: "ed", alg: "EdDSA" }),
      jwkOf(ed25519.publicKey, { kid: "ed", alg: "Ed25519" }),
      jwkOf(rsa.publicKey, { kid: "pss", alg: "PS512" }),
    );
    const jwk = (pair: typeof rsa) => keyOf(jwkOf(pair.publicKey)).export({ format: "jwk" });
    expect(read(text)).toEqual([
      { kid: "good", algorithm: "RS256", jwk: jwk(rsa) },
      { jwk: jwk(p256) },
      { kid: "", jwk: jwk(p384) },
      { algorithm: "ES512", jwk: jwk(p521) },
      { kid: "ed", algorithm: "EdDSA", jwk: jwk(ed25519) },
      { kid: "ed", algorithm: "EdDSA", jwk: jwk(ed25519) },
      { kid: "pss", algorithm: "PS512", jwk: jwk(rsa) },
    ]);
  });

  test("gives both keys of one id: each is tried", () => {
    const text = keySetOf(goodJwk, jwkOf(otherRsa.publicKey, { kid: "good" }));
    expect(read(text)).toMatchObject([{ kid: "good" }, { kid: "good" }]);
  });

  test("gives what is good of it, whatever else is in it", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...uselessJwks]), fc.nat(30), (useless, place) => {
        const jwks = useless.map(([, , jwk]) => jwk);
        expect(read(keySetOf(...jwks.slice(0, place), goodJwk, ...jwks.slice(place)))).toMatchObject([{ kid: "good" }]);
      }),
    );
  });

  test("tells what is of no use in it, and why, with the id as far as that is a text", () => {
    for (const [what, reason, jwk] of uselessJwks) {
      const reading = readKeySet(Buffer.from(keySetOf(goodJwk, jwk)));
      const kid = typeof jwk.kid === "string" ? { kid: jwk.kid } : {};
      expect({ what, ...reading }).toMatchObject({ what, keys: [{ kid: "good" }], unusable: [{ ...kid, reason }] });
    }
    const strangers = '{"keys":[null,1,"x",[],{},{"kid":"a"}]}';
    expect(readKeySet(Buffer.from(strangers))).toEqual({
      ok: true,
      keys: [],
      unusable: [...Array.from({ length: 5 }, () => ({ reason: "malformed" })), { kid: "a", reason: "malformed" }],
    });
  });

  test("of any bytes gives keys or a fault", () => {
    const broken = fc.tuple(fc.nat(goodSet.length), fc.nat(8), fc.string()).map(([at, length, put]) => {
      return goodSet.slice(0, at) + put + goodSet.slice(at + length);
    });
    fc.assert(
      fc.property(fc.oneof(broken, fc.json()), (text) => {
        const keys = read(text);
        expect(typeof keys === "string" || keys.length <= 1).toBe(true);
      }),
    );
  });

  test("is refused when it has too many bytes, before it is read", () => {
    expect(read(" ".repeat(65_537))).toBe("key_set_too_large");
    expect(read(" ".repeat(65_536))).toBe("key_set_not_json");
  });
});
