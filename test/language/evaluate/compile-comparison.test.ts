import { expect, test } from "vitest";
import { compile } from "../../../src/language/index.ts";

const m = "member.trusted_metadata";

/** What the evaluation of `{ "a": << expression >> }` says for a member with this metadata. */
function told(expression: string, trusted_metadata: object): unknown {
  const { template } = compile(`{ "a": << ${expression} >> }`);
  const evaluation = template?.evaluate({ member: { trusted_metadata } });
  if (evaluation?.ok) return evaluation.claims.a;
  return `${evaluation?.error.code}: ${evaluation?.error.message}`;
}

test("numbers and strings are compared, and a comparison with what is missing gives nothing", () => {
  expect(told(`${m}.level >= 3`, { level: 3 })).toBe(true);
  expect(told(`${m}.level > 3`, { level: 3 })).toBe(false);
  expect(told(`${m}.level <= "b"`, { level: "a" })).toBe(true);
  expect(told(`${m}.level < "a"`, { level: "a" })).toBe(false);
  expect(told(`${m}.level < 3`, {})).toBe(undefined);
});

test.each<[string, object, string]>([
  [`${m}.level >= 3`, { level: "high" }, `\`>=\` cannot compare \`${m}.level\` (a string) with a number`],
  [`3 < ${m}.level`, { level: "high" }, `\`<\` cannot compare a number with \`${m}.level\` (a string)`],
  [`"a" <= ${m}.level`, { level: 1 }, `\`<=\` cannot compare a string with \`${m}.level\` (a number)`],
  [`${m}.a > ${m}.b`, { a: [], b: {} }, `\`>\` cannot compare \`${m}.a\` (a list) with \`${m}.b\` (an object)`],
  [`${m}.a < ${m}.b`, { a: true, b: true }, `\`<\` cannot compare \`${m}.a\` (a boolean) with \`${m}.b\` (a boolean)`],
  [`(${m}.a ?? 1) < ${m}.b`, { a: 1, b: "x" }, `\`<\` cannot compare a number with \`${m}.b\` (a string)`],
  [`${m}.l.exists(x, x < 1)`, { l: ["x"] }, "`<` cannot compare a string with a number"],
])("%s for %j is refused, saying what the two operands are", (expression, metadata, message) => {
  expect(told(expression, metadata)).toBe(`wrong-kind: ${message}`);
});

test("a long path is cut short", () => {
  const name = "x".repeat(200);
  const start = `wrong-kind: \`<\` cannot compare \`${m}.${"x".repeat(159 - m.length - 1)}…\` (a string) with a number`;
  expect(told(`${m}.${name} < 1`, { [name]: "a" })).toBe(start);
});

test("what is not JSON is refused on either side", () => {
  const message = "not-json: the value is not JSON: it is or holds a number that is not finite";
  expect(told(`${m}.a < 1`, { a: Number.NaN })).toBe(message);
  expect(told(`${m}.b < ${m}.a`, { a: Number.NaN, b: "x" })).toBe(message);
});
