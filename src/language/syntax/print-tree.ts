import type { Span } from "../source/span.ts";
import { type Attached, attachComments } from "./attach-comments.ts";
import { printTag } from "./print-expression.ts";
import { printKey, printText } from "./print-text.ts";
import type { ArrayNode, ClaimNode, Comment, ObjectNode, SyntaxTree, ValueNode } from "./syntax-tree.ts";

const maxLineCharacters = 80;
const indentStep = "  ";

/**
 * The canonical text of a template: two blanks of indentation, a claim a line, inner objects and arrays on one line
 * where they fit into 80 columns and hold no comment. Comments are kept, and one blank line where there were any.
 *
 * @param source the text that the tree was parsed from
 */
export function printTree(tree: SyntaxTree, source: string): string {
  const { object, comments } = tree;
  const printer = new TreePrinter(comments, source);
  const before = comments.filter(({ span }) => span.end <= object.span.start);
  const after = comments.filter(({ span }) => span.start >= object.span.end);
  const lines = [...before.map(({ text }) => text), printer.expanded(object, ""), ...after.map(({ text }) => text)];
  return `${lines.join("\n")}\n`;
}

type Container = ObjectNode | ArrayNode;
type Item = ClaimNode | ValueNode;

function itemsOf(container: Container): readonly Item[] {
  return container.kind === "object" ? container.claims : container.elements;
}

function brackets(container: Container): readonly [string, string] {
  return container.kind === "object" ? ["{", "}"] : ["[", "]"];
}

/** The object or array that an item is or has as its value. */
function containerIn(item: Item): Container | undefined {
  const value = item.kind === "claim" ? item.value : item;
  return value.kind === "object" || value.kind === "array" ? value : undefined;
}

class TreePrinter {
  constructor(
    private readonly comments: readonly Comment[],
    private readonly source: string,
  ) {}

  /** A container over several lines; an empty one without comments on one. */
  expanded(container: Container, indent: string): string {
    const items = itemsOf(container);
    const inside = this.comments.filter(({ span }) => contains(container.span, span));
    const attached = attachComments(inside, items, items.map(containerIn), this.source);
    const [open, close] = brackets(container);
    if (items.length === 0 && inside.length === 0) return open + close;
    const inner = indent + indentStep;
    const lines = items.flatMap((item, index) => this.item(item, attached[index], index === items.length - 1, inner));
    for (const { comment, blank } of attached[items.length]?.leading ?? []) {
      if (blank && lines.length > 0) lines.push("");
      lines.push(inner + comment.text);
    }
    return `${open}\n${lines.join("\n")}\n${indent}${close}`;
  }

  private item(item: Item, attached: Attached | undefined, last: boolean, indent: string): readonly string[] {
    const lines: string[] = [];
    for (const { comment, blank } of attached?.leading ?? []) {
      if (blank) lines.push("");
      lines.push(indent + comment.text);
    }
    if (attached?.blank) lines.push("");
    const comma = last ? "" : ",";
    const trailing = (attached?.trailing ?? []).map(({ text }) => ` ${text}`).join("");
    lines.push(`${indent}${this.value(item, indent, comma.length)}${comma}${trailing}`);
    return lines;
  }

  /** An item as it stands behind its indentation; `behind` is the number of characters that follow it on its line. */
  private value(item: Item, indent: string, behind: number): string {
    const prefix = item.kind === "claim" ? `${printKey(item.key)}: ` : "";
    const value = item.kind === "claim" ? item.value : item;
    if (value.kind !== "object" && value.kind !== "array") return prefix + inline(value);
    const commented = this.comments.some(({ span }) => contains(value.span, span));
    const flat = commented ? undefined : inline(value, maxLineCharacters - indent.length - prefix.length - behind);
    return prefix + (flat ?? this.expanded(value, indent));
  }
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A value on one line. */
function inline(value: ValueNode): string;
/** A value on one line of at most so many characters, or `undefined` where it is longer. */
function inline(value: ValueNode, width: number): string | undefined;
function inline(value: ValueNode, width = Infinity): string | undefined {
  const text = inlineText(value);
  return text.length <= width ? text : undefined;
}

function inlineText(value: ValueNode): string {
  switch (value.kind) {
    case "object": {
      const claims = value.claims.map((claim) => `${printKey(claim.key)}: ${inlineText(claim.value)}`);
      return claims.length === 0 ? "{}" : `{ ${claims.join(", ")} }`;
    }
    case "array":
      return `[${value.elements.map(inlineText).join(", ")}]`;
    case "text":
      return printText(value);
    case "tag":
      return printTag(value);
    case "number":
      return value.image;
    case "boolean":
      return String(value.value);
    case "null":
      return "null";
    case "invalid":
      return "";
  }
}
