import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCodePoints } from "../../src/language/code-points.ts";
import { keyOf, keyPart } from "../../src/store/key-part.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom("\u0000", "\u0001", "\u0002", "ÿ", "\ud800", "\udfff", "\u{10000}", "￿", "a", "a".repeat(59)),
    )
    .map((parts) => parts.join("")),
);
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
const value = fc.oneof(text, number, fc.boolean());

const isShort = (string: string) => Buffer.byteLength(string) <= 120;

describe("a part of a key", () => {
  test("orders short strings by code point, lone surrogates too", () => {
    fc.assert(
      fc.property(text.filter(isShort), text.filter(isShort), (left, right) => {
        expect(Math.sign(Buffer.compare(keyPart(left), keyPart(right)))).toBe(
          Math.sign(compareCodePoints(left, right)),
        );
      }),
    );
  });

  test("orders lone surrogates among the other characters of the plane", () => {
    const characters = [
      "",
      "\u0000",
      "a",
      "\ud7ff",
      "\ud800",
      "\ud801",
      "\udc00",
      "\udfff",
      "\ue000",
      "\ufffd",
      "\u{10000}",
    ];
    expect(characters.map(keyPart).toReversed().toSorted(Buffer.compare)).toEqual(characters.map(keyPart));
    expect(new Set(characters.map((character) => keyPart(character).toString("hex"))).size).toBe(characters.length);
  });

  test("orders a long string behind its beginning and before what is greater than that", () => {
    fc.assert(
      fc.property(text, text, (long, other) => {
        const beginning = "a".repeat(120);
        const part = keyPart(`${beginning}${long}`);
        expect(Buffer.compare(part, keyPart(beginning))).toBe(long === "" ? 0 : 1);
        expect(Buffer.compare(part, keyPart(`${"a".repeat(119)}b${other}`))).toBe(-1);
        expect(part.equals(keyPart(`${beginning}${other}`))).toBe(long === other);
      }),
    );
  });

  test("orders numbers, with one zero", () => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        expect(Buffer.compare(keyPart(left), keyPart(right))).toBe(Math.sign(left - right) + 0);
      }),
    );
    expect(keyPart(-0)).toEqual(keyPart(0));
    expect(Buffer.compare(keyPart(-Number.MIN_VALUE), keyPart(0))).toBe(-1);
    expect(Buffer.compare(keyPart(Number.MIN_VALUE), keyPart(0))).toBe(1);
  });

  test("orders booleans before numbers before strings", () => {
    const values = [false, true, -Number.MAX_VALUE, 1, Number.MAX_VALUE, "", "\u0000"];
    expect(values.map(keyPart).toSorted(Buffer.compare)).toEqual(values.map(keyPart));
  });

  test("begins with no other part, so that parts in a row are told apart", () => {
    fc.assert(
      fc.property(fc.array(value), fc.array(value), (left, right) => {
        const same = left.length === right.length && left.every((item, at) => item === right[at]);
        expect(keyOf(left).equals(keyOf(right))).toBe(same);
      }),
    );
    fc.assert(
      fc.property(value, value, (left, right) => {
        fc.pre(left !== right);
        const [one, two] = [keyPart(left), keyPart(right)];
        expect(two.subarray(0, one.length).equals(one)).toBe(false);
      }),
    );
  });

  test("has at most 275 bytes, and does not begin with the greatest byte", () => {
    fc.assert(
      fc.property(value, (item) => {
        expect(keyPart(item).length).toBeLessThanOrEqual(275);
        expect(keyPart(item)[0]).toBeLessThan(0xff);
      }),
    );
    expect(keyPart("\u0000".repeat(121)).length).toBe(275);
  });
});
