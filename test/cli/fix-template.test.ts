import { expect, test } from "vitest";
import { fixTemplate } from "../../src/cli/fix-template.ts";
import type { Compilation } from "../../src/language/template.ts";

/** Finds the first `from` and offers to write `to`. */
function replacing(rules: readonly (readonly [from: string, to: string])[]) {
  return (text: string): Compilation => {
    const [from, to] = rules.find(([part]) => text.includes(part)) ?? [];
    if (from === undefined || to === undefined) return { diagnostics: [] };
    const start = text.indexOf(from);
    const span = { start, end: start + from.length };
    const fix = { title: "write it", edits: [{ span, text: to }] };
    return { diagnostics: [{ code: "x", severity: "error", message: "m", span, fix }] };
  };
}

test("fixes are applied until none is left", () => {
  const compile = replacing([
    ["a", "b"],
    ["b", "c"],
  ]);
  expect(fixTemplate("a\nb", compile)).toEqual({
    text: "c\nc",
    compilation: { diagnostics: [] },
    fixes: [
      { title: "write it", line: 1, column: 1 },
      { title: "write it", line: 1, column: 1 },
      { title: "write it", line: 2, column: 1 },
    ],
  });
});

test("fixes that undo each other end after ten rounds, and what remains is told", () => {
  const compile = replacing([
    ["a", "b"],
    ["b", "a"],
  ]);
  expect(fixTemplate("a", compile)).toMatchObject({ text: "a", compilation: compile("a") });
  expect(fixTemplate("x", replacing([["x", "xx"]])).text).toBe("x".repeat(11));
});
