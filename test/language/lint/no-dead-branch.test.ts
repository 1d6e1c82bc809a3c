import { expect, test } from "vitest";
import { findings } from "./findings.ts";

const id = "no-dead-branch";
const project = {
  schemas: {
    "member.trusted_metadata": {
      type: "object",
      properties: {
        plan: { enum: ["free", "team"] },
        tier: { enum: ["a", "b"] },
        on: { const: true },
        sure: { const: true },
        nothing: { type: "null" },
        level: { type: "integer", minimum: 1, maximum: 5 },
        kind: { enum: ["x", 1] },
        deep: { type: "object", properties: { in: { type: "string" }, out: { type: "string" } }, required: ["in"] },
        list: { type: "array", items: { type: "string" } },
        both: { anyOf: [{ type: "string" }, { type: "number" }] },
        box: { anyOf: [{ type: "array" }, { type: "object" }] },
      },
      required: ["tier", "sure", "level"],
    },
  },
  policy: { roles: [{ role_id: "editor", permissions: [] }], resources: [] },
};

const found = (expression: string) =>
  findings(id, `{ "a": << ${expression.replaceAll("$", "member.trusted_metadata")} >> }`, project).map(
    ({ at, message }) => `${at.replaceAll("member.trusted_metadata", "$")}: ${message}`,
  );

test.each([
  ["has(member.email_address)", "the test is always true"],
  ["has($.nothing)", "the test is always false"],
  ["member.email_address == null", "the test is always false"],
  ["null != $.tier", "the test is always true"],
  ["$.plan == 'pro'", "the comparison is never true"],
  ["$.plan != 'pro'", "the comparison is never false"],
  ["$.tier == 'pro'", "the comparison is always false"],
  ["$.tier == $.plan", "the comparison is never true"],
  ["$.sure == true", "the comparison is always true"],
  ["$.on == true", "the comparison is never false"],
  ["1 == 1.0", "the comparison is always true"],
  ["'a' != 'a'", "the comparison is always false"],
  ["member.member_id == ''", "the comparison is always false"],
  ["$.nothing == 1", "the comparison is always null"],
  ["$.level > 5", "the comparison is always false"],
  ["$.level <= 5", "the comparison is always true"],
  ["$.level < 1", "the comparison is always false"],
  ["$.level >= 1", "the comparison is always true"],
  ["$.tier < 'c'", "the comparison is always true"],
  ["$.tier >= 'b\\u0000'", "the comparison is always false"],
  ["'edtior' in member.rbac.roles", "the comparison is always false"],
  ["'a' in []", "the comparison is always false"],
  ["'in' in $.deep", "the comparison is never false"],
  ["'other' in $.deep", undefined],
  ["'out' in $.deep", undefined],
  ["$.tier in ['c', 'd']", "the comparison is always false"],
])("of %s the result is known: %s", (expression, message) => {
  expect(found(expression)).toEqual(message === undefined ? [] : [`${expression}: ${message}`]);
});

test.each([
  "$.plan == 'free'",
  "$.tier == $.tier",
  "$.level > 4",
  "$.level >= $.level",
  "$.tier < 'b'",
  "$.both < 'b'",
  "member.name < 'b'",
  "'b' < member.name",
  "$.kind == 'x'",
  "$.kind == 1",
  "$ == $",
  "has($.plan)",
  "$.plan == null",
  "'editor' in member.rbac.roles",
  "'a' in $.list",
  "'a' in $.box",
  "member.name in $.deep",
  "member.trusted_metadata == member.trusted_metadata",
  "organization.trusted_metadata.a == 1",
  "organization.trusted_metadata.a < organization.trusted_metadata.b",
  "'a' in organization.trusted_metadata.a",
  "organization.trusted_metadata.a ? 1 : 2",
  "true",
  "[true, false]",
  "$.on",
  "member.rbac.roles.map(r, true)",
])("of %s it is not", (expression) => {
  expect(found(expression)).toEqual([]);
});

test.each([
  ["true ? 1 : 2", "true: the condition is always true"],
  ["null ? 1 : 2", "null: the condition is always null"],
  ["$.on ? 1 : 2", "$.on: the condition is never false"],
  ["has(member.name) || true", "true: the condition is always true"],
  ["false && has(member.name)", "false: the condition is always false"],
  ["!true", "true: the condition is always true"],
  ["member.rbac.roles.filter(r, true)", "true: the condition is always true"],
  ["has($.plan) ? 1 : false ? 2 : 3", "false: the condition is always false"],
  ["(has($.plan) ? true : true) && has(member.name)", "has($.plan) ? true : true: the condition is always true"],
  ["($.on ?? true) ? 1 : 2", "$.on ?? true: the condition is always true"],
])("%s has a condition that is known: %s", (expression, expected) => {
  expect(found(expression)).toEqual([expected]);
});

test("what follows from a known test is not found again", () => {
  expect(found("!(has(member.email_address) && has($.plan)) ? 1 : 2")).toEqual([
    "has(member.email_address): the test is always true",
  ]);
});

test("each sort of place has its help", () => {
  const help = (expression: string) => findings(id, `{ "a": << ${expression} >> }`, project).map((each) => each.help);
  expect(help("has(member.member_id)")).toEqual([
    "the types say whether it is there: remove the test, or ask about something that may be missing",
  ]);
  expect(help("1 < 2")).toEqual(["the types leave no other result: compare with a value that can occur"]);
  expect(help("true ? 1 : 2")).toEqual(["keep the branch that is taken"]);
  expect(help("!true")).toEqual(["remove it"]);
});

test("what can have no value at all is not judged", () => {
  expect(found("required(null) ? 1 : 2")).toEqual([]);
  expect(found("required(null) == 1")).toEqual([]);
});
