import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/language/index.ts";
import { arbitraryJsonTree } from "../support/arbitrary-tree.ts";
import { arbitraryNumbers, Choices } from "../support/choices.ts";
import { layOut } from "../support/lay-out.ts";
import { runs } from "../support/runs.ts";

/** JSON texts of objects, with all the escapes and white space that JSON has; some with a byte order mark. */
const jsonText = fc
  .tuple(arbitraryJsonTree, arbitraryNumbers)
  .map(([tree, numbers]) => layOut(tree, new Choices(numbers), { comments: false }).text);

describe("a template that is plain JSON", () => {
  test("evaluates to what JSON.parse makes of it, whatever the data", () => {
    fc.assert(
      fc.property(jsonText, fc.anything(), (text, data) => {
        const { diagnostics, template } = compile(text);
        const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
        // Over 4096 bytes is an error of its own.
        fc.pre(!errors.includes("output-too-large"));
        expect(errors).toEqual([]);
        const parsed = JSON.parse(text.replace(/^\ufeff/, ""));
        const expected = JSON.stringify(parsed);
        const evaluation = template?.evaluate(data);
        expect(evaluation?.ok && JSON.stringify(evaluation.claims)).toBe(expected);
        expect(template?.render(data)).toEqual({ ok: true, text: expected });
        // -0 is emitted as 0, as its text is.
        expect(evaluation?.ok && evaluation.claims).toEqual(JSON.parse(expected));
      }),
      { numRuns: runs },
    );
  });

  test("has exactly the size that is told, and never fails", () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const { template } = compile(text);
        fc.pre(template !== undefined);
        const bytes = Buffer.byteLength(JSON.stringify(JSON.parse(text.replace(/^\ufeff/, ""))));
        expect(template?.size).toEqual({ least: bytes, greatest: bytes, loose: [] });
        expect(template?.total).toBe(true);
        expect(template?.reads).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});
