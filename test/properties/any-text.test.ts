import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile, type Diagnostic, format } from "../../src/language/index.ts";
import { lintRules } from "../../src/language/lint/rules.ts";
import { arbitraryTemplate } from "../support/arbitrary-template.ts";
import { arbitraryTree } from "../support/arbitrary-tree.ts";
import { arbitraryNumbers, Choices, fromChoices } from "../support/choices.ts";
import { layOut } from "../support/lay-out.ts";
import { fragmentText, mutateText } from "../support/mutate-text.ts";
import { runs } from "../support/runs.ts";

const rules = Object.fromEntries(lintRules.map(({ id }) => [id, "warn"] as const));
const seed = 20_240_229;

const layout = fc
  .tuple(arbitraryTree, arbitraryNumbers)
  .map(([tree, numbers]) => layOut(tree, new Choices(numbers), { comments: true }).text);
const mutated = fc
  .tuple(
    fc.oneof(
      layout,
      arbitraryTemplate.map(({ text }) => text),
    ),
    arbitraryNumbers,
  )
  .map(([text, numbers]) => mutateText(text, new Choices(numbers)));

function expectInside(text: string, { span, fix }: Diagnostic) {
  for (const { start, end } of [span, ...(fix?.edits ?? []).map((edit) => edit.span)]) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
  const edits = (fix?.edits ?? []).toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const apart = edits.every(({ span: own }, index) => own.start >= (edits[index - 1]?.span.end ?? 0));
  expect({ text, apart }).toEqual({ text, apart: true });
}

/** The compiler's answer is whole: places inside the text, and a template exactly where nothing is an error. */
function expectAnswer(source: string | Uint8Array, text: string) {
  const { diagnostics, template } = compile(source, { rules });
  for (const diagnostic of diagnostics) {
    expectInside(text, diagnostic);
    expect(diagnostic.message).toMatch(/^[^.\s](?:[^\n]*[^.\s])?$/u);
  }
  expect(template === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
  expect(diagnostics.length).toBeLessThanOrEqual(101);
  const formatting = format(source);
  if (!formatting.ok) expect(formatting.diagnostics).not.toEqual([]);
  template?.evaluate({});
  expect(template?.total).not.toEqual([]);
}

describe("the compiler answers", () => {
  test("any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", size: "large" }), (text) => expectAnswer(text, text)),
      { numRuns: runs, seed },
    );
  });

  test("any bytes", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ size: "large" }),
      fc.string().map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(bytes, (source) =>
        expectAnswer(source, new TextDecoder("utf-8", { ignoreBOM: true }).decode(source)),
      ),
      { numRuns: runs, seed },
    );
  });

  test("any pieces of templates in any order", () => {
    fc.assert(
      fc.property(fromChoices(fragmentText), (text) => expectAnswer(text, text)),
      { numRuns: runs, seed },
    );
  });

  test("templates with something left out, doubled, swapped or put in", () => {
    fc.assert(
      fc.property(mutated, (text) => expectAnswer(text, text)),
      { numRuns: runs, seed },
    );
  });
});
