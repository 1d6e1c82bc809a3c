import type { IToken } from "chevrotain";
import { tokenize } from "../../grammar/lexer.ts";
import {
  compile,
  compileExpression,
  type Diagnostic,
  type EvaluationError,
  type ExpressionOptions,
  type Span,
} from "../../src/language/index.ts";
import { lineMapOf } from "../../src/language/source/line-map.ts";
import type { CorpusCase } from "./corpus-case.ts";

/** What the compiler and the evaluator say to a case, written as the case writes it. */
export interface CorpusAnswer {
  readonly diagnostics: readonly string[];
  readonly claims?: string;
  readonly rendered?: string;
  readonly error?: string;
  readonly renderingError?: string;
}

/** Compiles the template of a case and, where there is one, evaluates it. */
export function answerTo(one: CorpusCase): CorpusAnswer {
  const { source, options, data } = one;
  const place = placesIn(textOf(source));
  if (one.expression !== undefined) return answerToExpression(one, place);
  const { diagnostics, template } = compile(source, options);
  const listed = diagnostics.map(({ severity, code, span }: Diagnostic) => `${severity} ${code} ${place(span)}`);
  if (template === undefined) return { diagnostics: listed };
  const error = ({ code, claim, span }: EvaluationError): string => `${code} ${claim} ${place(span)}`;
  const evaluation = template.evaluate(data);
  const rendering = template.render(data);
  return {
    diagnostics: listed,
    ...(evaluation.ok ? { claims: JSON.stringify(evaluation.claims) } : { error: error(evaluation.error) }),
    ...(rendering.ok ? { rendered: rendering.text } : { renderingError: error(rendering.error) }),
  };
}

function answerToExpression({ source, expression: options, data }: CorpusCase, place: (span: Span) => string) {
  const compilation = compileExpression(textOf(source), options ?? { vocabulary: "token" });
  const diagnostics = compilation.diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${place(span)}`);
  const evaluation = compilation.expression?.evaluate(data);
  if (evaluation === undefined) return { diagnostics };
  if (evaluation.ok) {
    const text = JSON.stringify(evaluation.value);
    return { diagnostics, claims: text, rendered: text };
  }
  const error = `${evaluation.error.code} ${place(evaluation.error.span)}`;
  return { diagnostics, error, renderingError: error };
}

/** The tokens of a case, comments too. */
export function tokensOf({ source, expression }: CorpusCase): readonly IToken[] {
  const form = expression === undefined || expression.form === "template" ? "json" : formOf(expression);
  const { tokens, comments } = tokenize(textOf(source), form);
  return [...tokens, ...comments];
}

function formOf({ form }: ExpressionOptions) {
  return form === "text" ? "bareText" : "bareExpression";
}

/** The text of a template as it is read; bytes that are no UTF-8 as replacement characters. */
export function textOf(source: string | Uint8Array): string {
  return typeof source === "string" ? source : new TextDecoder("utf-8", { ignoreBOM: true }).decode(source);
}

function placesIn(text: string): (span: Span) => string {
  const map = lineMapOf(text);
  const position = (offset: number): string => {
    const { line, column } = map.position(offset);
    return `${line}:${column}`;
  };
  return ({ start, end }) => `${position(start)}-${position(end)}`;
}
