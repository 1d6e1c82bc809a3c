import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Meter } from "../../src/language/evaluate/meter.ts";
import { compileExpression, type ExpressionOptions, type Json } from "../../src/language/index.ts";
import { maxEvaluationSteps } from "../../src/language/vocabulary/limits.ts";
import { runs } from "../support/runs.ts";

const strings = { type: "array", items: { type: "string" } };
const condition = { vocabulary: "token", expects: { const: true } } as const;
const roles = { vocabulary: "token", form: "text", expects: strings } as const;

function compiled(text: string, options: ExpressionOptions) {
  const { diagnostics, expression } = compileExpression(text, options);
  if (expression === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return expression;
}

const given = (text: string, options: ExpressionOptions, token: Json) => compiled(text, options).evaluate({ token });
const said = (text: string, options: ExpressionOptions) =>
  compileExpression(text, options).diagnostics.map(({ code, message, help }) => [code, message, help]);

describe("a condition", () => {
  test.each([
    ["token.email_verified == true", { email_verified: true }, { ok: true, value: true }],
    ["token.amr.exists(m, m == 'mfa')", {}, { ok: true, value: null }],
    ["'admin' in token.groups", { groups: ["admin"] }, { ok: true, value: true }],
  ])("%s of %j", (text, token, expected) => {
    expect(given(text, condition, token)).toEqual(expected);
  });

  test("that gives something else than true tells which kind it is", () => {
    expect(given("token.admin", condition, { admin: "yes" })).toMatchObject({
      ok: false,
      error: { code: "wrong-kind", expected: "`true`", found: "a string", span: { start: 0, end: 11 } },
    });
    expect(given("token.admin", condition, { admin: false })).toMatchObject({ ok: false, error: { found: "`false`" } });
  });

  test.each(["false", "null", "'yes'", "token.a == 1 && !true", "!(token.a != 1 || 1 == 1)", "token.a.size()"])(
    "that can never be true is one mistake: %s",
    (text) => {
      expect(said(text, condition)).toEqual([["wrong-result", "this can never be `true`", "it has to give `true`"]]);
    },
  );

  test("reads claims of the schema only", () => {
    const schema = {
      type: "object",
      properties: { email_verified: { type: "boolean" }, plan: { enum: ["pro", "free"] } },
    };
    const typed = { ...condition, schema };
    expect(said("token.email_verifed == true", typed)).toEqual([
      ["unknown-property", "unknown property `email_verifed` of `token`", "did you mean `email_verified`?"],
    ]);
    expect(said("token.plan == 'team'", typed).map(([code]) => code)).toEqual(["wrong-result"]);
    expect(said("token.plan == 'pro' && token.email_verified == true", typed)).toEqual([]);
  });
});

describe("a text with tags", () => {
  test("is the value itself if it is one tag", () => {
    expect(given("<< token.groups >>", roles, { groups: ["a"] })).toEqual({ ok: true, value: ["a"] });
  });

  test("is a string if anything stands around the tag, and nothing if the tag is absent", () => {
    const id = { vocabulary: "token", form: "text", expects: { type: "string" } } as const;
    expect(given("okta|<< token.sub >>", id, { sub: "00u" })).toEqual({ ok: true, value: "okta|00u" });
    expect(given("okta|<< token.sub >>", id, {})).toEqual({ ok: true, value: null });
  });

  test.each([
    ["a string", "admin", "a string"],
    ["a list with a number in it", ["admin", 7], "a list with a number in it"],
    ["an object", { admin: true }, "an object"],
  ])("that gives %s for a list of strings is refused with both kinds, and without the value", (_, groups, found) => {
    const evaluation = given("<< token.groups >>", roles, { groups });
    expect(evaluation).toMatchObject({ ok: false, error: { expected: "a list of strings", found } });
    expect(JSON.stringify(evaluation)).not.toContain("admin");
  });

  test("that can only give another kind does not compile", () => {
    expect(said("a<< token.groups >>", roles)).toEqual([
      ["wrong-result", "this can never be a list of strings", "it has to give a list of strings"],
    ]);
  });
});

describe("a whole template", () => {
  const options = { vocabulary: "token", form: "template", rules: { "no-literal-null": "off" } } as const;
  const text = '{ "dept": << token.department >>, "idp": { "tier": << token.tier >>, "old": null } }';

  test("leaves out what is absent", () => {
    expect(given(text, options, { department: "it" })).toEqual({
      ok: true,
      value: { dept: "it", idp: { old: null } },
    });
  });

  test("is a merge patch that deletes what is absent, at any depth", () => {
    const patch = compiled(text, options).evaluatePatch({ token: { tier: "gold" } });
    expect(patch).toEqual({ ok: true, value: { dept: null, idp: { tier: "gold", old: null } } });
  });

  test("has no reserved claim, and none of the namespace", () => {
    const codes = said('{ "sub": "x", "https://acme/": 1 }', { ...options, namespace: "https://acme/" });
    expect(codes.map(([code]) => code)).toEqual(["reserved-claim", "reserved-namespace"]);
  });
});

test("options that are not valid are diagnostics", () => {
  const options: object = { vocabulary: "tokn", form: "bare", expect: {}, schema: 3 };
  const { diagnostics } = compileExpression("true", options as ExpressionOptions);
  expect(diagnostics.map(({ code, help }) => [code, help])).toEqual([
    ["invalid-option", "did you mean `expects`?"],
    ["invalid-option", "it is `token`"],
    ["invalid-schema", undefined],
    ["invalid-option", "it is one of `expression`, `text`, `template`"],
  ]);
});

test("three macros in one another over 16 KiB of claims end with the steps of one evaluation", () => {
  const groups = Array.from({ length: 2000 }, (_, index) => `g${index}`);
  const nested = Array.from({ length: 30 }).reduce<Json>((inner) => ({ inner, groups: ["a", "b"] }), {});
  const text = "<< token.g.filter(a, token.g.exists(b, token.g.exists(c, a + b == c || token.n == token.m))) >>";
  const meter = new Meter();
  const evaluation = compiled(text, roles).evaluate({ token: { g: groups, n: nested, m: nested } }, meter);
  expect(evaluation).toMatchObject({ ok: false, error: { code: "evaluation-limit" } });
  expect(meter.spent).toBeLessThan(2 * maxEvaluationSteps);
  // The next one finds nothing left.
  expect(compiled("token.g.exists(g, g == 'g0')", condition).evaluate({ token: { g: groups } }, meter)).toMatchObject({
    ok: false,
    error: { code: "evaluation-limit" },
  });
});

test("whatever the text, compiling ends, and every place is in the text", () => {
  const piece = fc.constantFrom(
    "<<",
    ">>",
    "{{",
    "}}",
    "token",
    ".",
    "a",
    "(",
    ")",
    "'",
    '"',
    " ",
    "==",
    "&&",
    "[",
    "{",
    ":",
    "?",
    "é",
    "\n",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join("")),
  );
  const form = fc.constantFrom("expression" as const, "text" as const, "template" as const);
  fc.assert(
    fc.property(text, form, (source, written) => {
      const { diagnostics, expression } = compileExpression(source, { vocabulary: "token", form: written });
      for (const { span } of diagnostics) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(source.length);
      }
      expect(expression === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
      expression?.evaluate({ token: { a: "x" } });
    }),
    { numRuns: runs },
  );
});
