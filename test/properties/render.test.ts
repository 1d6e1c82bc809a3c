import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assemble, noPatch } from "../../src/claims/index.ts";
import { compile, type Template } from "../../src/language/index.ts";
import { isInReservedNamespace, isReservedClaim } from "../../src/language/vocabulary/reserved-claims.ts";
import { arbitraryTemplate } from "../support/arbitrary-template.ts";
import { runs } from "../support/runs.ts";

/** The members of JSON values that are own, enumerable and plain, at every depth; anything else makes it fail. */
function expectJson(value: unknown): void {
  const pending = [value];
  for (let next = pending.pop(); pending.length > 0 || next !== undefined; next = pending.pop()) {
    if (typeof next !== "object" || next === null) {
      expect(["string", "number", "boolean", "object"]).toContain(typeof next);
      continue;
    }
    expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(next));
    expect(Object.getOwnPropertySymbols(next)).toEqual([]);
    for (const [key, { value: member, ...rest }] of Object.entries(Object.getOwnPropertyDescriptors(next))) {
      if (Array.isArray(next) && key === "length") continue;
      expect(rest).toEqual({ writable: true, enumerable: true, configurable: true });
      expect(member).not.toBe(undefined);
      pending.push(member);
    }
  }
}

function eachTemplate(law: (template: Template, member: unknown) => void) {
  fc.assert(
    fc.property(arbitraryTemplate, ({ text, options, data }) => {
      const { template } = compile(text, options);
      if (template !== undefined) for (const member of data) law(template, member);
    }),
    { numRuns: runs },
  );
}

describe("what a template gives", () => {
  test("is rendered to what JSON.stringify makes of the claims, fails alike, and leaves the data as it was", () => {
    eachTemplate((template, member) => {
      const before = JSON.stringify(member);
      const evaluation = template.evaluate(member);
      const expected = evaluation.ok ? { ok: true, text: JSON.stringify(evaluation.claims) } : evaluation;
      expect(template.render(member)).toEqual(expected);
      expect(JSON.stringify(member)).toBe(before);
      expect(template.evaluate(JSON.parse(before))).toEqual(evaluation);
    });
  });

  test("is plain JSON without a reserved claim, and so is what is assembled from it", () => {
    eachTemplate((template, member) => {
      const evaluation = template.evaluate(member);
      if (!evaluation.ok) return;
      const assembly = assemble(evaluation.claims, noPatch);
      for (const claims of [evaluation.claims, ...(assembly.ok ? [assembly.claims] : [])]) {
        expectJson(claims);
        expect(Object.keys(claims).filter((key) => isReservedClaim(key) || isInReservedNamespace(key))).toEqual([]);
      }
      const bytes = Buffer.byteLength(JSON.stringify(evaluation.claims));
      expect(assembly.ok).toBe(bytes <= 4096);
    });
  });
});
