import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeMetadata, readMetadata } from "../../src/directory/metadata.ts";
import { arbitraryJson } from "../support/arbitrary-json.ts";
import { refusal } from "./support/directory-world.ts";

/** Text that fits the limit exactly with `extra` bytes more. */
function ofBytes(bytes: number): object {
  return { a: "x".repeat(bytes - '{"a":""}'.length) };
}

/** Objects in objects, so many deep in all. */
function ofDepth(depth: number): object {
  return JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
}

function keys(count: number, from = 0): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${from + index}`, 1]));
}

describe("a change of metadata", () => {
  test("puts new keys last, and leaves the others where they are", () => {
    expect(mergeMetadata('{"b":1,"a":2}', { c: 3, b: 4 })).toBe('{"b":4,"a":2,"c":3}');
  });

  test("deletes a key whose value is null, and only at the top", () => {
    expect(mergeMetadata('{"a":1,"b":2}', { a: null, never: null, c: { d: null } })).toBe('{"b":2,"c":{"d":null}}');
  });

  test("takes a value whole: what was nested in the one before is gone", () => {
    expect(mergeMetadata('{"a":{"b":1,"c":2}}', { a: { b: 3 } })).toBe('{"a":{"b":3}}');
  });

  test("treats `__proto__` and `constructor` as keys like any other", () => {
    const change: unknown = JSON.parse('{"__proto__":{"admin":true},"constructor":1}');
    const stored = mergeMetadata("{}", change);
    expect(stored).toBe('{"__proto__":{"admin":true},"constructor":1}');
    expect(Object.keys(readMetadata(stored))).toEqual(["__proto__", "constructor"]);
    expect(readMetadata(stored).admin).toBeUndefined();
    expect(mergeMetadata(stored, JSON.parse('{"__proto__":null}'))).toBe('{"constructor":1}');
  });

  test("keeps lone surrogates", () => {
    expect(readMetadata(mergeMetadata("{}", { a: "\ud800" }))).toEqual({ a: "\ud800" });
  });

  test.each([
    ["null", null],
    ["a list", []],
    ["a text", "{}"],
    ["a number", 1],
    ["nothing", undefined],
    ["an object with what is no JSON", { a: () => 1 }],
    ["an object with a number that is none", { a: Number.NaN }],
  ])("that is %s is refused", async (_what, change) => {
    expect(await refusal(() => mergeMetadata("{}", change))).toBe("metadata_invalid_format");
  });

  test("may make 4096 bytes of JSON, and not one more", async () => {
    expect(Buffer.byteLength(mergeMetadata("{}", ofBytes(4096)))).toBe(4096);
    expect(await refusal(() => mergeMetadata("{}", ofBytes(4097)))).toBe("metadata_too_large");
    expect(await refusal(() => mergeMetadata("{}", { a: "€".repeat(1363) }))).toBe("metadata_too_large");
  });

  test("may make 20 keys, and not one more", async () => {
    expect(Object.keys(readMetadata(mergeMetadata("{}", keys(20))))).toHaveLength(20);
    expect(await refusal(() => mergeMetadata("{}", keys(21)))).toBe("metadata_too_many_keys");
    expect(await refusal(() => mergeMetadata(JSON.stringify(keys(20)), { one: 1 }))).toBe("metadata_too_many_keys");
  });

  test("may be 32 deep, and not one more", async () => {
    expect(mergeMetadata("{}", ofDepth(32))).toBe(JSON.stringify(ofDepth(32)));
    expect(await refusal(() => mergeMetadata("{}", ofDepth(33)))).toBe("metadata_too_deep");
  });

  test("is measured by what comes of it, not by itself", async () => {
    const stored = mergeMetadata("{}", ofBytes(4096));
    expect(await refusal(() => mergeMetadata(stored, { b: 1 }))).toBe("metadata_too_large");
    expect(mergeMetadata(stored, { a: null, b: 1 })).toBe('{"b":1}');
    const forgetful = Object.fromEntries(Object.keys(keys(30)).map((key) => [key, null]));
    expect(mergeMetadata(JSON.stringify(keys(20)), { ...forgetful, b: 1 })).toBe('{"b":1}');
  });

  test("of any depth is refused without exhausting the stack", async () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`);
    expect(await refusal(() => mergeMetadata("{}", deep))).toBe("metadata_too_deep");
  });
});

describe("merging", () => {
  const change = fc.dictionary(fc.constantFrom("a", "b", "c", "__proto__", "constructor"), arbitraryJson(1), {
    noNullPrototype: true,
  });
  const withoutNulls = (metadata: object) =>
    Object.fromEntries(Object.entries(metadata).filter(([, member]) => member !== null));

  test("gives, for each key, the last value that was said, and none for one that was deleted last", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
        const stored = changes.reduce<string>(mergeMetadata, "{}");
        const said = new Map(changes.flatMap((each) => Object.entries(each)));
        const expected = [...said].filter(([, member]) => member !== null);
        const found = Object.entries(readMetadata(stored));
        const text = (entries: readonly (readonly [string, unknown])[]) =>
          entries.map((entry) => JSON.stringify(entry)).sort();
        expect(text(found)).toEqual(text(expected));
      }),
    );
  });

  test("makes of nothing what was said, without its nulls", () => {
    fc.assert(
      fc.property(change, (metadata) => {
        expect(mergeMetadata("{}", metadata)).toBe(JSON.stringify(withoutNulls(metadata)));
      }),
    );
  });

  test("the same change twice is the change once", () => {
    fc.assert(
      fc.property(change, change, (before, after) => {
        const once = mergeMetadata(mergeMetadata("{}", before), after);
        expect(mergeMetadata(once, after)).toBe(once);
      }),
    );
  });
});
