import { describe, expect, test } from "vitest";
import { evaluationCodes } from "../../src/language/evaluate/failure.ts";
import { compile, type EvaluationError, type Template } from "../../src/language/index.ts";
import { hostileValues, nested } from "../language/evaluate/hostile-values.ts";

const a = "member.trusted_metadata.a";

/** Every way in which a template meets data: emitted, selected from, put into a text, given to operators and functions. */
const expressions = [
  a,
  `${a}.b.c`,
  `${a}[0]`,
  `${a}["b"]`,
  `${a}[${a}]`,
  `${a} ?? 1`,
  `has(${a}.b)`,
  `${a} == null`,
  `${a} == ${a}`,
  `${a} != [1]`,
  `${a} < 2`,
  `${a} in [1, "x"]`,
  `1 in ${a}`,
  `"b" in ${a}`,
  `${a} + 1`,
  `"x" + ${a}`,
  `[1] + ${a}`,
  `[${a}, [${a}]]`,
  `!${a}`,
  `${a} && ${a}`,
  `${a} ? 1 : 2`,
  `string(${a})`,
  `int(${a})`,
  `bool(${a})`,
  `required(${a})`,
  `size(${a})`,
  `${a}.contains("a")`,
  `${a}.replace("", "b")`,
  `${a}.split("")`,
  `${a}.substring(1, 3)`,
  `${a}.matches("a+$")`,
  `${a}.filter(x, true)`,
  `${a}.map(x, [x, x])`,
  `${a}.exists(x, x == 1)`,
  `${a}.exists_one(x, x.b)`,
  `${a}.distinct()`,
  `${a}.sort()`,
  `${a}.reverse()`,
  `${a}.flatten()`,
  `${a}.slice(0, 2)`,
  `${a}.last()`,
  `${a}.join("-")`,
  "member.member_id",
  "member.name",
  "member.rbac.roles",
  "member.rbac.documents.actions",
  "member.rbac.roles.join(' ')",
  "organization.trusted_metadata",
];

const templates = [
  ...expressions.map((expression) => `{ "claims": { "a~/b": [1, << ${expression} >>] } }`),
  `{ "claims": { "a~/b": [1, "<< ${a} >> and << member.name >>"] } }`,
].map((text) => ({ text, template: compiled(text) }));

function compiled(text: string): Template {
  const { template, diagnostics } = compile(text);
  if (template === undefined) throw new Error(`${text}: ${diagnostics[0]?.message}`);
  return template;
}

/** Where a value can stand in data. */
const places: Readonly<Record<string, (value: unknown) => unknown>> = {
  "as all of the data": (value) => value,
  "as the member": (value) => ({ member: value }),
  "as metadata": (value) => ({ member: { trusted_metadata: value }, organization: { trusted_metadata: value } }),
  "as a value": (value) => ({ member: { member_id: value, name: value, trusted_metadata: { a: value } } }),
  "as an element and a member": (value) => ({ member: { name: "", trusted_metadata: { a: [value, { b: value }] } } }),
  "as rbac": (value) => ({ member: { rbac: value } }),
  "as roles and actions": (value) => ({ member: { rbac: { roles: value, actions: { documents: value } } } }),
};

const values = new Map([
  ...hostileValues,
  ["an object with a throwing toString", () => ({ toString: () => fail(), valueOf: () => fail() })],
  ["a list that is 100 000 times the same object", () => nested(1, () => new Array(100_000).fill({ b: 1 }))],
  ["a key of 70 000 characters", () => ({ ["k".repeat(70_000)]: 1 })],
] as const satisfies readonly (readonly [string, () => unknown])[]);

function fail(): never {
  throw new Error("converted");
}

function expectPlace(text: string, { code, message, claim, span }: EvaluationError) {
  expect(Object.keys(evaluationCodes)).toContain(code);
  expect(message).not.toBe("");
  expect(claim).toMatch(/^\/claims\/a~0~1b(?:\/1)?$/);
  expect(text.slice(span.start, span.end)).toMatch(/^\S.*\S$/);
  expect(span.start).toBeGreaterThan(text.indexOf("<<"));
  expect(span.end).toBeLessThan(text.lastIndexOf(">>"));
}

describe("data that is no JSON never makes an evaluation throw", () => {
  test.each([...values])("%s", (_, build) => {
    for (const place of Object.values(places)) {
      for (const { text, template } of templates) {
        const evaluation = template.evaluate(place(build()));
        const rendering = template.render(place(build()));
        if (evaluation.ok) {
          expect(rendering).toEqual({ ok: true, text: JSON.stringify(evaluation.claims) });
        } else {
          expectPlace(text, evaluation.error);
          expect(rendering).toEqual(evaluation);
        }
      }
    }
  });
});
