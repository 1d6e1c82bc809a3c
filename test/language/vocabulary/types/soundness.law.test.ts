import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonList, isJsonObject, type Json } from "../../../../src/language/json.ts";
import { jsonBytes } from "../../../../src/language/json-bytes.ts";
import type { Atom, Kind } from "../../../../src/language/vocabulary/type.ts";
import * as types from "../../../../src/language/vocabulary/types/index.ts";
import { sampleKeys } from "../../../support/arbitrary-json.ts";
import { arbitraryTypeAndValue, type TypeAndValue } from "../../../support/arbitrary-type.ts";
import { effort } from "../../../support/lanes/effort.ts";

const numRuns = effort(200, 10_000);
const { accepts, byteBounds } = types;
const one = arbitraryTypeAndValue();
const clamped = fc.tuple(one, fc.nat(3)).map(([{ type, value }, spare]) => ({
  type: types.clampBytes(type, jsonBytes(value) + spare),
  value,
}));

function holds(arbitrary: fc.Arbitrary<TypeAndValue>, law: (typed: TypeAndValue) => void) {
  fc.assert(fc.property(arbitrary, law), { numRuns });
}

describe("for every type and every value of it", () => {
  test("a type clamped to the value's bytes still has it, and is clamped", () => {
    holds(one, ({ type, value }) => {
      const bytes = jsonBytes(value);
      const clampedType = types.clampBytes(type, bytes);
      expect(accepts(clampedType, value)).toBe(true);
      expect(byteBounds(clampedType).greatest).toBeLessThanOrEqual(bytes);
    });
  });

  test("a union has the value, whatever it is with", () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (typed) => {
        const type = types.unionOf(typed.map((member) => member.type));
        expect(typed.filter(({ value }) => !accepts(type, value))).toEqual([]);
      }),
      { numRuns },
    );
  });

  test("a union lists at most eight atoms of a kind, at any depth", () => {
    const kinds: readonly Atom["kind"][] = ["null", "boolean", "number", "string", "list", "object", "any"];
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (typed) => {
        const { atoms } = types.unionOf(typed.map((member) => member.type));
        const counts = kinds.map((kind) => atoms.filter((atom) => atom.kind === kind).length);
        expect(Math.max(...counts)).toBeLessThanOrEqual(types.maxAtoms);
      }),
      { numRuns },
    );
  });

  test("an intersection has the values that both types have", () => {
    fc.assert(
      fc.property(one, one, one, (first, second, third) => {
        const left = types.union(first.type, second.type);
        const right = types.union(second.type, third.type);
        const both = types.intersect(left, right);
        const lost = [first, second, third].filter(
          ({ value }) => accepts(left, value) && accepts(right, value) && !accepts(both, value),
        );
        expect(lost).toEqual([]);
        expect(byteBounds(both).greatest).toBeLessThanOrEqual(byteBounds(left).greatest);
        expect(byteBounds(both).greatest).toBeLessThanOrEqual(byteBounds(right).greatest);
      }),
      { numRuns },
    );
  });

  test("an intersection without allowance has the value too", () => {
    fc.assert(
      fc.property(one, fc.nat(6), ({ type, value }, left) => {
        const widened = types.union(type, types.literalType(value));
        expect(accepts(types.intersect(widened, type, { left }), value)).toBe(true);
        expect(accepts(types.intersect(type, widened, { left }), value)).toBe(true);
      }),
      { numRuns },
    );
  });

  test("selecting a property gives what the value has there, down to the leaves", () => {
    const keys = [...sampleKeys, "own", "left", "right", "tag", "value", "1"];
    holds(fc.oneof(one, clamped), ({ type, value }) => {
      const pending: TypeAndValue[] = [{ type, value }];
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        for (const key of keys) {
          const member = memberOf(next.value, key);
          const selection = types.selectProperty(next.type, key);
          expect(accepts(selection.type, member)).toBe(true);
          if (member !== null) pending.push({ type: selection.type, value: member });
        }
      }
    });
  });

  test("selecting an index gives what the value has there", () => {
    holds(fc.oneof(one, clamped), ({ type, value }) => {
      const pending: TypeAndValue[] = [{ type, value }];
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        for (const index of [-1, 0, 0.5, 1, 2, 3, 4, 5, 6]) {
          const element = isJsonList(next.value) ? (next.value[index] ?? null) : null;
          const selection = types.selectIndex(next.type, index);
          expect(accepts(selection.type, element)).toBe(true);
          expect(accepts(types.selectIndex(next.type, undefined).type, element)).toBe(true);
          if (element !== null) pending.push({ type: selection.type, value: element });
        }
        pending.push(...membersOf(next));
      }
    });
  });

  test("a list's elements, a list's count and an object's keys are as told", () => {
    holds(fc.oneof(one, clamped), ({ type, value }) => {
      const pending: TypeAndValue[] = [{ type, value }];
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        if (isJsonList(next.value)) {
          const elements = types.elementsOf(next.type);
          expect(next.value.filter((element) => !accepts(elements, element))).toEqual([]);
          expectWithin(next.value.length, types.itemCountOf(next.type));
        } else if (isJsonObject(next.value)) {
          const keys = types.keysOf(next.type);
          expect(Object.keys(next.value).filter((key) => !accepts(keys.type, key))).toEqual([]);
          expectWithin(Object.keys(next.value).length, keys);
        }
        pending.push(...membersOf(next));
      }
    });
  });

  test("seen as its own kind the type has the value, seen as another it tells the kind", () => {
    holds(fc.oneof(one, clamped), ({ type, value }) => {
      const views: readonly (readonly [Kind, types.KindView<Atom>])[] = [
        ["boolean", types.asBoolean(type)],
        ["number", types.asNumber(type)],
        ["string", types.asString(type)],
        ["list", types.asList(type)],
        ["object", types.asObject(type)],
      ];
      const kindOfValue = kindOf(value);
      expect(types.kindsOf(type)).toContain(kindOfValue);
      for (const [kind, { atom, otherKinds, mayBeNull }] of views) {
        if (value === null) expect(mayBeNull).toBe(true);
        else if (kind === kindOfValue) expect(accepts({ atoms: atom === undefined ? [] : [atom] }, value)).toBe(true);
        else expect(otherKinds).toContain(kindOfValue);
      }
    });
  });

  test("the type of the value itself has it, and no other bounds than its bytes", () => {
    holds(one, ({ value }) => {
      const type = types.literalType(value);
      expect(accepts(type, value)).toBe(true);
      expect(byteBounds(type)).toEqual({ least: jsonBytes(value), greatest: jsonBytes(value) });
    });
  });

  test("the type is the same as itself built again, and is printed", () => {
    holds(one, ({ type }) => {
      const copy = structuredClone(type);
      expect(types.isSameType(type, copy)).toBe(true);
      expect(types.union(type, copy).atoms.length).toBeLessThanOrEqual(type.atoms.length);
      expect(types.printType(type)).not.toBe("");
    });
  });
});

function expectWithin(count: number, bounds: types.CountBounds) {
  expect(count).toBeGreaterThanOrEqual(bounds.least);
  expect(count).toBeLessThanOrEqual(bounds.greatest);
}

/** The members of a value, with what selecting them gives. */
function membersOf({ type, value }: TypeAndValue): TypeAndValue[] {
  if (isJsonList(value))
    return value.map((member, index) => ({ type: types.selectIndex(type, index).type, value: member }));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([key, member]) => ({ type: types.selectProperty(type, key).type, value: member }));
}

/** What `.key` is by rule N1 of the language. */
function memberOf(value: Json, key: string): Json {
  if (isJsonList(value)) return /^(?:0|[1-9][0-9]*)$/.test(key) ? (value[Number(key)] ?? null) : null;
  return isJsonObject(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null;
}

function kindOf(value: Json): Kind {
  if (value === null) return "null";
  if (isJsonList(value)) return "list";
  if (typeof value === "object") return "object";
  return typeof value === "boolean" ? "boolean" : typeof value === "number" ? "number" : "string";
}
