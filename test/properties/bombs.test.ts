import { describe, expect, test } from "vitest";
import { compile } from "../../src/language/index.ts";

const l = "member.trusted_metadata.l";
const m = "member.trusted_metadata.m";
const t = "member.trusted_metadata.t";

function members(trusted_metadata: unknown): unknown {
  return { member: { trusted_metadata } };
}

function counting(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}

const long = members({ l: counting(60_000), m: counting(60_000), t: "a".repeat(65_536) });

/** Small templates that would take hours, or all memory, if nothing stopped them. */
const bombs: readonly (readonly [name: string, expression: string, data: unknown])[] = [
  [
    "three nested macros over 500 elements",
    `${l}.exists(a, ${l}.exists(b, ${l}.exists(c, a + b + c < 0)))`,
    members({ l: counting(500) }),
  ],
  ["two long lists compared over and over", `${l}.exists(x, ${l} == ${m} && false)`, long],
  ["a long list looked through over and over", `${l}.exists(x, -1 in ${m})`, long],
  [
    "a long list looked for over and over",
    `[${l}, ${l}].map(x, [${m}].map(y, ${m} in [[1], ${l}])).size() + ${l}.map(x, ${m} in [${l}]).size()`,
    long,
  ],
  ["a list that doubles 22 times", `[1]${".map(x, [x, x]).flatten()".repeat(22)}.size()`, {}],
  [
    "a list that is added to itself 22 times",
    doubled(`${l}`, (inner) => `[${inner}].map(x, x + x).first()`, 15),
    members({ l: [1, 2, 3, 4] }),
  ],
  ["a text that doubles 22 times", `"a"${'.replace("a", "aa")'.repeat(22)}.size()`, {}],
  ["a text that grows by the empty string", `"ab"${'.replace("", "abcdefgh")'.repeat(9)}.size()`, {}],
  ["counted repeats in counted repeats", `${t}.matches("(?:(?:a{1,9}){1,9}){1,9}b$")`, long],
  ["a pattern in every round", `${l}.exists(x, ${t}.matches("^a*$") && false)`, long],
  ["long texts joined in every round", `${l}.map(x, ${t} + "").size()`, long],
  ["long texts compared in every round", `${l}.exists(x, ${t} != ${t})`, long],
  ["long texts cut to pieces in every round", `${l}.map(x, ${t}.split("").size()).size()`, long],
  ["long lists sorted in every round", `${l}.map(x, ${l}.sort().reverse().distinct().size()).size()`, long],
  [
    "what many rounds share, compared as if it were apart",
    `[1]${".map(x, [x, x])".repeat(24)} == [1]${".map(x, [x, x])".repeat(24)}`,
    {},
  ],
  ["what many rounds share, searched for what is equal", `[1]${".map(x, [x, x])".repeat(30)}.distinct().size()`, {}],
  ["what many rounds share, emitted", `${l}${".map(x, [x, x])".repeat(22)}`, members({ l: [1] })],
];

function doubled(start: string, wrap: (inner: string) => string, times: number): string {
  let expression = start;
  for (let count = 0; count < times; count += 1) expression = wrap(expression);
  return expression;
}

describe("a template that would take for ever ends at the limit", () => {
  test.each(bombs)("%s", (_, expression, data) => {
    const text = `{ "a": << ${expression} >> }`;
    const { template, diagnostics } = compile(text);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const evaluation = template?.evaluate(data);
    expect(evaluation).toMatchObject({ ok: false, error: { code: "evaluation-limit", claim: "/a" } });
    expect(template?.render(data)).toEqual(evaluation);
    expect(template?.total).not.toBe(true);
  });
});
