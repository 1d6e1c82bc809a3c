import type { Diagnostic, Severity } from "./diagnostic.ts";

/** The findings in one file, together with the text that the spans point into. */
export interface FileReport {
  /** As it should be shown: relative, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  /** What the compiled template tells, for the renderers that have a place for it. */
  readonly summary?: unknown;
}

/** The number of diagnostics of each severity. */
export type Tally = Readonly<Record<Severity, number>>;

/** Counts the diagnostics of all reports by severity. */
export function tallyOf(reports: readonly FileReport[]): Tally {
  const tally = { error: 0, warning: 0, info: 0 };
  for (const { diagnostics } of reports) {
    for (const { severity } of diagnostics) tally[severity]++;
  }
  return tally;
}
