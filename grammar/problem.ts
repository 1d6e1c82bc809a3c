/** Every mistake that the surface of the language knows; each is a code of the diagnostics catalogue. */
export type ProblemCode =
  | "comment-in-tag"
  | "control-character"
  | "empty-tag"
  | "invalid-escape"
  | "invalid-key"
  | "invalid-number"
  | "mismatched-bracket"
  | "mismatched-tag"
  | "missing-comma"
  | "nesting-too-deep"
  | "not-an-object"
  | "number-out-of-range"
  | "quote-in-tag"
  | "single-quoted-string"
  | "tag-in-key"
  | "trailing-comma"
  | "triple-delimiter"
  | "unclosed-bracket"
  | "unclosed-comment"
  | "unclosed-string"
  | "unclosed-tag"
  | "unexpected-character"
  | "unexpected-token"
  | "unsupported-operator";

/** A replacement in the text; offsets in UTF-16 code units, `end` exclusive. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A mistake in the text, found by the scanner, the lexer or the parser: data only, its wording belongs to the language. */
export interface Problem {
  readonly code: ProblemCode;
  /** UTF-16 code units; `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** What stands there, or what was expected; the wording depends on the code. */
  readonly found?: string;
  /** What stands right before it. */
  readonly after?: string;
  readonly expected?: string;
  /** An edit that mends it. */
  readonly repair?: readonly Replacement[];
}
