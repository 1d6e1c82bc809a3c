import { applyFixes } from "../language/diagnostics/apply-fixes.ts";
import type { Compilation } from "../language/template.ts";

/** Fixes may uncover further ones; more rounds than this mean that two undo each other. */
const MOST_ROUNDS = 10;

/** Applies fixes and compiles again until nothing changes; gives the last text and what remains of it. */
export function fixTemplate(
  text: string,
  compile: (text: string) => Compilation,
): { readonly text: string; readonly compilation: Compilation } {
  let current = text;
  let compilation = compile(current);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixed = applyFixes(current, compilation.diagnostics);
    if (fixed === current) break;
    current = fixed;
    compilation = compile(current);
  }
  return { text: current, compilation };
}
