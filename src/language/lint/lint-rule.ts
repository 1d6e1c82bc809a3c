import type { CheckedClaim, CheckedExpression, CheckedObject, CheckedTag, CheckedText } from "../check/checked-tree.ts";
import type { Fix } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/span.ts";
import type { TagPlace } from "../syntax/print-expression.ts";
import type {
  Comment,
  ExpressionNode,
  NameNode,
  ObjectNode,
  SyntaxTree,
  TagNode,
  TextNode,
  ValueNode,
} from "../syntax/syntax-tree.ts";
import type { RuleLevel } from "../template.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** One lint rule. Its id is also the name of its file, of its page in docs/rules and of its key in a configuration. */
export interface LintRule {
  readonly id: string;
  /** What it finds, in a few words. */
  readonly title: string;
  /** The level unless a configuration sets another one. */
  readonly level: RuleLevel;
  /** Begins to look at one template. */
  visit(context: LintContext): LintVisitor;
}

/** The view of the template that a rule has, with the place where it reports. */
export interface LintContext {
  readonly tree: SyntaxTree;
  /** Without the claims that are wrong. */
  readonly checked: CheckedObject;
  readonly vocabulary: Vocabulary;
  /** A checked tag as it was written. Only while the checked tree is walked. */
  writtenTag(tag: CheckedTag): WrittenTag;
  report(span: Span, message: string, detail?: LintDetail): void;
}

/** The parts that a finding may have beside its message. */
export interface LintDetail {
  readonly help?: string;
  /** Made only for as many findings as are listed. */
  readonly fix?: () => Fix | undefined;
}

/** A tag as it was written, and whether a JSON string escapes it. */
export interface WrittenTag {
  readonly tag: TagNode;
  readonly place: TagPlace;
}

/** The nodes that a rule looks at. The syntax tree is walked first, in the order of the text, and then the checked tree. */
export interface LintVisitor {
  readonly syntax?: SyntaxVisitor;
  readonly checked?: CheckedVisitor;
}

/**
 * Called on the way down the syntax tree. A node that a syntax error left invalid is not visited, nor what is in it. An
 * object or an array that one left without some of its members is visited with the others: `{,}` looks as `{}` does, so
 * that what is missing from it is nothing to report.
 */
export interface SyntaxVisitor {
  readonly object?: (node: ObjectNode) => void;
  /** Everything in value position; `parent` is what holds it. */
  readonly value?: (node: ValueNode, parent: "object" | "array") => void;
  /** Every tag, with the text that it stands in. */
  readonly tag?: (node: TagNode, text: TextNode | undefined) => void;
  /** Every expression; `variables` are those in scope, from the outermost. */
  readonly expression?: (node: ExpressionNode, variables: readonly NameNode[]) => void;
  readonly comment?: (comment: Comment) => void;
  /** Behind the last node. */
  readonly end?: () => void;
}

/** Called on the way down the checked tree. */
export interface CheckedVisitor {
  readonly text?: (node: CheckedText) => void;
  readonly tag?: (node: CheckedTag, place: ValuePlace) => void;
  readonly expression?: (node: CheckedExpression, place: ExpressionPlace) => void;
}

/** The place of a value. */
export interface ValuePlace {
  /** The claims around it, from the top level. */
  readonly claims: readonly CheckedClaim[];
}

/** The place of an expression. The lists change as the walk goes on: copy what is to be kept. */
export interface ExpressionPlace extends ValuePlace {
  readonly tag: CheckedTag;
  /** The expressions around it, from the outermost. */
  readonly ancestors: readonly CheckedExpression[];
}
