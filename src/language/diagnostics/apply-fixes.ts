import type { Span } from "../source/span.ts";
import type { Diagnostic, Edit, Fix } from "./diagnostic.ts";

/**
 * The text with the fixes of the diagnostics applied, in their order: a fix is applied whole, or not at all where one of
 * its edits touches an edit of a fix before it. Compile the result again to see what remains.
 */
export function applyFixes(text: string, diagnostics: readonly Diagnostic[]): string {
  const accepted = fixesToApply(diagnostics).flatMap(({ fix }) => fix.edits);
  // A stable sort: insertions of one fix at one place keep their order.
  accepted.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let fixed = "";
  let position = 0;
  for (const { span, text: replacement } of accepted) {
    fixed += text.slice(position, span.start) + replacement;
    position = span.end;
  }
  return fixed + text.slice(position);
}

/** A diagnostic that can be repaired. */
export type Fixable = Diagnostic & { readonly fix: Fix };

/** The diagnostics whose fixes `applyFixes` applies. */
export function fixesToApply(diagnostics: readonly Diagnostic[]): readonly Fixable[] {
  const chosen: Fixable[] = [];
  const accepted: Edit[] = [];
  for (const diagnostic of diagnostics) {
    const { fix } = diagnostic;
    if (fix === undefined) continue;
    const collides = fix.edits.some((edit) => accepted.some((other) => touches(edit.span, other.span)));
    if (collides) continue;
    accepted.push(...fix.edits);
    chosen.push({ ...diagnostic, fix });
  }
  return chosen;
}

/** Overlap, or meet where one of the two inserts: then their order would matter. */
function touches(one: Span, other: Span): boolean {
  const inserts = one.start === one.end || other.start === other.end;
  return inserts ? one.start <= other.end && other.start <= one.end : one.start < other.end && other.start < one.end;
}
