import { expect, test } from "vitest";
import { pointerTo, pointerTokens } from "../../src/language/json-pointer.ts";

/** RFC 6901 §5, but for the pointer as a fragment. */
const examples: readonly (readonly [pointer: string, tokens: readonly string[]])[] = [
  ["", []],
  ["/foo", ["foo"]],
  ["/foo/0", ["foo", "0"]],
  ["/", [""]],
  ["/a~1b", ["a/b"]],
  ["/c%d", ["c%d"]],
  ['/k"l', ['k"l']],
  ["/ ", [" "]],
  ["/m~0n", ["m~n"]],
  ["/~01", ["~1"]],
  ["/~1~0//", ["/~", "", ""]],
];

test.each(examples)("the pointer `%s` leads through its tokens, and they make it", (pointer, tokens) => {
  expect(pointerTokens(pointer)).toEqual(tokens);
  expect(pointerTo("", ...tokens)).toBe(pointer);
});

test("a pointer goes on from another, through keys and indexes", () => {
  expect(pointerTo("/roles", 0, "a/b")).toBe("/roles/0/a~1b");
});
