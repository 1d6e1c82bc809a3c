import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile, format } from "../../src/language/index.ts";
import { parseTemplate } from "../../src/language/syntax/parse-template.ts";
import { arbitraryTemplate, type TemplateCase } from "../support/arbitrary-template.ts";
import { arbitraryTree } from "../support/arbitrary-tree.ts";
import { arbitraryNumbers, Choices } from "../support/choices.ts";
import { type Layout, layOut } from "../support/lay-out.ts";
import { runs } from "../support/runs.ts";

const arbitraryLayout: fc.Arbitrary<Layout> = fc
  .tuple(arbitraryTree, arbitraryNumbers)
  .map(([tree, numbers]) => layOut(tree, new Choices(numbers), { comments: true }));

/** A template, and the same in another layout. */
const twoLayouts = fc.tuple(arbitraryTemplate, arbitraryNumbers).map(([made, numbers]) => {
  const object = parseTemplate(made.text).tree?.object;
  return { ...made, other: object === undefined ? "" : layOut(object, new Choices(numbers), { comments: true }).text };
});

function formatted(text: string): string {
  const formatting = format(text);
  expect(formatting).not.toHaveProperty("diagnostics");
  return formatting.ok ? formatting.text : "";
}

/** What a template gives for each member, but for the places of failures. */
function outcomes(text: string, { options, data }: Omit<TemplateCase, "text">): unknown {
  const { template, diagnostics } = compile(text, options);
  const codes = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  if (template === undefined) return codes;
  return data.map((member) => {
    const evaluation = template.evaluate(member);
    if (evaluation.ok) return JSON.stringify(evaluation.claims);
    const { code, message, claim } = evaluation.error;
    return { code, message, claim };
  });
}

describe("the canonical text of a template", () => {
  test("is its own canonical text", () => {
    fc.assert(
      fc.property(arbitraryLayout, ({ text }) => {
        const once = formatted(text);
        expect(formatted(once)).toBe(once);
      }),
      { numRuns: runs },
    );
  });

  test("keeps every comment, in order", () => {
    fc.assert(
      fc.property(arbitraryLayout, ({ text, comments }) => {
        const kept = parseTemplate(formatted(text)).tree?.comments.map((comment) => comment.text);
        expect(kept).toEqual(comments);
      }),
      { numRuns: runs },
    );
  });

  test("means the same as every other layout", () => {
    fc.assert(
      fc.property(twoLayouts, ({ text, other, ...rest }) => {
        const expected = outcomes(text, rest);
        expect(outcomes(other, rest)).toEqual(expected);
        expect(outcomes(formatted(other), rest)).toEqual(expected);
      }),
      { numRuns: runs },
    );
  });
});
