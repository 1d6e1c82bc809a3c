import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/language/json.ts";
import { bracketBytes, jsonBytes, stringBytes } from "../../src/language/json-bytes.ts";

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 0, -0, 1e21, 5e-324),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "binary" }),
    fc.array(tie("json")),
    fc.dictionary(fc.oneof(fc.string({ unit: "binary" }), fc.constant("__proto__")), tie("json")),
  ),
}));

describe("stringBytes", () => {
  test("is the UTF-8 length of the text that JSON.stringify makes, for every single code unit", () => {
    const wrong: number[] = [];
    for (let unit = 0; unit <= 0xffff; unit++) {
      const text = String.fromCharCode(unit);
      if (stringBytes(text) !== Buffer.byteLength(JSON.stringify(text))) wrong.push(unit);
    }
    expect(wrong).toStrictEqual([]);
  });

  test("is so for surrogates in any order", () => {
    const unit = fc.constantFrom("\ud800", "\udbff", "\udc00", "\udfff", "a");
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = units.join("");
        expect(stringBytes(text)).toBe(Buffer.byteLength(JSON.stringify(text)));
      }),
    );
  });
});

describe("jsonBytes", () => {
  test("is the UTF-8 length of the text that JSON.stringify makes", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(jsonBytes(value)).toBe(Buffer.byteLength(JSON.stringify(value)));
      }),
      { numRuns: 1000 },
    );
  });

  test("counts 100 000 levels and 1 000 000 elements", () => {
    let deep: Json = [];
    for (let level = 1; level < 100_000; level++) deep = [deep];
    expect(jsonBytes(deep)).toBe(200_000);
    expect(jsonBytes(Array.from({ length: 1_000_000 }, () => 1))).toBe(2_000_001);
  });
});

describe("bracketBytes", () => {
  test("counts two brackets and the commas between the parts", () => {
    expect([0, 1, 2, 3].map(bracketBytes)).toStrictEqual([2, 2, 3, 4]);
  });
});
