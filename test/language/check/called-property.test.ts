import { describe, expect, test } from "vitest";
import { compile } from "../../../src/language/index.ts";

describe("a property that is called", () => {
  test.each([
    ["member.name()", "name"],
    ["member.rbac.roles()", "roles"],
    ["member.rbac.documents.actions()", "actions"],
  ])("%s", (expression, name) => {
    const text = `{ "a": << ${expression} >> }`;
    const start = text.indexOf(`${name}(`);
    const end = start + name.length;
    expect(compile(text).diagnostics).toEqual([
      {
        code: "unknown-function",
        severity: "error",
        message: `unknown function \`${name}\``,
        span: { start, end },
        help: `\`${name}\` is a property: leave out the parentheses`,
        fix: { title: "leave out the parentheses", edits: [{ span: { start: end, end: end + 2 }, text: "" }] },
      },
    ]);
  });

  test.each(["member.nick()", "member.rbac.role()"])("has no fix where it is none: %s", (expression) => {
    const { diagnostics } = compile(`{ "a": << ${expression} >> }`);
    expect(diagnostics.map(({ code, help, fix }) => ({ code, help, fix }))).toEqual([{ code: "unknown-function" }]);
  });

  test("its arguments are looked at", () => {
    const { diagnostics } = compile('{ "a": << member.name(membr.name) >> }');
    expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-function", "unknown-root"]);
  });

  test("a function that is called on a root finds no value there", () => {
    const { diagnostics } = compile('{ "a": << member.size() >>, "b": << member.rbac.first() >> }');
    expect(diagnostics.map(({ code }) => code)).toEqual(["not-a-value", "not-a-value"]);
  });
});
