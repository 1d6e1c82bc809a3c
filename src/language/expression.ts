import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { Meter } from "./evaluate/meter.ts";
import type { Json } from "./json.ts";
import type { Span } from "./source/span.ts";
import type { RuleLevel } from "./template.ts";
import type { Type } from "./vocabulary/type.ts";

/**
 * The form in which an expression is written: bare, as a condition is; as a text with tags, of which one alone keeps
 * the type of its value; or as a whole template, which gives an object.
 */
export type ExpressionForm = "expression" | "text" | "template";

/** The things that `compileExpression` checks an expression against. */
export interface ExpressionOptions {
  /** The claims of a trusted token, under the one root `token`. */
  readonly vocabulary: "token";
  /** JSON Schema of the token's claims; without one, any claim can be read. */
  readonly schema?: unknown;
  /** Default `expression`. */
  readonly form?: ExpressionForm;
  /** JSON Schema of what it has to give; without one, anything will do. Of `true` alone it must be possible too. */
  readonly expects?: unknown;
  /** A prefix that top-level keys of a whole template may not begin with, beside `https://stytch.com/`. */
  readonly namespace?: string;
  /** Levels by rule id; a rule that is not named keeps its default. */
  readonly rules?: Readonly<Record<string, RuleLevel>>;
}

/** The result of `compileExpression`: every diagnostic, and the expression unless one is an error. */
export interface ExpressionCompilation {
  readonly diagnostics: readonly Diagnostic[];
  readonly expression?: Expression;
}

/** The reason why an expression gave nothing that is of use for some data; never a value of it. */
export interface ExpressionError {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** What it had to give, in words, where it gave something else. */
  readonly expected?: string;
  /** The kind of what it gave. */
  readonly found?: string;
}

export type ExpressionEvaluation =
  /** null where there is nothing. */
  { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly error: ExpressionError };

/** An expression that compiled. */
export interface Expression {
  /**
   * What it gives for some data: null, or a value of the type that is expected. Never throws for data, whatever its shape.
   * Expressions that are evaluated with one meter have the steps of one evaluation together.
   */
  evaluate(data: unknown, meter?: Meter): ExpressionEvaluation;
  /**
   * The merge patch (RFC 7396) that a whole template is: its object, with null for each key of it, at whatever depth,
   * whose value is absent. Of another form the same as `evaluate`.
   */
  evaluatePatch(data: unknown, meter?: Meter): ExpressionEvaluation;
  /** The data paths that it reads, each once, in the order of the text. */
  readonly reads: readonly string[];
  /** The type of what it gives, null where that may be nothing. */
  readonly type: Type;
}
