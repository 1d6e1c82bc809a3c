import type {
  ExpressionNode,
  LinkNode,
  NameNode,
  SyntaxTree,
  TagNode,
  TextNode,
  ValueNode,
} from "../syntax/syntax-tree.ts";
import type { SyntaxVisitor } from "./lint-rule.ts";
import { macroVariable } from "./macro-variable.ts";

/** Walks a syntax tree once for all visitors. Recursion is bounded by the nesting of the text. */
export function walkSyntax({ object, comments }: SyntaxTree, visitors: readonly SyntaxVisitor[]): void {
  const walk = new SyntaxWalk(visitors);
  for (const comment of comments) for (const visitor of visitors) visitor.comment?.(comment);
  walk.members(object);
  for (const visitor of visitors) visitor.end?.();
}

class SyntaxWalk {
  private readonly variables: NameNode[] = [];

  constructor(private readonly visitors: readonly SyntaxVisitor[]) {}

  members(node: ValueNode): void {
    if (node.kind === "object") {
      for (const visitor of this.visitors) visitor.object?.(node);
      for (const { value } of node.claims) this.value(value, "object");
    } else if (node.kind === "array") {
      for (const element of node.elements) this.value(element, "array");
    } else if (node.kind === "text") {
      for (const part of node.parts) if (part.kind === "tag") this.tag(part, node);
    } else if (node.kind === "tag") this.tag(node, undefined);
  }

  private value(node: ValueNode, parent: "object" | "array"): void {
    if (node.kind === "invalid") return;
    for (const visitor of this.visitors) visitor.value?.(node, parent);
    this.members(node);
  }

  private tag(node: TagNode, text: TextNode | undefined): void {
    if (node.expression.kind === "invalid") return;
    for (const visitor of this.visitors) visitor.tag?.(node, text);
    this.expression(node.expression);
  }

  private expression(node: ExpressionNode): void {
    for (const visitor of this.visitors) visitor.expression?.(node, this.variables);
    for (const child of childrenOf(node)) this.expression(child);
    if (node.kind === "chain") for (const link of node.links) this.link(link);
  }

  private link(link: LinkNode): void {
    if (link.kind === "index") this.expression(link.index);
    if (link.kind !== "method") return;
    const variable = macroVariable(link);
    if (variable !== undefined) this.variables.push(variable);
    for (const argument of link.arguments) if (argument !== variable) this.expression(argument);
    if (variable !== undefined) this.variables.pop();
  }
}

/** The expressions directly inside an expression, but for those in the links of a chain. */
function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case "list":
      return node.elements;
    case "call":
      return node.arguments;
    case "not":
      return [node.operand];
    case "chain":
      return [node.head];
    case "operation":
      return node.operands;
    case "comparison":
      return [node.left, node.right];
    case "conditional":
      return [node.condition, node.whenTrue, node.whenFalse];
    default:
      return [];
  }
}
