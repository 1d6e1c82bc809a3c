import { expect, test } from "vitest";
import { findings, places } from "./findings.ts";

const id = "prefer-bare-tag";

test("a text that is only one string loses its quotes, and the escapes with them", () => {
  expect(
    findings(id, '{ "a": "<< member.name ?? \'it\\\\\'s \\"none\\"\' >>", "b": ["{{member.email_address}}"] }'),
  ).toEqual([
    {
      at: '"<< member.name ?? \'it\\\\\'s \\"none\\"\' >>"',
      message: "the text is only one tag",
      help: "without the quotes it means the same",
      fixed: '{ "a": << member.name ?? "it\'s \\"none\\"" >>, "b": ["{{member.email_address}}"] }',
    },
    {
      at: '"{{member.email_address}}"',
      message: "the text is only one tag",
      help: "without the quotes it means the same",
      fixed: '{ "a": "<< member.name ?? \'it\\\\\'s \\"none\\"\' >>", "b": [{{ member.email_address }}] }',
    },
  ]);
});

test.each(["member.trusted_metadata.plan", "1 + 2", "member.rbac.roles.size()", "member.name ?? true"])(
  "of %s, which may be no string, the quotes make a difference",
  (expression) => {
    expect(findings(id, `{ "a": "<< ${expression} >>" }`)).toEqual([
      {
        at: `"<< ${expression} >>"`,
        message: "the text is only one tag",
        help: "the quotes make a string of it; remove them, or say so with `string(…)` in a tag without quotes",
      },
    ]);
  },
);

test("a text of more than a tag, and one that is wrong, is not meant", () => {
  expect(
    places(id, '{ "a": "<< member.name >> ", "b": "<< member.name >><< member.name >>", "c": "", "d": "x" }'),
  ).toEqual([]);
  expect(places(id, '{ "a": "<< member.rbac.roles >>", "b": "<< nobody >>", "c": "<< 1 - >>" }')).toEqual([]);
});
