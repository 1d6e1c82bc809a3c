import type { Delimiter } from "../../../grammar/delimiters.ts";
import type { Span } from "../source/span.ts";

/** The tree of a template as it was written. Every node knows its place in the text. */
export interface SyntaxTree {
  readonly object: ObjectNode;
  readonly comments: readonly Comment[];
}

/** A comment between tokens, with its delimiters. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/** A node in value position. */
export type ValueNode = ObjectNode | ArrayNode | TextNode | NumberNode | BooleanNode | NullNode | TagNode | InvalidNode;

export interface ObjectNode {
  readonly kind: "object";
  readonly claims: readonly ClaimNode[];
  readonly span: Span;
}

export interface ClaimNode {
  readonly kind: "claim";
  /** The decoded name. */
  readonly key: string;
  /** A mistake that was reported left no name, and `key` is empty for want of one. */
  readonly nameless?: true;
  readonly keySpan: Span;
  readonly value: ValueNode;
  readonly span: Span;
}

export interface ArrayNode {
  readonly kind: "array";
  readonly elements: readonly ValueNode[];
  readonly span: Span;
}

/** A JSON string: its parts in order, literal text and tags. Without a tag it has one part, or none if it is empty. */
export interface TextNode {
  readonly kind: "text";
  readonly parts: readonly (ChunkNode | TagNode | InvalidNode)[];
  readonly span: Span;
}

/** Literal text, decoded. */
export interface ChunkNode {
  readonly kind: "chunk";
  readonly value: string;
  readonly span: Span;
}

export interface NumberNode {
  readonly kind: "number";
  readonly value: number;
  /** As it was written. */
  readonly image: string;
  readonly span: Span;
}

export interface BooleanNode {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly span: Span;
}

export interface NullNode {
  readonly kind: "null";
  readonly span: Span;
}

export interface TagNode {
  readonly kind: "tag";
  readonly delimiter: Delimiter;
  readonly expression: ExpressionNode;
  readonly span: Span;
}

/** A place where a mistake that was reported leaves nothing to go on with. */
export interface InvalidNode {
  readonly kind: "invalid";
  readonly span: Span;
}

export type ExpressionNode =
  | NumberNode
  | BooleanNode
  | NullNode
  | StringNode
  | NameNode
  | ListNode
  | CallNode
  | NotNode
  | ChainNode
  | OperationNode
  | ComparisonNode
  | ConditionalNode
  | InvalidNode;

export interface StringNode {
  readonly kind: "string";
  readonly value: string;
  readonly span: Span;
}

/** A root or a variable. */
export interface NameNode {
  readonly kind: "name";
  readonly name: string;
  readonly span: Span;
}

export interface ListNode {
  readonly kind: "list";
  readonly elements: readonly ExpressionNode[];
  readonly span: Span;
}

/** A global function and its arguments. */
export interface CallNode {
  readonly kind: "call";
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly ExpressionNode[];
  readonly span: Span;
}

export interface NotNode {
  readonly kind: "not";
  readonly operand: ExpressionNode;
  readonly span: Span;
}

/** A chain of what is selected from, called on or looked up in a value: `head.a.b("c")[0]`. */
export interface ChainNode {
  readonly kind: "chain";
  readonly head: ExpressionNode;
  readonly links: readonly LinkNode[];
  readonly span: Span;
}

export type LinkNode = SelectLink | MethodLink | IndexLink;

export interface SelectLink {
  readonly kind: "select";
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface MethodLink {
  readonly kind: "method";
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly ExpressionNode[];
  readonly span: Span;
}

export interface IndexLink {
  readonly kind: "index";
  readonly index: ExpressionNode;
  readonly span: Span;
}

export type OperationSign = "??" | "||" | "&&" | "+";
export type ComparisonSign = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in";

/** A chain of one operator: flat, however many operands there are. */
export interface OperationNode {
  readonly kind: "operation";
  readonly sign: OperationSign;
  readonly operands: readonly ExpressionNode[];
  readonly signSpans: readonly Span[];
  readonly span: Span;
}

export interface ComparisonNode {
  readonly kind: "comparison";
  readonly sign: ComparisonSign;
  readonly signSpan: Span;
  readonly left: ExpressionNode;
  readonly right: ExpressionNode;
  readonly span: Span;
}

export interface ConditionalNode {
  readonly kind: "conditional";
  readonly condition: ExpressionNode;
  readonly whenTrue: ExpressionNode;
  readonly whenFalse: ExpressionNode;
  readonly span: Span;
}
