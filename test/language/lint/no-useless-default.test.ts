import { expect, test } from "vitest";
import { findings, places } from "./findings.ts";

const id = "no-useless-default";
const unused = {
  message: "the default is never used",
  help: "remove it: what stands in front of it is never null",
};

test("what stands behind a value that is never null is found, once", () => {
  expect(findings(id, '{ "a": << member.name ?? member.email_address ?? "b" ?? null >> }')).toEqual([
    { at: '"b" ?? null', ...unused, fixed: '{ "a": << member.name ?? member.email_address >> }' },
  ]);
});

test("literal nulls are found once, wherever they stand", () => {
  expect(findings(id, '{ "a": << null ?? member.name ?? null >> }')).toEqual([
    {
      at: "null",
      message: "`null` is no default",
      help: "remove it: without it the value is the same",
      fixed: '{ "a": << member.name >> }',
    },
  ]);
  expect(findings(id, '{ "a": << null ?? null >> }').map(({ fixed }) => fixed)).toEqual(['{ "a": << null >> }']);
  expect(findings(id, '{ "a": << null ?? member.member_id ?? null >> }').map(({ at, fixed }) => [at, fixed])).toEqual([
    ["null", '{ "a": << member.member_id >> }'],
    ["null", '{ "a": << null ?? member.member_id >> }'],
  ]);
});

test.each([
  ["\"{{ member.email_address ?? 'none' }}!\"", '"{{ member.email_address }}!"'],
  ["<< (((member.email_address) ?? (('x')))).size() >>", "<< (member.email_address).size() >>"],
  ["<< [member.email_address ?? 'x', 1] >>", "<< [member.email_address, 1] >>"],
  ["<< string(member.email_address ?? 'x') >>", "<< string(member.email_address) >>"],
  ["<< !(has(member.name) ?? true) >>", "<< !has(member.name) >>"],
  ["<< (member.member_id ?? 'x') == member.name ? 1 : 2 >>", "<< member.member_id == member.name ? 1 : 2 >>"],
  ["<< member.name == 'a' ? member.member_id ?? 'x' : 'y' >>", '<< member.name == "a" ? member.member_id : "y" >>'],
  ["<< member.rbac.roles.map(r, r ?? 'x').join(',')>>", '<< member.rbac.roles.map(r, r).join(",") >>'],
  ["<< [1][member.rbac.roles.size() ?? 0] >>", "<< [1][member.rbac.roles.size()] >>"],
  ["<< (member.name ?? 'a' ) + (member.slug ?? 'b') >>", undefined],
])("the fix of %s keeps what is around it", (value, expected) => {
  const fixed = findings(id, `{ "a": ${value} }`).map((found) => found.fixed);
  expect(fixed).toEqual(expected === undefined ? [] : [`{ "a": ${expected} }`]);
});

test("inner and outer defaults are found one by one", () => {
  expect(places(id, '{ "a": << (member.member_id ?? "x") ?? "y" >> }')).toEqual(['"x"', '"y"']);
});

test("a default of what may be missing is not meant", () => {
  expect(places(id, '{ "a": << member.name ?? member.external_id ?? "x" >> }')).toEqual([]);
  expect(places(id, '{ "a": << member.trusted_metadata.a ?? [] >>, "b": << required(null) ?? 1 >> }')).toEqual([]);
});

test("a schema decides what may be missing", () => {
  const schema = { type: "object", properties: { a: { type: "string" } }, required: ["a"] };
  const project = { schemas: { "member.trusted_metadata": schema } };
  expect(places(id, '{ "a": << member.trusted_metadata.a ?? "x" >> }', project)).toEqual(['"x"']);
});
