import { expect, test } from "vitest";
import { findings, places } from "./findings.ts";

const id = "portable-stytch";

test.each([
  "member.external_id",
  "member.member_id",
  "member.name",
  "member.email_address",
  "member.rbac.roles",
  "member.rbac.documents.actions",
  "member.rbac.stytch.member.actions",
  "member.trusted_metadata.subscription.level",
  "organization.external_id",
  "organization.organization_id",
  "organization.organization_name",
  "organization.trusted_metadata.plan",
])("%s is documented", (path) => {
  expect(places(id, `{ "a": {{ ${path} }}, "b": { "c": [1, "d", null, true] } }`)).toEqual([]);
});

test.each([
  ["consumer", "user.user_id"],
  ["consumer", "user.rbac.roles"],
  ["consumer", "user.name.first_name"],
  ["consumer", "user.name"],
  ["consumer", "user.trusted_metadata.a"],
  ["m2m", "client.trusted_metadata.a"],
  ["m2m", "request.user_id"],
] as const)("for %s %s is", (vertical, path) => {
  expect(places(id, `{ "a": {{ ${path} }} }`, { vertical })).toEqual([]);
});

test.each([
  ["b2b", "organization.organization_slug"],
  ["b2b", "member.trusted_metadata"],
  ["m2m", "client.client_id"],
  ["m2m", "request.a.b"],
] as const)("for %s %s is not", (vertical, path) => {
  expect(findings(id, `{ "a": {{ ${path} }} }`, { vertical })).toEqual([
    {
      at: path,
      message: `\`${path}\` is not among the variables of Stytch's templates`,
      help: "what the claim needs can be kept in `trusted_metadata`",
    },
  ]);
});

test("the other delimiters are found and rewritten", () => {
  expect(findings(id, '{"a":{"b":<<member.name>>}}')).toEqual([
    {
      at: "<<member.name>>",
      message: "Stytch's templates have no tags in `<< >>`",
      help: "write `{{ }}`, which means the same",
      fixed: '{"a":{"b":{{member.name}}}}',
    },
  ]);
});

test("tags in texts and comments are found", () => {
  expect(findings(id, '{ // why\n "a": "x << member.name >>" /* b */ }')).toEqual([
    { at: "// why", message: "Stytch's templates have no comments" },
    {
      at: "<< member.name >>",
      message: "Stytch's templates have no tags in texts",
      help: "a tag stands for a whole value there: make a claim of each part",
    },
    { at: "/* b */", message: "Stytch's templates have no comments" },
  ]);
});

test.each([
  ['member.name ?? "x"', "operator `??`"],
  ['member.name == "x"', "operator `==`"],
  ["!has(member.name)", "operator `!`"],
  ["has(member.name)", "function `has`"],
  ["has(member.name) ? 1 : 2", "conditions"],
  ["member.rbac.roles.size()", "function `size`"],
  ['member.rbac["a"].actions', "names in brackets"],
  ['(has(member.name) ? "a" : "b").size', "conditions"],
  ['["x"]', "lists in tags"],
  ["1", "literals in tags"],
  ["null", "literals in tags"],
])("{{ %s }} is found: %s", (expression, what) => {
  expect(findings(id, `{ "a": {{ ${expression} }} }`)).toEqual([
    {
      at: expression,
      message: `Stytch's templates have no ${what}`,
      help: "a tag holds only a path there, such as `member.trusted_metadata.plan`",
    },
  ]);
});

test("a path of an unknown root is an error of its own", () => {
  expect(places(id, '{ "a": {{ nobody.name }}, "b": {{ nobody }} }')).toEqual([]);
});
