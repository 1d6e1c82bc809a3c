import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/language/index.ts";
import { jsonBytes } from "../../src/language/json-bytes.ts";
import type { EvaluationError, FailurePlace, Template } from "../../src/language/template.ts";
import { accepts } from "../../src/language/vocabulary/types/index.ts";
import { arbitraryHeavyTemplate } from "../support/arbitrary-heavy.ts";
import { arbitraryTemplate, type TemplateCase } from "../support/arbitrary-template.ts";
import { runs } from "../support/runs.ts";

/** Whether the template tells of the failure: its code, its claim and its place; a limit is told of the whole tag. */
function isTold(places: readonly FailurePlace[], error: EvaluationError): boolean {
  return places.some(({ code, claim, span }) => {
    if (code !== error.code || claim !== error.claim) return false;
    if (code === "evaluation-limit") return span.start <= error.span.start && error.span.end <= span.end;
    return span.start === error.span.start && span.end === error.span.end;
  });
}

function expectSound({ text, data }: TemplateCase, template: Template) {
  const { total, type, size } = template;
  for (const member of data) {
    const evaluation = template.evaluate(member);
    if (evaluation.ok) {
      const bytes = jsonBytes(evaluation.claims);
      expect({ text, accepted: accepts(type, evaluation.claims) }).toEqual({ text, accepted: true });
      expect(bytes).toBeGreaterThanOrEqual(size.least);
      expect(bytes).toBeLessThanOrEqual(size.greatest ?? Infinity);
    } else {
      expect(total).not.toBe(true);
      const told = total !== true && isTold(total, evaluation.error);
      expect({ text, error: evaluation.error, told }).toEqual({ text, error: evaluation.error, told: true });
    }
  }
}

describe("for all data that fits vocabulary, schemas and policy", () => {
  test("type, size and totality of a template are sound", () => {
    fc.assert(
      fc.property(arbitraryTemplate, (made) => {
        const { template } = compile(made.text, made.options);
        if (template !== undefined) expectSound(made, template);
      }),
      { numRuns: runs },
    );
  });

  test("they are sound near the limits of an evaluation too", () => {
    const failed = new Set<boolean>();
    fc.assert(
      fc.property(arbitraryHeavyTemplate, (made) => {
        const { template, diagnostics } = compile(made.text, made.options);
        expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        if (template === undefined) return;
        expectSound(made, template);
        for (const member of made.data) failed.add(template.evaluate(member).ok);
      }),
      { numRuns: Math.ceil(runs / 10) },
    );
    expect(failed).toEqual(new Set([true, false]));
  });

  test("most of the generated templates compile, and some can fail", () => {
    const made = fc.sample(arbitraryTemplate, { numRuns: 100, seed: 1 });
    const templates = made.flatMap(({ text, options }) => compile(text, options).template ?? []);
    expect(templates.length).toBeGreaterThan(made.length / 2);
    expect(templates.filter(({ total }) => total === true).length).toBeGreaterThan(25);
    expect(templates.filter(({ total }) => total !== true).length).toBeGreaterThan(12);
  });
});
