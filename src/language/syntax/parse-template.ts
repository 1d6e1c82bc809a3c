import { type Parse, parse } from "../../../grammar/parse.ts";
import { parseBareExpression, parseBareText } from "../../../grammar/parse-value.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { maxExpressionDepth, maxJsonDepth } from "../vocabulary/limits.ts";
import { buildTree } from "./build-tree.ts";
import { problemDiagnostic } from "./problem-diagnostic.ts";
import type { SyntaxTree } from "./syntax-tree.ts";
import { tokenSpan } from "./token-span.ts";

/** The tree of a template's text, as far as it could be read, and what is wrong with its syntax. */
export interface ParsedTemplate {
  /** Absent where the text is no object at all, or nests too deep. */
  readonly tree?: SyntaxTree;
  readonly diagnostics: readonly Diagnostic[];
}

const limits = { json: maxJsonDepth, expression: maxExpressionDepth } as const;

/** Parses a template. The text is at most 64 KiB long. */
export function parseTemplate(text: string): ParsedTemplate {
  return built(parse(text, limits));
}

/**
 * The form in which a value is written that stands by itself: as an expression, or as a text with tags, of which one
 * alone is a value of its own.
 */
export type BareForm = "expression" | "text";

/** Parses what stands in the place of a value; gives the template whose one claim it is, under an empty name. */
export function parseBareValue(text: string, form: BareForm): ParsedTemplate {
  return built(form === "expression" ? parseBareExpression(text, limits) : parseBareText(text, limits));
}

function built(parsed: Parse): ParsedTemplate {
  const diagnostics = parsed.problems.map((problem) => problemDiagnostic(problem));
  if (parsed.cst === undefined) return { diagnostics };
  const tree = buildTree(parsed.cst, parsed);
  const comments = parsed.comments.map((token) => ({ text: token.image, span: tokenSpan(token) }));
  return { tree: { object: tree.object, comments }, diagnostics: [...diagnostics, ...tree.diagnostics] };
}
