import type { ChainNode, ExpressionNode, LinkNode, TagNode } from "./syntax-tree.ts";

/** The place of a tag: in value position, or inside a text whose JSON string escapes it. */
export type TagPlace = "value" | "text";

/** Binding strength, loosest first. */
const strength = { conditional: 0, coalesce: 1, or: 2, and: 3, comparison: 4, sum: 5, not: 6, chain: 7 } as const;

const strengthBySign = { "??": strength.coalesce, "||": strength.or, "&&": strength.and, "+": strength.sum } as const;

/** A tag in its canonical form: one blank inside the delimiters, strings in double quotes, or in single ones in a text. */
export function printTag(tag: TagNode, place: TagPlace = "value"): string {
  const inner = printExpression(tag.expression, place);
  return tag.delimiter === "braces" ? `{{ ${inner} }}` : `<< ${inner} >>`;
}

/** An expression in its canonical form, with no more parentheses than it needs. */
export function printExpression(node: ExpressionNode, place: TagPlace = "value"): string {
  return print(node, strength.conditional, place);
}

/** Prints a node that stands where an operand of at least that strength is wanted. */
function print(node: ExpressionNode, wanted: number, place: TagPlace): string {
  const text = printNode(node, place);
  return strengthOf(node) < wanted ? `(${text})` : text;
}

function strengthOf(node: ExpressionNode): number {
  switch (node.kind) {
    case "conditional":
      return strength.conditional;
    case "operation":
      return strengthBySign[node.sign];
    case "comparison":
      return strength.comparison;
    case "not":
      return strength.not;
    default:
      return strength.chain;
  }
}

function printNode(node: ExpressionNode, place: TagPlace): string {
  switch (node.kind) {
    case "number":
      return node.image;
    case "boolean":
      return String(node.value);
    case "null":
      return "null";
    case "string":
      return printString(node.value, place);
    case "name":
      return node.name;
    case "list":
      return `[${printAll(node.elements, place)}]`;
    case "call":
      return `${node.name}(${printAll(node.arguments, place)})`;
    case "not":
      return `!${print(node.operand, strength.not, place)}`;
    case "chain":
      return printChain(node, place);
    case "operation": {
      // `??` takes no other binary operator beside it, so that its operands stand as tight as those of `!`.
      const inner = node.sign === "??" ? strength.not : strengthBySign[node.sign] + 1;
      return node.operands.map((operand) => print(operand, inner, place)).join(` ${node.sign} `);
    }
    case "comparison":
      return `${print(node.left, strength.sum, place)} ${node.sign} ${print(node.right, strength.sum, place)}`;
    case "conditional": {
      const condition = print(node.condition, strength.coalesce, place);
      return `${condition} ? ${print(node.whenTrue, strength.conditional, place)} : ${print(node.whenFalse, strength.conditional, place)}`;
    }
    case "invalid":
      return "";
  }
}

function printAll(nodes: readonly ExpressionNode[], place: TagPlace): string {
  return nodes.map((node) => print(node, strength.conditional, place)).join(", ");
}

function printChain(node: ChainNode, place: TagPlace): string {
  const head = print(node.head, strength.chain, place);
  // A dot behind a bare number would be read as its point, and a chain behind a chain as one longer path.
  const apart = node.head.kind === "number" || node.head.kind === "chain";
  return (apart ? `(${head})` : head) + node.links.map((link) => printLink(link, place)).join("");
}

function printLink(link: LinkNode, place: TagPlace): string {
  switch (link.kind) {
    case "select":
      return `.${link.name}`;
    case "method":
      return `.${link.name}(${printAll(link.arguments, place)})`;
    case "index":
      return `[${printExpression(link.index, place)}]`;
  }
}

/** A string literal: `'` is escaped or avoided, and in a text each backslash is doubled for the JSON string around it. */
function printString(value: string, place: TagPlace): string {
  const escaped = JSON.stringify(value).slice(1, -1);
  if (place === "value") return `"${escaped}"`;
  const single = escaped.replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${single.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}'`;
}
