import { describe, expect, test } from "vitest";
import { applyFixes } from "../../../src/language/diagnostics/apply-fixes.ts";
import type { CompileOptions } from "../../../src/language/index.ts";
import { compile } from "../../../src/language/index.ts";

function first(expression: string, options?: CompileOptions) {
  const source = `{"a": << ${expression} >>}`;
  const { diagnostics } = compile(source, options);
  const [diagnostic] = diagnostics.filter(({ severity }) => severity === "error");
  const fixed = diagnostic && applyFixes(source, [diagnostic]);
  return {
    help: diagnostic?.help,
    fixed: fixed === source ? undefined : fixed?.slice('{"a": << '.length, -" >>}".length),
  };
}

describe("a fix puts another name in the place of a slip of the keyboard only", () => {
  const schemas = {
    "member.trusted_metadata": {
      type: "object",
      properties: { teams: { type: "string" }, level: { type: "integer" } },
    },
  };

  test.each([
    ["membr.name", "member.name"],
    ["member.nme", "member.name"],
    ["member.trusted_metdata.x", "member.trusted_metadata.x"],
    ["member.name.substrng(0)", "member.name.substring(0)"],
    ["member.trusted_metadata.levl", "member.trusted_metadata.level"],
  ])("%s becomes %s", (expression, fixed) => {
    expect(first(expression, { schemas }).fixed).toBe(fixed);
  });

  test("a guess that goes further is help, and no fix", () => {
    expect(first("member.trusted_metadata.theme", { schemas })).toEqual({
      help: "did you mean `teams`?",
      fixed: undefined,
    });
  });

  test("what a user can write never becomes what they cannot", () => {
    expect(first("member.untrusted_metadata.beta").fixed).toBeUndefined();
    expect(first("member.unsafe_metadata.beta").fixed).toBeUndefined();
  });
});

describe("names are shown with what is odd in them escaped", () => {
  const odd = "pl`an\u202e\ud800";
  const policy = {
    roles: [{ role_id: "r", permissions: [{ resource_id: "docu`ments\u202e", actions: ["read"] }] }],
    resources: [{ resource_id: "docu`ments\u202e", actions: ["read"] }],
  };
  const schemas = {
    "member.trusted_metadata": { type: "object", properties: { [odd]: { type: "string" } } },
  };

  test.each([
    [`member.trusted_metadata["pl'an\u202e\ud800"]`, "pl\\u0060an\\u202e\\ud800"],
    ['member.rbac["docu_ments\u202e"].actions', "docu\\u0060ments\\u202e"],
  ])("in the help and in the title of the fix: %s", (expression, shown) => {
    const { diagnostics } = compile(`{"a": << ${expression} >>}`, { schemas, policy });
    expect(diagnostics.map(({ help, fix }) => [help, fix?.title])).toEqual([
      [`did you mean \`${shown}\`?`, `use \`${shown}\``],
    ]);
  });

  test("in what is said about the size", () => {
    const path = 'organization.trusted_metadata["x`\u202e"]';
    const { diagnostics } = compile(`{"a": << ${path} >>, "b": << ${path} >>}`);
    expect(diagnostics.map(({ help }) => help)).toEqual([
      'declare a schema or a policy that bounds `organization.trusted_metadata["x\\u0060\\u202e"]`',
    ]);
  });
});

test("of a hundred unknown names more is said than of the others", () => {
  const schemas = { "member.trusted_metadata": { type: "object", properties: { teams: { type: "string" } } } };
  const claims = Array.from({ length: 101 }, (_, index) => `"c${index}": << member.trusted_metadata.team >>`);
  const { diagnostics } = compile(`{${claims.join(",")}}`, { schemas });
  expect(diagnostics.map(({ help }) => help)).toEqual([
    ...Array(100).fill("did you mean `teams`?"),
    "mend these first",
  ]);
});

describe("the help names what was meant", () => {
  test.each([
    ["member.email", "did you mean `email_address`?", "member.email_address"],
    ["member.id", "did you mean `member_id`?", "member.member_id"],
    ["member.roles", "did you mean `rbac.roles`?", "member.rbac.roles"],
    ["organization.slug", "did you mean `organization_slug`?", "organization.organization_slug"],
    ["user.user_id", "here it is `member.member_id`", "member.member_id"],
    ["user.first_name", "what comes nearest here is `member.name`", undefined],
    ["org.role", "what comes nearest here is `member.rbac.roles`", undefined],
    ["member.name.length", "`size` is a function: call it, as in `.size()`", "member.name.size()"],
    ["member.rbac.roles.contains('x')", "to look in a list, write `element in list`", undefined],
    ["default(member.name, 'x')", "a default is written `value ?? default`", undefined],
    ["not has(member.name)", "negate with `!`, as in `!has(member.name)`", undefined],
    ["member?.name", "what is missing is null already: write `.` alone", undefined],
    ["member.rbac.permissions", "`member.rbac` has `roles`, and `RESOURCE.actions` for each resource", undefined],
  ])("of %s", (expression, help, fixed) => {
    expect(first(expression)).toEqual({ help, fixed });
  });

  test("of an undeclared property lists what the schema declares", () => {
    const properties = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`property${index}`, {}]));
    const schemas = { "member.trusted_metadata": { type: "object", properties } };
    expect(first("member.trusted_metadata.xyz", { schemas }).help).toBe(
      "its schema declares `property0`, `property1`, `property2`, `property3`, `property4`, `property5`, `property6`, `property7` and more",
    );
    expect(
      first("member.trusted_metadata.xyz", { schemas: { "member.trusted_metadata": { type: "object" } } }).help,
    ).toBe("its schema declares no properties");
  });
});
