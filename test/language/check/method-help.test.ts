import { expect, test } from "vitest";
import { compile } from "../../../src/language/index.ts";

test.each([
  ["member.name.size", "`size` is a function: call it, as in `.size()`", '{ "a": << member.name.size() >> }'],
  ["member.name.siz", "`size` is a function: call it, as in `.size()`", '{ "a": << member.name.size() >> }'],
  ["member.name.matches", "`matches` is a function: call it, as in `.matches(…)`", undefined],
  ["['x'].filter", "`filter` is a function: call it, as in `.filter(…)`", undefined],
  ["['x']['size']", "`size` is a function: call it, as in `.size()`", undefined],
  ["member.name.first", undefined, undefined],
  ["['x'].trim", undefined, undefined],
])("%s names a function only if the value has it", (expression, help, fixed) => {
  const text = `{ "a": << ${expression} >> }`;
  const [diagnostic, ...more] = compile(text).diagnostics;
  expect(more).toEqual([]);
  expect([diagnostic?.code, diagnostic?.help]).toEqual(["no-such-member", help]);
  const edits = diagnostic?.fix?.edits ?? [];
  const result = edits.reduce(
    (before, { span, text: put }) => before.slice(0, span.start) + put + before.slice(span.end),
    text,
  );
  expect(edits.length === 0 ? undefined : result).toBe(fixed);
});
