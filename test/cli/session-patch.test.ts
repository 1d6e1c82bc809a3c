import { expect, test } from "vitest";
import { anyClaim, applyPatch, givableClaims } from "../../src/claims/index.ts";
import { sessionPatchOf } from "../../src/cli/session-patch.ts";
import { compile } from "../../src/language/index.ts";

function applied(value: unknown) {
  const reading = sessionPatchOf(value, "https://example.com/", anyClaim);
  return reading.ok ? applyPatch({ a: { b: 1 }, c: 2 }, reading.patch) : reading;
}

test("one merge patch, or several in their order, make the session's patch", () => {
  expect(applied({})).toEqual({ a: { b: 1 }, c: 2 });
  expect(applied({ c: null })).toEqual({ a: { b: 1 } });
  expect(applied([{ a: null }, { a: { d: 3 } }])).toEqual({ a: { d: 3 }, c: 2 });
  expect(applied([])).toEqual({ a: { b: 1 }, c: 2 });
});

test("what the API would refuse is refused, and named by its place", () => {
  expect(applied([{}, 1])).toMatchObject({ ok: false, pointer: "/1", error: { code: "invalid_custom_claims" } });
  expect(applied("x")).toMatchObject({ ok: false, pointer: "", error: { code: "invalid_custom_claims" } });
  expect(applied({ sub: "x" })).toMatchObject({
    ok: false,
    pointer: "",
    error: { code: "reserved_claims_in_custom_claims" },
  });
  const half = "x".repeat(3000);
  expect(applied([{ p: half }, { q: half }])).toMatchObject({
    ok: false,
    pointer: "/1",
    error: { code: "custom_claims_too_large" },
  });
});

test("claims that come and go take no room where the template cannot give them, as in the API", () => {
  const comeAndGo = Array.from({ length: 1000 }, (_, index) => [
    { [`claim-${index}`]: 1 },
    { [`claim-${index}`]: null },
  ]);
  const { template } = compile('{ "a": 1 }');
  const givable = template && givableClaims(template.type, {});
  expect(givable && sessionPatchOf([...comeAndGo.flat(), { a: null }], undefined, givable)).toEqual({
    ok: true,
    patch: { kind: "merge", children: { a: { kind: "delete" } } },
  });
  expect(applied(comeAndGo.flat())).toMatchObject({ ok: false, error: { code: "custom_claims_too_large" } });
});
