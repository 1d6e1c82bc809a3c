import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJwkNumber } from "../../../src/tokens/jwks/read-jwk-number.ts";

/** The number that octets are, the first one the most significant. */
function numberOf(octets: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(octets).toString("hex")}`);
}

const spelling = fc.record({
  alphabet: fc.constantFrom("base64", "base64url"),
  isPadded: fc.boolean(),
  zeros: fc.integer({ min: 0, max: 2 }),
} as const);

describe("a number of a JWK", () => {
  test("is the same in every spelling that is read, and has no other", () => {
    const octets = fc.uint8Array({ minLength: 1, maxLength: 40 }).filter(([first]) => first !== 0);
    fc.assert(
      fc.property(octets, spelling, (number, { alphabet, isPadded, zeros }) => {
        const bytes = Buffer.concat([Buffer.alloc(zeros), number]);
        const bare = bytes.toString(alphabet).replaceAll("=", "");
        const text = isPadded ? bare.padEnd(4 * Math.ceil(bare.length / 4), "=") : bare;
        const canonical = Buffer.from(number).toString("base64url");
        expect(readJwkNumber(text)).toBe(zeros > 1 ? undefined : canonical);
        expect(readJwkNumber(text, number.length)).toBe(zeros > 1 ? undefined : canonical);
        expect(readJwkNumber(text, number.length + zeros + 1)).toBeUndefined();
      }),
    );
  });

  test("with fewer octets than its curve has begins with zeros, and needs all of them", () => {
    expect(readJwkNumber("AAAB", 3)).toBe("AAAB");
    expect(readJwkNumber("AAAAAQ", 3)).toBe("AAAB");
    expect([readJwkNumber("AAE", 3), readJwkNumber("AAAAAAE", 3), readJwkNumber("AAAB")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("is never another one than a lenient reader has, whatever the text", () => {
    const text = fc.string({ unit: fc.constantFrom(..."AQab01+/-_= \n."), maxLength: 12 });
    fc.assert(
      fc.property(text, fc.option(fc.nat(9), { nil: undefined }), (written, octets) => {
        const number = readJwkNumber(written, octets);
        if (number === undefined) return;
        // Node.js reads both alphabets, and passes over what it does not know.
        expect(numberOf(Buffer.from(number, "base64url"))).toBe(numberOf(Buffer.from(written, "base64")));
        expect(written).toMatch(/^[A-Za-z0-9+/_-]+={0,2}$/);
      }),
      { numRuns: 1000 },
    );
  });

  test("is a text", () => {
    for (const value of [undefined, null, 65_537, true, ["AQAB"], {}, ""]) expect(readJwkNumber(value)).toBeUndefined();
  });
});
