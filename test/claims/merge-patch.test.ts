import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergePatch } from "../../src/claims/index.ts";
import type { Json } from "../../src/language/json.ts";
import { arbitraryJson, nested } from "./arbitrary-json.ts";

/** RFC 7396, appendix A: target, patch, result. */
const appendixA: readonly (readonly [Json, Json, Json])[] = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

/** The pseudocode of RFC 7396 §2, as it stands there: it changes its target. */
function literally(target: unknown, patch: Json): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const object: object = typeof target === "object" && target !== null && !Array.isArray(target) ? target : {};
  for (const [name, value] of Object.entries(patch)) {
    const before: unknown = Object.getOwnPropertyDescriptor(object, name)?.value;
    if (value === null) Reflect.deleteProperty(object, name);
    else {
      const after = literally(before, value);
      Object.defineProperty(object, name, { value: after, enumerable: true, writable: true, configurable: true });
    }
  }
  return object;
}

describe("mergePatch", () => {
  test.each(appendixA)("makes of %j and %j what RFC 7396 appendix A says", (target, patch, result) => {
    expect(mergePatch(target, patch)).toStrictEqual(result);
  });

  test("is the pseudocode of RFC 7396 §2, to the order of the keys", () => {
    fc.assert(
      fc.property(arbitraryJson, arbitraryJson, (target, patch) => {
        const text = JSON.stringify(literally(structuredClone(target), patch));
        expect(JSON.stringify(mergePatch(target, patch))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("changes neither the target nor the patch", () => {
    fc.assert(
      fc.property(arbitraryJson, arbitraryJson, (target, patch) => {
        const before = JSON.stringify([target, patch]);
        mergePatch(target, patch);
        expect(JSON.stringify([target, patch])).toBe(before);
      }),
    );
  });

  test("shares nothing with its arguments", () => {
    const kept = { deep: [{}] };
    const given = [[1]];
    const merged = mergePatch({ kept, gone: 1 }, { given, gone: null });
    expect(merged).toStrictEqual({ kept, given });
    kept.deep.push({});
    given[0]?.push(2);
    expect(merged).toStrictEqual({ kept: { deep: [{}] }, given: [[1]] });
  });

  test("takes `__proto__` as a key like any other", () => {
    const merged = mergePatch(JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"b":2}}'));
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"a":1,"b":2}}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });

  test("does not take an inherited property for a member", () => {
    expect(mergePatch({ a: 1 }, JSON.parse('{"toString":{"a":null}}'))).toStrictEqual({ a: 1, toString: {} });
    expect(mergePatch(JSON.parse('{"toString":1}'), { a: 1 })).toStrictEqual({ toString: 1, a: 1 });
  });

  test.each(["list", "object"] as const)("merges 100 000 levels of a %s", (kind) => {
    const deep = nested(100_000, kind);
    expect(depthOf(mergePatch(deep, deep))).toBe(100_000);
    expect(depthOf(mergePatch({ a: deep }, {}))).toBe(100_001);
  });
});

function depthOf(value: Json): number {
  let depth = 0;
  for (let inner: Json | undefined = value; typeof inner === "object" && inner !== null; depth++) {
    inner = Object.values(inner)[0];
  }
  return depth;
}

const vectors = new URL("../../../shared/vectors/merge-patch.json", import.meta.url);
const absent = !existsSync(vectors);

describe.skipIf(absent)(`merge-patch.json${absent ? " (skipped: ../shared/vectors is not there)" : ""}`, () => {
  const { cases } = absent ? { cases: [] } : JSON.parse(readFileSync(vectors, "utf8"));

  test.each(cases as readonly { target: Json; patch: Json; result: Json }[])("%j", ({ target, patch, result }) => {
    expect(mergePatch(target, patch)).toStrictEqual(result);
  });

  test("has cases", () => {
    expect(cases.length).toBeGreaterThanOrEqual(14);
  });
});
