import { applyFixes, type CatalogueEntry, catalogue, fixesToApply } from "../language/diagnostics/index.ts";
import type { Compilation, Diagnostic } from "../language/index.ts";
import { lineMapOf } from "../language/source/line-map.ts";

/** A fix that was applied: its title, and where it stood in the text as it then was. Line and column from 1. */
export interface AppliedFix {
  readonly title: string;
  readonly line: number;
  readonly column: number;
}

/** The text after fixing, what remains of it, and what was applied, in that order. */
export interface FixedTemplate {
  readonly text: string;
  readonly compilation: Compilation;
  readonly fixes: readonly AppliedFix[];
}

/** Fixes may uncover further ones; more rounds than this mean that two undo each other. */
const maxFixRounds = 10;

const entries: ReadonlyMap<string, CatalogueEntry> = new Map(Object.entries(catalogue));

/** Applies fixes and compiles again until nothing changes. */
export function fixTemplate(text: string, compile: (text: string) => Compilation): FixedTemplate {
  const fixes: AppliedFix[] = [];
  let current = text;
  let compilation = compile(current);
  for (let round = 0; round < maxFixRounds; round++) {
    const chosen = fixesToApply(trusted(compilation.diagnostics));
    const fixed = applyFixes(current, chosen);
    if (fixed === current) break;
    const lines = lineMapOf(current);
    fixes.push(...chosen.map(({ fix, span }) => ({ title: fix.title, ...lines.position(span.start) })));
    current = fixed;
    compilation = compile(current);
  }
  return { text: current, compilation, fixes };
}

/**
 * The diagnostics whose fixes are to be had. A character that begins nothing, as in `{% if x %}`, is a sign that the file
 * is in another language: what the syntax of ours would have there is a guess.
 */
function trusted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!diagnostics.some(({ code }) => code === "unexpected-character")) return diagnostics;
  return diagnostics.filter(({ code }) => entries.get(code)?.group !== "syntax");
}
