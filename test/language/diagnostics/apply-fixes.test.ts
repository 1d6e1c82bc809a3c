import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyFixes } from "../../../src/language/diagnostics/apply-fixes.ts";
import type { Diagnostic, Edit } from "../../../src/language/diagnostics/diagnostic.ts";

function edit(start: number, end: number, text: string): Edit {
  return { span: { start, end }, text };
}

function fixing(...edits: readonly Edit[]): Diagnostic {
  const span = { start: 0, end: 0 };
  return { code: "x", severity: "error", message: "m", span, fix: { title: "t", edits } };
}

describe("applyFixes", () => {
  test("leaves the text where there is no fix", () => {
    expect(applyFixes("abc", [{ code: "x", severity: "info", message: "m", span: { start: 0, end: 1 } }])).toBe("abc");
  });

  test("applies all edits of fixes that do not touch, in any order", () => {
    const diagnostics = [fixing(edit(4, 5, "E")), fixing(edit(0, 1, ""), edit(2, 3, "CC")), fixing(edit(3, 3, "-"))];
    expect(applyFixes("abcdef", diagnostics.slice(0, 2))).toBe("bCCdEf");
    expect(
      applyFixes(
        "abcdef",
        [diagnostics[0], diagnostics[2]].flatMap((one) => one ?? []),
      ),
    ).toBe("abc-dEf");
  });

  test("leaves out a fix as a whole if one of its edits overlaps an earlier fix", () => {
    expect(applyFixes("abcdef", [fixing(edit(1, 3, "X")), fixing(edit(0, 1, "A"), edit(2, 4, "Y"))])).toBe("aXdef");
  });

  test("replaces neighbours, but does not insert where another fix ends", () => {
    expect(applyFixes("abcd", [fixing(edit(0, 2, "X")), fixing(edit(2, 4, "Y"))])).toBe("XY");
    expect(applyFixes("abcd", [fixing(edit(0, 2, "X")), fixing(edit(2, 2, "Y"))])).toBe("Xcd");
    expect(applyFixes("abcd", [fixing(edit(2, 2, "X")), fixing(edit(2, 2, "Y"))])).toBe("abXcd");
  });

  test("keeps the order of one fix's edits at one place", () => {
    expect(applyFixes("abc", [fixing(edit(0, 0, "("), edit(3, 3, ")"), edit(3, 3, "!"))])).toBe("(abc)!");
    expect(applyFixes("abc", [fixing(edit(1, 2, "B"), edit(1, 1, "-"))])).toBe("a-Bc");
  });

  test("keeps a byte order mark and line ends", () => {
    expect(applyFixes("\ufeff[1,]\r\n", [fixing(edit(3, 4, ""))])).toBe("\ufeff[1]\r\n");
  });

  test("applies the first fix always", () => {
    const span = fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => edit(Math.min(a, b), Math.max(a, b), "<>"));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1 }), (edits) => {
        const text = "abcdefghijklmnopqrst";
        const [first] = edits as [Edit];
        const fixed = applyFixes(
          text,
          edits.map((one) => fixing(one)),
        );
        const applied = fixed.split("<>").length - 1;
        const kept = fixed.replaceAll("<>", "");
        expect(applied).toBeGreaterThanOrEqual(1);
        // What is left is the text without whole spans, the first one's among them.
        expect(
          [...kept].every(
            (letter) => text.indexOf(letter) < first.span.start || text.indexOf(letter) >= first.span.end,
          ),
        ).toBe(true);
        expect([...kept].sort().join("")).toBe(kept);
      }),
    );
  });
});
