import type { Span } from "../source/span.ts";

/** The gravity of a diagnostic: an `error` keeps the template from compiling. */
export type Severity = "error" | "warning" | "info";

/** One replacement in the source text; an empty span inserts, an empty text deletes. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A repair that the author can take over as it is. The edits do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** One thing that is wrong, or worth knowing, about a template. */
export interface Diagnostic {
  /** A code of the catalogue or the id of a lint rule; never changes its meaning. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence, lower-case start, no final period; the author's text in backticks. */
  readonly message: string;
  /** Where, in UTF-16 code units of the text that was compiled. */
  readonly span: Span;
  /** What to do about it. */
  readonly help?: string;
  readonly fix?: Fix;
}
