import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyClaim, checkCustomClaims, compose, composeWithin, noPatch, patchBytes } from "../../src/claims/index.ts";
import { jsonBytes } from "../../src/language/json-bytes.ts";
import { arbitraryObject, nested } from "./arbitrary-json.ts";

const invalid = {
  ok: false,
  error: { code: "invalid_custom_claims", message: "the custom claims must be a JSON object" },
};
const tooManyBytes = {
  ok: false,
  error: { code: "custom_claims_too_large", message: "the custom claims take more than 4096 bytes of JSON" },
};
const tooDeep = {
  ok: false,
  error: { code: "custom_claims_too_large", message: "the custom claims are nested more than 32 deep" },
};

/** An object whose JSON has so many bytes, at least ten. */
function ofBytes(bytes: number): { a: string } {
  return { a: "x".repeat(bytes - 8) };
}

describe("checkCustomClaims", () => {
  test("takes JSON objects as they are", () => {
    fc.assert(
      fc.property(arbitraryObject, (claims) => {
        const checked = checkCustomClaims(claims);
        expect(JSON.stringify(checked)).toBe(JSON.stringify({ ok: true, patch: claims }));
      }),
    );
  });

  test("gives a copy", () => {
    const list = [1];
    const checked = checkCustomClaims({ list });
    list.push(2);
    expect(checked).toStrictEqual({ ok: true, patch: { list: [1] } });
  });

  test("takes objects without a prototype, and those of another realm", () => {
    const bare: object = Object.assign(Object.create(null), { a: Object.create(Object.create(null)) });
    expect(checkCustomClaims(bare)).toStrictEqual({ ok: true, patch: { a: {} } });
  });

  test("writes -0 as JSON does", () => {
    expect(checkCustomClaims({ a: -0 })).toStrictEqual({ ok: true, patch: { a: 0 } });
  });

  test.each(["iss", "sub", "aud", "exp", "nbf", "iat", "jti"])("refuses `%s`, even to delete it", (key) => {
    const error = { code: "reserved_claims_in_custom_claims", message: `the claim \`${key}\` is reserved` };
    expect(checkCustomClaims({ a: 1, [key]: "x" })).toStrictEqual({ ok: false, error });
    expect(checkCustomClaims({ [key]: null })).toStrictEqual({ ok: false, error });
  });

  test("refuses the service's namespace and the configured one", () => {
    const refused = (prefix: string) => ({
      ok: false,
      error: { code: "stytch_claims_in_custom_claims", message: `claims that begin with \`${prefix}\` are reserved` },
    });
    expect(checkCustomClaims({ "https://stytch.com/session": null })).toStrictEqual(refused("https://stytch.com/"));
    expect(checkCustomClaims({ "https://me.test/x": 1 }, "https://me.test/")).toStrictEqual(
      refused("https://me.test/"),
    );
    expect(checkCustomClaims({ "https://stytch.com/": 1 }, "https://me.test/")).toStrictEqual(
      refused("https://stytch.com/"),
    );
  });

  test("reserves neither other names, nor anyClaim below the top level, nor anyClaim for an empty namespace", () => {
    const claims = { ISS: 1, "https://stytch.com": 1, a: { iss: 1, "https://stytch.com/": 1 }, "https://me.test/": 1 };
    expect(checkCustomClaims(claims, "")).toStrictEqual({ ok: true, patch: claims });
  });

  test("takes 4096 bytes and no more", () => {
    expect(checkCustomClaims(ofBytes(4096))).toStrictEqual({ ok: true, patch: ofBytes(4096) });
    expect(checkCustomClaims(ofBytes(4097))).toStrictEqual(tooManyBytes);
  });

  test.each([
    ["a string", { a: "é".repeat(2045) }],
    ["a key", { ["x".repeat(5000)]: 1 }],
    ["a number", { a: "x".repeat(4080), b: 123456 }],
    ["a boolean", { a: "x".repeat(4080), b: false }],
    ["null", { a: "x".repeat(4080), b: null }],
    ["commas and brackets of a list", { a: new Array(5000) }],
    ["commas and brackets of an object", Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [index, 1]))],
    ["lone surrogates", { a: "\ud800".repeat(700) }],
  ])("counts the bytes of %s", (_, claims) => {
    expect(checkCustomClaims(claims)).toStrictEqual(tooManyBytes);
  });

  test("counts exactly what JSON.stringify writes", () => {
    fc.assert(
      fc.property(arbitraryObject, fc.integer({ min: 0, max: 2 }), (claims, excess) => {
        const filled = { ...claims, filler: "" };
        const filler = "x".repeat(4096 - jsonBytes(filled) + excess);
        const checked = checkCustomClaims({ ...claims, filler });
        expect(checked.ok).toBe(excess === 0);
      }),
    );
  });

  test("takes 32 levels and no more", () => {
    expect(checkCustomClaims(nested(32, "object"))).toStrictEqual({ ok: true, patch: nested(32, "object") });
    expect(checkCustomClaims(nested(33, "object"))).toStrictEqual(tooDeep);
    expect(checkCustomClaims({ a: nested(100_000, "list") })).toStrictEqual(tooDeep);
  });

  const cycle: unknown[] = [];
  cycle.push({ cycle });
  const throwing = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error("no keys");
      },
    },
  );

  test.each([
    ["undefined", undefined],
    ["null", null],
    ["a string", "{}"],
    ["a number", 1],
    ["a boolean", true],
    ["a list", []],
    ["a function", () => ({})],
    ["a BigInt inside", { a: 1n }],
    ["undefined inside", { a: undefined }],
    ["undefined in a list", { a: [undefined] }],
    ["a hole in a list", { a: new Array(1) }],
    ["a symbol inside", { a: Symbol("a") }],
    ["a function inside", { toJSON: () => ({}) }],
    ["NaN", { a: Number.NaN }],
    ["infinity", { a: Number.POSITIVE_INFINITY }],
    ["a date", { a: new Date(0) }],
    ["a map", new Map()],
    ["a cycle", { a: cycle }],
    [
      "a getter that throws",
      {
        get a(): never {
          throw new Error("no value");
        },
      },
    ],
    ["a proxy that throws", throwing],
  ])("refuses %s", (_, value) => {
    expect(checkCustomClaims(value)).toStrictEqual(invalid);
  });

  test("takes what occurs twice, if it is no cycle, and stops where that explodes", () => {
    const shared = { x: 1 };
    expect(checkCustomClaims({ a: shared, b: [shared] })).toStrictEqual({
      ok: true,
      patch: { a: { x: 1 }, b: [{ x: 1 }] },
    });
    let bomb: unknown = [];
    for (let level = 0; level < 30; level++) bomb = [bomb, bomb];
    expect(checkCustomClaims({ bomb })).toStrictEqual(tooManyBytes);
  });

  test("reads a list by its elements, whatever iterator it brings", () => {
    const list = Object.assign([1], { [Symbol.iterator]: () => [2, 3][Symbol.iterator]() });
    expect(checkCustomClaims({ list })).toStrictEqual({ ok: true, patch: { list: [1] } });
  });

  test("names no value in an error", () => {
    const secret = "s3cret";
    const errors = [{ iss: secret }, { "https://stytch.com/s3cret": secret }, { a: secret, b: 1n }].map((claims) =>
      JSON.stringify(checkCustomClaims(claims)),
    );
    expect(errors.filter((text) => text.includes(secret) || text.includes("patch"))).toStrictEqual([]);
  });
});

describe("composeWithin", () => {
  test("composes while the whole is at most 4096 bytes", () => {
    const session = compose(noPatch, ofBytes(4000));
    const fits = { b: "x".repeat(4096 - 4000 - 7) };
    const composed = composeWithin(session, fits, anyClaim);
    expect(composed).toStrictEqual({ ok: true, patch: compose(session, fits) });
    expect(composed.ok && patchBytes(composed.patch)).toBe(4096);
    expect(composeWithin(session, { b: `${fits.b}x` }, anyClaim)).toStrictEqual({
      ok: false,
      error: {
        code: "custom_claims_too_large",
        message: "all custom claims sent to the session take 4097 bytes of JSON together, and at most 4096 are allowed",
      },
    });
  });

  test("makes room when a claim is replaced", () => {
    const session = compose(noPatch, ofBytes(4096));
    expect(composeWithin(session, { a: null }, anyClaim)).toStrictEqual({
      ok: true,
      patch: { kind: "merge", children: { a: { kind: "delete" } } },
    });
  });
});
