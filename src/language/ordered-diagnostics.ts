import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { report } from "./diagnostics/report.ts";
import { maxDiagnostics } from "./vocabulary/limits.ts";

/** Tells whether a diagnostic keeps what it is of from being used. */
export function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** In the order of the text, and at most a hundred: of more, errors are kept first, and a closing note tells. */
export function ordered(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const inText = found.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  if (inText.length <= maxDiagnostics) return inText;
  const kept = new Set([...inText.filter(isError), ...inText.filter((one) => !isError(one))].slice(0, maxDiagnostics));
  const shown = inText.filter((diagnostic) => kept.has(diagnostic));
  const span = shown.at(-1)?.span ?? { start: 0, end: 0 };
  const message = `${inText.length - maxDiagnostics} more diagnostics are not listed`;
  return [...shown, report("too-many-diagnostics", span, message, { help: "mend these first" })];
}
