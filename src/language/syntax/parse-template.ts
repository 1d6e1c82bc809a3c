import { parse } from "../../../grammar/parse.ts";
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

/** Parses a template. The text is at most 64 KiB long. */
export function parseTemplate(text: string): ParsedTemplate {
  const parsed = parse(text, { json: maxJsonDepth, expression: maxExpressionDepth });
  const diagnostics = parsed.problems.map((problem) => problemDiagnostic(problem));
  if (parsed.cst === undefined) return { diagnostics };
  const built = buildTree(parsed.cst, parsed);
  const comments = parsed.comments.map((token) => ({ text: token.image, span: tokenSpan(token) }));
  return { tree: { object: built.object, comments }, diagnostics: [...diagnostics, ...built.diagnostics] };
}
