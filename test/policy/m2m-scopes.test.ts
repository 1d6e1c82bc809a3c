import { describe, expect, test } from "vitest";
import { m2mScopesAuthorize } from "../../src/policy/index.ts";
import { hasVectors, skipNote, vectors } from "./vectors.ts";

describe.skipIf(!hasVectors)(`m2mScopesAuthorize on the cases of the official SDKs${skipNote}`, () => {
  test("has 8 of them", () => {
    expect(vectors.m2m_scope_cases.length).toBe(8);
  });

  test.each(vectors.m2m_scope_cases)("$name", ({ has, needs, expect: decision }) => {
    expect(m2mScopesAuthorize(has, needs)).toBe(decision === "allow");
  });
});

describe("m2mScopesAuthorize", () => {
  test("needs nothing for no scope", () => {
    expect(m2mScopesAuthorize([], [])).toBe(true);
  });

  test("splits a scope at its first colon", () => {
    expect(m2mScopesAuthorize(["read:*"], ["read:users:all"])).toBe(true);
    expect(m2mScopesAuthorize(["read:users"], ["read:users:all"])).toBe(false);
  });

  test("takes `*` as every scope of its action, and of no other", () => {
    expect(m2mScopesAuthorize(["read:*"], ["read", "read:*"])).toBe(true);
    expect(m2mScopesAuthorize(["read:*"], ["readers:x"])).toBe(false);
    expect(m2mScopesAuthorize(["*"], ["read:users"])).toBe(false);
  });
});
