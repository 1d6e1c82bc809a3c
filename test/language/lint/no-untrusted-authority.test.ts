import { describe, expect, test } from "vitest";
import { isAuthorityName } from "../../../src/language/lint/authority-name.ts";
import { findings, places } from "./findings.ts";

const id = "no-untrusted-authority";
const writable = { type: "string", "x-user-writable": true };
const project = {
  schemas: {
    "member.trusted_metadata": {
      type: "object",
      properties: {
        nickname: writable,
        plan: { type: "string" },
        settings: { type: "object", properties: { theme: writable, team: { type: "string" } } },
        items: { type: "array", items: { type: "object", properties: { role: writable, id: { type: "string" } } } },
        pair: { type: "array", prefixItems: [{ type: "object", properties: { role: writable } }], items: false },
        free: { type: "object", additionalProperties: { type: "string", "x-user-writable": true } },
        plain: { type: "object", additionalProperties: { type: "string" } },
      },
    },
  },
};

test("a claim about rights that reads what a user can write is found", () => {
  expect(findings(id, '{ "roles": [<< member.trusted_metadata.nickname >>] }', project)).toEqual([
    {
      at: "member.trusted_metadata.nickname",
      message: "the claim `roles` reads `member.trusted_metadata.nickname`, which a user can write",
      help: "a user could give themselves rights: read what only your backend writes",
    },
  ]);
});

test("the innermost claim about rights is named, at any depth, and conditions count", () => {
  const text =
    '{ "access": { "isAdmin": { "x": << member.trusted_metadata.nickname == "root" ? 1 : 2 >> } }, "t": "<< member.name >>" }';
  expect(findings(id, text, project).map(({ message }) => message)).toEqual([
    "the claim `isAdmin` reads `member.trusted_metadata.nickname`, which a user can write",
  ]);
});

describe("what holds something that a user can write", () => {
  const read = (expression: string) =>
    places(id, `{ "scopes": << ${expression.replaceAll("$", "member.trusted_metadata")} >> }`, project).map((place) =>
      place.replaceAll("member.trusted_metadata", "$"),
    );

  test.each([
    ["$", ["$"]],
    ["$.settings", ["$.settings"]],
    ["$.settings.team", []],
    ["$.settings.theme", ["$.settings.theme"]],
    ["has($.settings)", []],
    ["$.settings == null", []],
    ["$.plan", []],
    ["$.plain.a", []],
    ["$.plain", []],
    ["$.free.a", ["$.free.a"]],
    ["$.free", ["$.free"]],
    ["$.items", ["$.items"]],
    ["$.pair", ["$.pair"]],
    ["$.items.map(i, i.id)", []],
    ["$.items.map(i, i.role)", ["i.role"]],
    ["$.items.map(i, i)", ["i"]],
    ["$.items.map(i, [i][0].id)", ["i"]],
    ["$.items.first().role", ["$.items", "$.items.first().role"]],
    ["$.settings[member.name]", ["$.settings[member.name]"]],
    ["$.plain[member.name]", []],
    ["$.items[member.rbac.roles.size()]", ["$.items[member.rbac.roles.size()]"]],
    ["member.rbac.roles", []],
  ])("%s", (expression, expected) => {
    expect([...read(expression)].sort()).toEqual([...expected].sort());
  });
});

test("other claims may read what they like", () => {
  expect(
    places(id, '{ "nickname": << member.trusted_metadata.nickname >>, "american": "<< member.name >>" }', project),
  ).toEqual([]);
});

test("without a mark in the schema nothing is found", () => {
  expect(places(id, '{ "roles": << member.trusted_metadata.roles >> }')).toEqual([]);
});

test.each([
  "role",
  "Roles",
  "is_admin",
  "isAdmin",
  "RBACRoles",
  "https://example.com/permissions",
  "can",
  "user.groups",
  "access-level",
  "ENTITLEMENTS",
  "scope2",
])("%s speaks of rights", (name) => {
  expect(isAuthorityName(name)).toBe(true);
});

test.each(["plan", "parole", "american", "candle", "accessible", "", "controls"])("%s does not", (name) => {
  expect(isAuthorityName(name)).toBe(false);
});
