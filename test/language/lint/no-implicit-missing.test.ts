import { expect, test } from "vitest";
import { findings } from "./findings.ts";

const id = "no-implicit-missing";
const project = {
  schemas: {
    "member.trusted_metadata": {
      type: "object",
      properties: {
        plan: { type: "string" },
        on: { type: "boolean" },
        level: { type: "number" },
        sure: { type: "number" },
        list: {
          type: "array",
          items: { type: "object", properties: { a: { type: "number" }, b: { type: "boolean" } } },
        },
        all: { type: "array", items: { type: "object", properties: { a: { type: "number" } } } },
      },
      required: ["sure", "all"],
    },
  },
};

const found = (expression: string) =>
  findings(id, `{ "a": << ${expression.replaceAll("$", "member.trusted_metadata")} >> }`, project).map(({ at }) =>
    at.replaceAll("member.trusted_metadata", "$"),
  );

test("a comparison with what may be missing is found", () => {
  expect(findings(id, '{ "a": "<< member.name == \'x\' >>" }')).toEqual([
    {
      at: "member.name",
      message: "`member.name` may be missing",
      help: "then the condition is null, and so is what depends on it: ask `has(…)`, or give a default with `??`",
    },
  ]);
  expect(findings(id, '{ "a": << member.rbac.roles.first() == "x" >> }')).toEqual([]);
  expect(
    findings(id, '{ "a": << member.trusted_metadata.all.exists(x, x.a > 1) >> }', project).map(
      ({ message }) => message,
    ),
  ).toEqual(["this may be missing"]);
});

test.each([
  ["$.level < 3", ["$.level"]],
  ["3 < $.level + 1", ["$.level"]],
  ["$.on ? 1 : 2", ["$.on"]],
  ["!$.on", ["$.on"]],
  ["$.on && has(member.name)", ["$.on"]],
  ["$.on || $.level > 3", ["$.on", "$.level"]],
  ["$.plan.startsWith('a') ? 1 : 2", ["$.plan"]],
  ["$.plan.matches('a') || false", ["$.plan"]],
  ["double($.plan) > 1", ["$.plan"]],
  ["'x' in $.list.map(i, 'x')", ["$.list"]],
  ["$.list[0].a > 1", ["$.list[0].a"]],
  ["$.list.filter(i, i.a > 1)", ["i.a"]],
  ["$.list.filter(i, i.b)", ["i.b"]],
  ["$.list.all(i, i.b)", ["i.b"]],
  ["$.all.map(i, i.a > 1)", ["i.a"]],
  ["$.all[0]['a'] > 1", ["$.all[0].a"]],
  ["$.all[$.sure].a > 1", ["$.all[$.sure]"]],
  ["has($.all[$.sure]) && $.all[$.level] == $", ["$.all[$.level]", "$.level"]],
  ["$.all.map(i, i['a'] > 1)", ["i['a']"]],
  ["[$.level > 1]", ["$.level"]],
  ["has($.plan) && $.level > 1", ["$.level"]],
  ["has($.level) || $.level > 1", ["$.level"]],
  ["has($.level) ? 1 : $.level > 1 ? 2 : 3", ["$.level"]],
  ["$.level == null && $.level > 1", ["$.level"]],
  ["!has($.level) && $.level > 1", ["$.level"]],
  ["(has($.plan) || has($.level)) && $.level > 1", ["$.level"]],
  ["has($.level) == true && $.level > 1", ["$.level"]],
  ["$.level > 1 && $.level < 5", ["$.level"]],
  ["member.name ?? ($.on ? 'a' : 'b')", ["$.on"]],
  ["($.on ? $.plan : member.name) == 'x'", ["$.on", "$.plan", "member.name"]],
])("%s", (expression, expected) => {
  expect(found(expression).map((place) => place.replace("$.all[0]['a']", "$.all[0].a"))).toEqual(expected);
});

test.each([
  "$.plan",
  "$.list",
  "$.sure > 1",
  "$.plan ?? 'free'",
  "($.level ?? 0) > 3",
  "($.level > 3) ?? false",
  "($.on ? 'a' : 'b') ?? 'c'",
  "has($.level) && $.level > 1",
  "$.level > 1 && has($.level)",
  "$.level != null && $.level > 1",
  "null != $.level && ($.level > 1 || has($.plan))",
  "!has($.level) || $.level > 1",
  "$.level == null || $.level > 1",
  "has($.level) ? $.level > 1 : false",
  "$.level == null ? 'none' : $.level > 1 ? 'a' : 'b'",
  "!($.level == null) ? $.level > 1 : false",
  "has($.level) && has($.plan) ? $.level > 1 && $.plan == 'a' : false",
  "!has($.level) || !has($.plan) ? 0 : $.level > 1 ? 1 : 2",
  "required($.level) > 1",
  "($.level > 1) == null",
  "has($.on)",
  "$.list.map(i, i.a)",
  "$.all.exists(i, has(i.a) && i.a > 1)",
  "$.all.exists(i, has(i['a']) && i['a'] > 1)",
  "$.list.filter(i, has(i.a) && i.a > 1)",
  "member.rbac.roles.exists(r, r == 'x')",
  "has($.all[$.sure]) && $.all[$.sure] == $",
  "$.all[size($.all)] == $",
  "[$.plan]",
  "'x' in [$.plan]",
])("%s says what holds without it", (expression) => {
  expect(found(expression)).toEqual([]);
});
