import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepsAt, stepsInText } from "../../src/language/analysis/steps.ts";
import { tagsOf } from "../../src/language/analysis/walk.ts";
import { checkTemplate } from "../../src/language/check/check-template.ts";
import type { CheckedObject } from "../../src/language/check/checked-tree.ts";
import { compileTemplate } from "../../src/language/evaluate/compile-template.ts";
import { EmitAllowance } from "../../src/language/evaluate/emit-allowance.ts";
import { EvaluationFailure } from "../../src/language/evaluate/failure.ts";
import type { Frame } from "../../src/language/evaluate/frame.ts";
import { Meter } from "../../src/language/evaluate/meter.ts";
import { parseTemplate } from "../../src/language/syntax/parse-template.ts";
import { readOptions } from "../../src/language/vocabulary/read-options.ts";
import { arbitraryHeavyTemplate } from "../support/arbitrary-heavy.ts";
import { arbitraryTemplate, type TemplateCase } from "../support/arbitrary-template.ts";
import { runs } from "../support/runs.ts";

/** More than one evaluation has, so that a bound is tried beyond the limit too. */
const limit = 3_000_000;

function checked({ text, options }: TemplateCase): CheckedObject | undefined {
  const { vocabulary, namespace } = readOptions(options, []);
  const { tree } = parseTemplate(text);
  if (tree === undefined) return undefined;
  const { object, diagnostics } = checkTemplate(tree.object, vocabulary, namespace);
  return diagnostics.some(({ severity }) => severity === "error") ? undefined : object;
}

/** The most steps that the analysis tells. */
function boundOf(object: CheckedObject): number {
  let steps = 0;
  for (const { tag, text } of tagsOf(object)) {
    steps += stepsAt(tag.expression) + (text === undefined ? 0 : stepsInText(tag.expression));
  }
  return steps;
}

/** The steps that one run charges, be it to the end or to a failure. */
function spent(data: unknown, run: (frame: Frame) => unknown): number {
  const meter = new Meter(limit);
  const allowance = new EmitAllowance();
  const frame: Frame = { data, meter, allowance, variables: [], span: { start: 0, end: 0 }, claim: "" };
  try {
    run(frame);
  } catch (error) {
    expect(error).toBeInstanceOf(EvaluationFailure);
  }
  return meter.spent;
}

function expectBounded(made: TemplateCase) {
  const object = checked(made);
  if (object === undefined) return;
  const bound = boundOf(object);
  const program = compileTemplate(object);
  for (const member of made.data) {
    const steps = spent(member, (frame) => program.make(frame));
    expect({ text: made.text, within: steps <= bound, steps, bound }).toMatchObject({ within: true });
    expect(spent(member, (frame) => program.write(frame))).toBe(steps);
  }
}

describe("the steps of an evaluation", () => {
  test("are never more than the analysis tells, and as many for the text as for the claims", () => {
    fc.assert(fc.property(arbitraryTemplate, expectBounded), { numRuns: runs });
  });

  test("are so near the limit too", () => {
    fc.assert(fc.property(arbitraryHeavyTemplate, expectBounded), { numRuns: Math.ceil(runs / 10) });
  });

  test("are bounded and counted in many of the generated templates", () => {
    const made = fc.sample(arbitraryTemplate, { numRuns: 80, seed: 2 });
    const counted = made.filter((one) => {
      const object = checked(one);
      if (object === undefined || !Number.isFinite(boundOf(object))) return false;
      return one.data.some((member) => spent(member, (frame) => compileTemplate(object).make(frame)) > 0);
    });
    expect(counted.length).toBeGreaterThan(12);
  });
});
