import { expect, test } from "vitest";
import { compile } from "../../../src/language/index.ts";

const codes = (source: string): readonly string[] => compile(source).diagnostics.map(({ code }) => code);

test("the empty name is a name like any other: twice is a duplicate", () => {
  expect(codes('{"": 1, "": 2}')).toEqual(["duplicate-key"]);
  expect(codes('{"a": {"": 1, "": "x"}}')).toEqual(["duplicate-key"]);
  expect(compile('{"": 1}').template?.evaluate({})).toEqual({ ok: true, claims: { "": 1 } });
});

test("two names with tags in them are two mistakes, and no duplicate", () => {
  expect(codes('{"{{x}}": 1, "{{y}}": 2}')).toEqual(["tag-in-key", "tag-in-key"]);
});

test("`in` with null on its right is null", () => {
  expect(codes(`{"a": << 1 in null >>}`)).toEqual(["no-dead-branch"]);
  expect(compile('{"a": << 1 in null >>}').template?.evaluate({})).toEqual({ ok: true, claims: {} });
});

test("members that are `undefined` are steps too", () => {
  const object = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`k${index}`, undefined]));
  const data = { member: { trusted_metadata: { list: Array(100).fill(1), object } } };
  for (const body of ["size(member.trusted_metadata.object)", "member.trusted_metadata.object.map(k, k)"]) {
    const { template } = compile(`{"a": << member.trusted_metadata.list.map(x, ${body}) >>}`);
    expect(template?.evaluate(data)).toMatchObject({ ok: false, error: { code: "evaluation-limit" } });
  }
});

test("a policy of any size is not repeated in each diagnostic", () => {
  const resources = Array.from({ length: 5000 }, (_, index) => ({
    resource_id: `resource-${index}`,
    actions: ["read"],
  }));
  const { diagnostics } = compile('{"a": << member.rbac.zzz.actions >>}', { policy: { roles: [], resources } });
  expect(diagnostics[0]?.help?.length).toBeLessThan(300);
});
