import type { ExpressionNode, LinkNode } from "../../src/language/syntax/syntax-tree.ts";
import type { Choices } from "./choices.ts";
import { escapeOf } from "./lay-out.ts";

/** How tight each sort of node binds, loosest first; `??` stands beside the others and takes only what `!` takes. */
const strengths = { conditional: 0, "??": 1, "||": 2, "&&": 3, comparison: 4, "+": 5, not: 6, other: 7 } as const;

/** Writes an expression in one of its many ways; `place` tells whether a JSON string is around it. */
export function layOutExpression(node: ExpressionNode, choices: Choices, place: "value" | "text"): string {
  const writer = new ExpressionWriter(choices, place);
  // Parentheses that need not be may not make it too deep: two levels are what a node takes at most.
  const spare = 32 - 2 * heightOf(node);
  return writer.gap() + writer.write(node, strengths.conditional, spare) + writer.gap();
}

function heightOf(node: ExpressionNode): number {
  return 1 + Math.max(0, ...childrenOf(node).map(heightOf));
}

function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case "list":
      return node.elements;
    case "call":
      return node.arguments;
    case "not":
      return [node.operand];
    case "operation":
      return node.operands;
    case "comparison":
      return [node.left, node.right];
    case "conditional":
      return [node.condition, node.whenTrue, node.whenFalse];
    case "chain":
      return [
        node.head,
        ...node.links.flatMap((link) =>
          link.kind === "index" ? [link.index] : link.kind === "method" ? link.arguments : [],
        ),
      ];
    default:
      return [];
  }
}

function strengthOf(node: ExpressionNode): number {
  if (node.kind === "operation") return strengths[node.sign];
  if (node.kind === "conditional" || node.kind === "comparison" || node.kind === "not") return strengths[node.kind];
  return strengths.other;
}

class ExpressionWriter {
  readonly #choices: Choices;
  readonly #place: "value" | "text";

  constructor(choices: Choices, place: "value" | "text") {
    this.#choices = choices;
    this.#place = place;
  }

  /** White space, which in a text is blanks alone. */
  gap(): string {
    return this.#choices.pick(this.#place === "text" ? ["", " ", "  "] : ["", " ", "\n", "\t", "\r\n"]);
  }

  /** White space of which there is some. */
  private space(): string {
    return ` ${this.gap()}`;
  }

  write(node: ExpressionNode, wanted: number, spare: number): string {
    if (strengthOf(node) >= wanted && !(spare > 0 && this.#choices.once(12))) return this.node(node, spare);
    return `(${this.gap()}${this.write(node, strengths.conditional, spare - 1)}${this.gap()})`;
  }

  private node(node: ExpressionNode, spare: number): string {
    const { conditional, comparison, "+": sum, not, other } = strengths;
    const gap = () => this.gap();
    switch (node.kind) {
      case "number":
        return node.image;
      case "boolean":
        return String(node.value);
      case "string":
        return this.string(node.value);
      case "name":
        return node.name;
      case "list":
        return `[${this.all(node.elements, spare)}]`;
      case "call":
        return `${node.name}${gap()}(${this.all(node.arguments, spare)})`;
      case "not":
        return `!${gap()}${this.write(node.operand, not, spare)}`;
      case "chain": {
        const apart = node.head.kind === "number" || node.head.kind === "chain";
        const head = apart ? `(${this.node(node.head, spare)})` : this.write(node.head, other, spare);
        return head + node.links.map((link) => gap() + this.link(link, spare)).join("");
      }
      case "operation": {
        const wanted = node.sign === "??" ? not : strengths[node.sign] + 1;
        return node.operands
          .map((operand) => this.write(operand, wanted, spare))
          .join(node.sign === "+" ? `${this.space()}+${this.space()}` : `${gap()}${node.sign}${gap()}`);
      }
      case "comparison": {
        const between = node.sign === "in" ? `${this.space()}in${this.space()}` : `${gap()}${node.sign}${gap()}`;
        return this.write(node.left, sum, spare) + between + this.write(node.right, sum, spare);
      }
      case "conditional": {
        const condition = this.write(node.condition, strengths["??"], spare);
        const [yes, no] = [node.whenTrue, node.whenFalse].map((branch) => this.write(branch, conditional, spare));
        return `${condition}${gap()}?${this.space()}${yes}${gap()}:${gap()}${no}`;
      }
      default:
        return node.kind === "null" ? "null" : String(comparison);
    }
  }

  private all(nodes: readonly ExpressionNode[], spare: number): string {
    const written = nodes.map((node) => this.gap() + this.write(node, strengths.conditional, spare) + this.gap());
    return written.join(",");
  }

  private link(link: LinkNode, spare: number): string {
    switch (link.kind) {
      case "select":
        return `.${this.gap()}${link.name}`;
      case "method":
        return `.${this.gap()}${link.name}${this.gap()}(${this.all(link.arguments, spare)})`;
      case "index":
        return `[${this.gap()}${this.write(link.index, strengths.conditional, spare)}${this.gap()}]`;
    }
  }

  private string(value: string): string {
    const quote = this.#choices.pick(["'", '"']);
    let text = "";
    for (const unit of value.split("")) {
      if (unit === quote || unit === "\\") text += `\\${unit}`;
      else if (unit === "'" && this.#choices.once(2)) text += "\\'";
      else if (unit < " " || this.#choices.once(5)) text += escapeOf(unit, this.#choices);
      else text += unit;
    }
    const literal = quote + text + quote;
    return this.#place === "text" ? literal.replaceAll("\\", "\\\\").replaceAll('"', '\\"') : literal;
  }
}
