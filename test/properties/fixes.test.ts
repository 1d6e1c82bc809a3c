import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyFixes } from "../../src/language/diagnostics/apply-fixes.ts";
import { catalogue } from "../../src/language/diagnostics/catalogue.ts";
import { type CompileOptions, compile, type Diagnostic } from "../../src/language/index.ts";
import { lintRules } from "../../src/language/lint/rules.ts";
import { arbitraryMistake } from "../support/arbitrary-mistake.ts";
import { arbitraryTemplate, type TemplateCase } from "../support/arbitrary-template.ts";
import { arbitraryNumbers, Choices } from "../support/choices.ts";
import { mutateText } from "../support/mutate-text.ts";
import { runs } from "../support/runs.ts";

type Rules = NonNullable<CompileOptions["rules"]>;

const allRules: Rules = Object.fromEntries(lintRules.map(({ id }) => [id, "warn"]));
/** Without the one that has something to say about nearly every tag. */
const mostRules: Rules = { ...allRules, "portable-stytch": "off" };
const seed = 20_240_301;

/** Several mistakes, of any sort: mending one may bring to light another. */
const mutated = fc
  .tuple(fc.oneof(arbitraryTemplate, arbitraryMistake), arbitraryNumbers)
  .map(([made, numbers]) => ({ ...made, text: mutateText(made.text, new Choices(numbers)) }));

/** What one fix does to a template. */
interface Fixed {
  readonly text: string;
  readonly options: CompileOptions;
  readonly fixed: string;
  readonly diagnostic: Diagnostic;
  readonly before: readonly Diagnostic[];
  readonly after: readonly Diagnostic[];
}

function applied(text: string, options: CompileOptions, diagnostic: Diagnostic, before: readonly Diagnostic[]): Fixed {
  const fixed = applyFixes(text, [diagnostic]);
  return { text, options, fixed, diagnostic, before, after: compile(fixed, options).diagnostics };
}

/** Every fix of every diagnostic of a template, applied alone. */
function eachFix({ text, options: project }: TemplateCase, rules: Rules): readonly Fixed[] {
  const options = { ...project, rules };
  const before = compile(text, options).diagnostics;
  return before.flatMap((diagnostic) =>
    diagnostic.fix === undefined ? [] : [applied(text, options, diagnostic, before)],
  );
}

/** Where what stood at `offset` may stand when the fix was applied; an edit right there may push it on or not. */
function movedTo(offset: number, { fix }: Diagnostic): { readonly least: number; readonly greatest: number } {
  let least = offset;
  let greatest = offset;
  for (const { span, text } of fix?.edits ?? []) {
    const growth = text.length - (span.end - span.start);
    if (span.end < offset || (span.end === offset && span.start < offset)) {
      least += growth;
      greatest += growth;
    } else if (span.start <= offset) greatest += growth;
  }
  return { least: Math.min(least, greatest), greatest: Math.max(least, greatest) };
}

/**
 * Whether the same is still wrong at the same place, and no less of it than before. Of `(null ?? null) ?? x` a fix takes
 * one null at a time: the same fix may be needed again, but not more often than three times.
 */
function stays({ diagnostic, before, after, fixed, options }: Fixed, again = 2): boolean {
  const { least, greatest } = movedTo(diagnostic.span.start, diagnostic);
  const there = after.find(
    ({ code, message, span }) =>
      code === diagnostic.code && message === diagnostic.message && span.start >= least && span.start <= greatest,
  );
  const count = (diagnostics: readonly Diagnostic[]) =>
    diagnostics.filter(({ code }) => code === diagnostic.code).length;
  if (there === undefined || count(after) < count(before)) return false;
  return again === 0 || there.fix === undefined || stays(applied(fixed, options, there, after), again - 1);
}

function isSyntax({ code }: Diagnostic): boolean {
  return Object.entries(catalogue).some(([key, { group }]) => key === code && group === "syntax");
}

/** The codes of syntax that are there more often than before, the one that was mended left out. */
function addedSyntax({ diagnostic, before, after }: Fixed): readonly string[] {
  const left = before.filter((other) => other !== diagnostic && isSyntax(other)).map(({ code }) => code);
  return after
    .filter(isSyntax)
    .map(({ code }) => code)
    .filter((code) => {
      const index = left.indexOf(code);
      if (index !== -1) left.splice(index, 1);
      return index === -1;
    });
}

describe("a fix, applied alone", () => {
  test("removes its diagnostic and brings no mistake of syntax, where there was one mistake", () => {
    const mended = new Set<string>();
    fc.assert(
      fc.property(arbitraryMistake, (made) => {
        for (const one of eachFix(made, mostRules)) {
          mended.add(one.diagnostic.code);
          const { text, fixed } = one;
          expect({ text, fixed, stays: stays(one), added: addedSyntax(one) }).toEqual({
            text,
            fixed,
            stays: false,
            added: [],
          });
        }
      }),
      { numRuns: runs, seed },
    );
    expect([...mended]).toEqual(expect.arrayContaining(["missing-comma", "unknown-property", "or-as-default"]));
    expect(mended.size).toBeGreaterThanOrEqual(12);
  });

  test("removes its diagnostic from a template in which much is wrong", () => {
    fc.assert(
      fc.property(mutated, (made) => {
        for (const one of eachFix(made, allRules)) {
          const { text, fixed, diagnostic } = one;
          expect({ text, fixed, diagnostic, stays: stays(one) }).toMatchObject({ stays: false });
        }
      }),
      { numRuns: runs, seed },
    );
  });
});
