import { expect, test } from "vitest";
import { findings, places } from "./findings.ts";

const id = "no-unbounded-claim";
const policy = { roles: [{ role_id: "editor", permissions: [] }], resources: [] };
const message = "nothing bounds the size of this value";

test("without a policy nothing bounds the roles", () => {
  expect(findings(id, '{ "a": << member.rbac.roles >>, "b": ["x << member.rbac.roles.join(\',\') >>"] }')).toEqual(
    ["<< member.rbac.roles >>", "<< member.rbac.roles.join(',') >>"].map((at) => ({
      at,
      message,
      help: "declare the project's policy: it bounds the lists of roles and actions; or cut the value with `slice`",
    })),
  );
});

test("of a parameter of the token request nothing is known", () => {
  expect(findings(id, '{ "a": << request.a >> }', { vertical: "m2m" })).toEqual([
    {
      at: "<< request.a >>",
      message,
      help: "cut it with `substring` or `slice`, or read a part of it that is bounded",
    },
  ]);
});

test("policy, schemas and the limits of records bound what they are about", () => {
  const text =
    '{ "a": << member.rbac.roles >>, "b": << member.rbac.roles.join(",") >>, "c": << member.name >>, ' +
    '"d": << member.trusted_metadata.anything >>, "e": "<< organization.organization_name >>" }';
  expect(places(id, text, { policy })).toEqual([]);
});

test("what is cut is bounded, and so is the number of elements", () => {
  expect(places(id, '{ "a": << request.a.substring(0, 10) >> }', { vertical: "m2m" })).toEqual([]);
  expect(places(id, '{ "a": << member.rbac.roles.slice(0, 5) >>, "b": << size(member.rbac.roles) >> }')).toEqual([]);
});
