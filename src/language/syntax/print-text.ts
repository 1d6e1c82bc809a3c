import { printTag } from "./print-expression.ts";
import type { TextNode } from "./syntax-tree.ts";

/** Literal text as it stands between the quotes of a JSON string, with no delimiter that would open a tag. */
function printChunk(value: string, behind: string): string {
  const escaped = JSON.stringify(value).slice(1, -1);
  return `${escaped}${behind}`
    .replace(/\{(?=\{)/g, "\\u007b")
    .replace(/<(?=<)/g, "\\u003c")
    .slice(0, behind === "" ? undefined : -behind.length);
}

/** The name of a claim as a JSON string. */
export function printKey(key: string): string {
  return `"${printChunk(key, "")}"`;
}

/** A text as a JSON string with its tags. */
export function printText(text: TextNode): string {
  const printed = text.parts.map((part, index) => {
    if (part.kind === "tag") return printTag(part, "text");
    const next = text.parts[index + 1];
    // One more brace before a tag would make three.
    const behind = next?.kind === "tag" ? (next.delimiter === "braces" ? "{" : "<") : "";
    return part.kind === "chunk" ? printChunk(part.value, behind) : "";
  });
  return `"${printed.join("")}"`;
}
