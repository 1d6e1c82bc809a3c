import { describe, expect, test } from "vitest";
import { m2mScopesAuthorize } from "../../src/policy/index.ts";
import { describeWithSharedVectors } from "../support/shared-vectors.ts";
import { type M2mScopeCase, ownCases, sdkCases } from "./vectors.ts";

describe("m2mScopesAuthorize on the project's own cases", () => {
  decidesAll(ownCases.m2m_scope_cases, 10);
});

describeWithSharedVectors("m2mScopesAuthorize on the cases of the official SDKs", () => {
  decidesAll(sdkCases().m2m_scope_cases, 8);
});

function decidesAll(cases: readonly M2mScopeCase[], count: number): void {
  test(`has ${count} of them`, () => {
    expect(cases.length).toBe(count);
  });

  test.each(cases)("$name", ({ has, needs, expect: decision }) => {
    expect(m2mScopesAuthorize(has, needs)).toBe(decision === "allow");
  });
}

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
