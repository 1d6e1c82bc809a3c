import type { Fix } from "../diagnostics/diagnostic.ts";
import { replace } from "../diagnostics/report.ts";
import { printTag } from "../syntax/print-expression.ts";
import type { ExpressionNode, LinkNode } from "../syntax/syntax-tree.ts";
import type { WrittenTag } from "./lint-rule.ts";

/** What is to stand in the place of a node; the node itself where it stays. */
type Rewrite = (node: ExpressionNode) => ExpressionNode;

/** A fix that writes a tag anew, with each of its expressions rewritten, from the innermost. */
export function rewriteTag({ tag, place }: WrittenTag, title: string, rewrite: Rewrite): Fix {
  const expression = rewriteExpression(tag.expression, rewrite);
  return replace(tag.span, printTag({ ...tag, expression }, place), title);
}

/** Recursion is bounded by the nesting of the text. */
function rewriteExpression(node: ExpressionNode, rewrite: Rewrite): ExpressionNode {
  const inside = (child: ExpressionNode) => rewriteExpression(child, rewrite);
  switch (node.kind) {
    case "list":
      return rewrite({ ...node, elements: node.elements.map(inside) });
    case "call":
      return rewrite({ ...node, arguments: node.arguments.map(inside) });
    case "not":
      return rewrite({ ...node, operand: inside(node.operand) });
    case "chain":
      return rewrite({ ...node, head: inside(node.head), links: node.links.map((link) => rewriteLink(link, inside)) });
    case "operation":
      return rewrite({ ...node, operands: node.operands.map(inside) });
    case "comparison":
      return rewrite({ ...node, left: inside(node.left), right: inside(node.right) });
    case "conditional":
      return rewrite({
        ...node,
        condition: inside(node.condition),
        whenTrue: inside(node.whenTrue),
        whenFalse: inside(node.whenFalse),
      });
    default:
      return rewrite(node);
  }
}

function rewriteLink(link: LinkNode, inside: Rewrite): LinkNode {
  switch (link.kind) {
    case "select":
      return link;
    case "method":
      return { ...link, arguments: link.arguments.map(inside) };
    case "index":
      return { ...link, index: inside(link.index) };
  }
}
