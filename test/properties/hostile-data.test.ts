import { describe, expect, test } from "vitest";
import { evaluationCodes } from "../../src/language/evaluate/failure.ts";
import { compile, type EvaluationError, type Template } from "../../src/language/index.ts";
import { hostileValues, nested } from "../language/evaluate/hostile-values.ts";

const a = "member.trusted_metadata.a";

/** The ways in which a template meets any data: emitted, selected from, put into a text, as what a policy grants. */
const commonExpressions = [
  a,
  `${a}.b.c`,
  "size(member.member_id)",
  "has(member.name)",
  "member.rbac.roles.last()",
  "member.rbac.documents.actions.join(' ')",
  "has(organization.trusted_metadata)",
];

/** What operators and functions do with it; where they would hand all of it on, only its size is emitted. */
const expressions = [
  `${a}[0] == null`,
  `has(${a}["b"])`,
  `${a}[${a}] == null`,
  `${a} == ${a}`,
  `${a} != [1]`,
  `${a} < 2`,
  `${a} in [1, "x"]`,
  `1 in ${a}`,
  `"b" in ${a}`,
  `${a} + 1`,
  `"x" + ${a}`,
  `size([1] + ${a})`,
  `[${a}, [${a}]].size()`,
  `!${a}`,
  `${a} && ${a}`,
  `${a} ? 1 : 2`,
  `string(${a})`,
  `int(${a})`,
  `bool(${a})`,
  `size(required(${a}) ?? "")`,
  `size(${a})`,
  `${a}.contains("a")`,
  `${a}.replace("", "b").size()`,
  `${a}.split("").size()`,
  `${a}.substring(1, 3)`,
  `${a}.matches("a+$")`,
  `${a}.filter(x, true).size()`,
  `${a}.map(x, [x, x]).size()`,
  `${a}.exists(x, x == 1)`,
  `${a}.exists_one(x, x.b)`,
  `${a}.distinct().size()`,
  `${a}.sort().size()`,
  `${a}.reverse().size()`,
  `${a}.flatten().size()`,
  `${a}.slice(0, 2).size()`,
  `${a}.last() == null`,
  `${a}.join("-").size()`,
];

interface Compiled {
  readonly text: string;
  readonly template: Template;
}

const common = commonExpressions.map((expression) => compiled(`<< ${expression} >>`));
const everything = [
  ...common,
  ...expressions.map((expression) => compiled(`<< ${expression} >>`)),
  compiled(`"<< ${a} >> and << member.name >>"`),
];

function compiled(value: string): Compiled {
  const text = `{ "claims": { "a~/b": [1, ${value}] } }`;
  const { template, diagnostics } = compile(text);
  if (template === undefined) throw new Error(`${text}: ${diagnostics[0]?.message}`);
  return { text, template };
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

function expectAnswer({ text, template }: Compiled, data: unknown) {
  const evaluation = template.evaluate(data);
  const rendering = template.render(data);
  if (evaluation.ok) {
    expect(rendering).toEqual({ ok: true, text: JSON.stringify(evaluation.claims) });
  } else {
    expectPlace(text, evaluation.error);
    expect(rendering).toEqual(evaluation);
  }
}

describe("data that is no JSON never makes an evaluation throw", () => {
  test.each([...values])("%s", (_, build) => {
    for (const [name, place] of Object.entries(places)) {
      const data = place(build());
      for (const one of name === "as a value" ? everything : common) expectAnswer(one, data);
    }
  });
});
