import type { ObjectNode, TagNode, TextNode, ValueNode } from "../../src/language/syntax/syntax-tree.ts";
import type { Choices } from "./choices.ts";
import { layOutExpression } from "./lay-out-expression.ts";

/** A text of a tree, and the comments that were put into it, in order. */
export interface Layout {
  readonly text: string;
  readonly comments: readonly string[];
}

const blanks = ["", " ", "\n", "\t", "\r\n", "  ", "\n\n\n", "\r"] as const;
const commentTexts = ["", " a", " << x }}", ' "', " {{ {", " // ", " é\u2028\ud800", "*", " ,]}"] as const;

/**
 * Writes a tree in one of the many ways that mean the same: white space and comments between tokens, escapes in strings,
 * quotes, parentheses that need not be. It shares nothing with the formatter.
 */
export function layOut(object: ObjectNode, choices: Choices, { comments }: { readonly comments: boolean }): Layout {
  const layout = new LayoutWriter(choices, comments);
  const bom = choices.once(20) ? "\ufeff" : "";
  const text = `${bom}${layout.gap()}${layout.value(object)}${layout.gap()}`;
  return { text, comments: layout.written };
}

class LayoutWriter {
  readonly written: string[] = [];
  readonly #choices: Choices;
  readonly #comments: boolean;

  constructor(choices: Choices, comments: boolean) {
    this.#choices = choices;
    this.#comments = comments;
  }

  gap(): string {
    const choices = this.#choices;
    const blank = choices.pick(blanks);
    if (!this.#comments || !choices.once(6)) return blank;
    const inner = choices.pick(commentTexts);
    const comment = choices.once(2) ? `//${inner}` : `/*${inner}*/`;
    this.written.push(comment);
    return blank + comment + (comment.startsWith("//") ? choices.pick(["\n", "\r\n", "\r"]) : "") + this.gap();
  }

  value(node: ValueNode): string {
    switch (node.kind) {
      case "object":
        return this.container("{", "}", node.claims, ({ key, value }) => {
          const name = `"${jsonText(key, this.#choices, "")}"`;
          const colon = `${this.gap()}:${this.gap()}`;
          return name + colon + this.value(value);
        });
      case "array":
        return this.container("[", "]", node.elements, (element) => this.value(element));
      case "text":
        return this.text(node);
      case "number":
        return node.image;
      case "boolean":
        return String(node.value);
      case "tag":
        return this.tag(node, "value");
      default:
        return "null";
    }
  }

  private container<T>(open: string, close: string, items: readonly T[], write: (item: T) => string): string {
    const written: string[] = [];
    for (const item of items) {
      const before = this.gap();
      const inner = write(item);
      written.push(before + inner + this.gap());
    }
    return open + (items.length === 0 ? this.gap() : written.join(",")) + close;
  }

  private text({ parts }: TextNode): string {
    const written = parts.map((part, index) => {
      if (part.kind === "tag") return this.tag(part, "text");
      const next = parts[index + 1];
      const behind = next?.kind === "tag" ? openerOf(next).charAt(0) : "";
      return part.kind === "chunk" ? jsonText(part.value, this.#choices, behind) : "";
    });
    return `"${written.join("")}"`;
  }

  private tag(tag: TagNode, place: "value" | "text"): string {
    const expression = layOutExpression(tag.expression, this.#choices, place);
    return openerOf(tag) + expression + (tag.delimiter === "braces" ? "}}" : ">>");
  }
}

function openerOf({ delimiter }: TagNode): string {
  return delimiter === "braces" ? "{{" : "<<";
}

/** The inside of a JSON string; `behind` is the character that follows it, where that could open a tag with the last. */
export function jsonText(value: string, choices: Choices, behind: string): string {
  let text = "";
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charAt(index);
    const next = value.charAt(index + 1) || behind;
    const opens = (unit === "{" || unit === "<") && next === unit;
    const plain = !opens && unit >= " " && unit !== '"' && unit !== "\\";
    text += plain && !choices.once(5) ? unit : escapeOf(unit, choices);
  }
  return text;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["/", "\\/"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** One of the escapes for a code unit. */
export function escapeOf(unit: string, choices: Choices): string {
  const short = shortEscapes.get(unit);
  if (short !== undefined && !choices.once(2)) return short;
  const hex = unit.charCodeAt(0).toString(16).padStart(4, "0");
  return `\\u${choices.once(2) ? hex.toUpperCase() : hex}`;
}
