import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { didYouMean, guess, suggest } from "../../../src/language/diagnostics/did-you-mean.ts";

const METADATA = ["trusted_metadata", "member_id", "name", "email_address", "external_id", "rbac"];

describe("suggest", () => {
  test.each([
    ["trusted_metdata", ["trusted_metadata"]],
    ["nmae", ["name"]],
    ["NAME", ["name"]],
    ["rabc", ["rbac"]],
    ["memberId", ["member_id"]],
    ["zzzzzz", []],
    ["", []],
  ])("finds what %j was meant to be", (name, expected) => {
    expect(suggest(name, METADATA)).toEqual(expected);
  });

  test("puts the nearest first, equals in code-unit order, and stops at three", () => {
    expect(suggest("plan", ["plans", "plane", "clan", "PLAN", "plant", "p"])).toEqual(["PLAN", "clan", "plane"]);
  });

  test("counts a swap of neighbours as one mistake", () => {
    expect(suggest("ab", ["ba", "cd"])).toEqual(["ba"]);
  });

  test("does not suggest what shares no letter", () => {
    expect(suggest("a", ["b", "ab"])).toEqual(["ab"]);
  });

  test("names each candidate once, and the name itself first", () => {
    expect(suggest("plan", ["plant", "plan", "plan"])).toEqual(["plan", "plant"]);
  });

  test("passes over names that nobody types", () => {
    const long = "a".repeat(65);
    expect(suggest(long, [long])).toEqual([]);
    expect(suggest("a".repeat(64), [long])).toEqual([]);
    expect(suggest("a".repeat(64), ["a".repeat(63)])).toEqual(["a".repeat(63)]);
  });

  test("finds any name with one letter left out", () => {
    const names = fc.string({ minLength: 3, maxLength: 64 });
    fc.assert(
      fc.property(names, fc.nat(), (name, place) => {
        const index = place % name.length;
        expect(suggest(name.slice(0, index) + name.slice(index + 1), [name])).toEqual([name]);
      }),
    );
  });
});

describe("didYouMean", () => {
  test.each([
    ["plan", ["plans"], "did you mean `plans`?"],
    ["plan", ["plant", "plans"], "did you mean `plans` or `plant`?"],
    ["plan", ["plant", "plans", "plane"], "did you mean `plane`, `plans` or `plant`?"],
    ["plan", ["region"], undefined],
    ["plan", ["pl`an", "pla\u202en"], "did you mean `pl\\u0060an` or `pla\\u202en`?"],
    ["a".repeat(60), [`${"a".repeat(59)}\ud800`], `did you mean \`${"a".repeat(59)}\\ud800\`?`],
  ])("asks about %j among %j", (name, candidates, expected) => {
    expect(didYouMean(name, candidates)).toBe(expected);
  });
});

describe("guess", () => {
  test.each([
    ["plan", ["plans"], "plans"],
    ["plan", ["plant", "plans"], undefined],
    ["plan", ["planes"], undefined],
    ["pl", ["pla"], undefined],
    ["trusted_mtdata", ["trusted_metadata", "trusted"], "trusted_metadata"],
    ["PLAN", ["plan"], "plan"],
    ["plan", ["region"], undefined],
  ])("is sure of %j among %j", (name, candidates, slip) => {
    expect(guess(name, candidates).slip).toBe(slip);
  });
});
