import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergePatch } from "../../src/claims/index.ts";
import type { Json } from "../../src/language/json.ts";
import { arbitraryJson, nested } from "./arbitrary-json.ts";

interface Example {
  readonly original: Json;
  readonly patch: Json;
  readonly result: Json;
}

/** The examples of RFC 7396, appendix A. */
const { cases: appendixA }: { readonly cases: readonly Example[] } = JSON.parse(
  readFileSync(new URL("../vectors/merge-patch.json", import.meta.url), "utf8"),
);

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
  test("has the 15 examples of RFC 7396 appendix A", () => {
    expect(appendixA.length).toBe(15);
  });

  test.each(appendixA)("makes of $original and $patch what RFC 7396 appendix A says", ({ original, patch, result }) => {
    expect(mergePatch(original, patch)).toStrictEqual(result);
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
