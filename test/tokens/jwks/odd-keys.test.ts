import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/language/json.ts";
import { verifyTrustedToken } from "../../../src/tokens/index.ts";
import { readKeySet } from "../../../src/tokens/jwks/read-key-set.ts";
import { jwkOf, keySetOf, uselessJwks } from "../support/jwks.ts";
import { rsa } from "../support/keys.ts";
import { head, makeToken, now, rules } from "../support/trusted-tokens.ts";
import { type OddKey, oddKeys } from "./odd-keys.ts";

/** What comes of a token that a key of the set signed, under the name that the algorithm has there. */
async function verdictOf({ pair, algorithm }: Pick<OddKey, "pair" | "algorithm">, jwks: readonly JsonObject[]) {
  const token = makeToken({ header: head({ alg: algorithm, kid: "odd" }), algorithm, signer: pair.privateKey });
  const keys = async () => readKeySet(Buffer.from(keySetOf(...jwks)));
  const verdict = await verifyTrustedToken({ token, rules: { ...rules, keys }, now });
  return verdict.ok ? "accepted" : `${verdict.error.reason} ${verdict.error.details?.key_reason ?? ""}`;
}

describe("a key set with", () => {
  test.each(oddKeys)("$name is read, and its neighbour is of no use", async (row) => {
    expect(await verdictOf(row, [jwkOf(row.pair.publicKey, { kid: "odd" })])).toBe("accepted");
    expect(await verdictOf(row, [row.odd])).toBe("accepted");
    expect(await verdictOf(row, [{ ...row.useless, kid: "odd" }])).toBe(`key_unusable ${row.reason}`);
    expect(await verdictOf(row, [row.useless, row.odd])).toBe("accepted");
  });

  test.each(uselessJwks.filter(([, , { kid }]) => kid === "good"))(
    "%s says so of its token",
    async (_, reason, jwk) => {
      const key = { pair: rsa, algorithm: "RS256" };
      expect(await verdictOf(key, [{ ...jwk, kid: "odd" }])).toBe(`key_unusable ${reason}`);
      expect(await verdictOf(key, [jwk])).toBe("unknown_kid ");
      expect(await verdictOf(key, [{ ...jwk, kid: "odd" }, jwkOf(rsa.publicKey, { kid: "odd" })])).toBe("accepted");
    },
  );

  test("Ed25519 takes its tokens by both names, whichever the key has", async () => {
    const odd = oddKeys.filter(({ name }) => /^an Ed25519 key by its/.test(name));
    for (const row of odd) {
      for (const algorithm of ["EdDSA", "Ed25519"])
        expect(await verdictOf({ ...row, algorithm }, [row.odd])).toBe("accepted");
    }
    expect(odd).toHaveLength(2);
  });
});
