import { compile, type Diagnostic, type EvaluationError, type Span } from "../../src/language/index.ts";
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
export function answerTo({ source, options, data }: CorpusCase): CorpusAnswer {
  const place = placesIn(textOf(source));
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
