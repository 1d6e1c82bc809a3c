import type { Delimiter } from "../../../grammar/delimiters.ts";
import type { Fix } from "../diagnostics/diagnostic.ts";
import type { TagNode, TextNode } from "../syntax/syntax-tree.ts";

/** The two delimiters as a message shows them. */
export const delimiterText: Readonly<Record<Delimiter, string>> = { braces: "`{{ }}`", angles: "`<< >>`" };

const openerByDelimiter: Readonly<Record<Delimiter, string>> = { braces: "{{", angles: "<<" };
const closerByDelimiter: Readonly<Record<Delimiter, string>> = { braces: "}}", angles: ">>" };

/**
 * A fix that writes a tag with the other delimiters. There is none where the text in front would run into the opening
 * one and make three of a kind.
 */
export function rewriteDelimiters({ span }: TagNode, text: TextNode | undefined, to: Delimiter): Fix | undefined {
  const before = text?.parts.find((part) => part.span.end === span.start);
  if (before?.kind === "chunk" && before.value.endsWith(openerByDelimiter[to].charAt(0))) return undefined;
  return {
    title: `use ${delimiterText[to]}`,
    edits: [
      { span: { start: span.start, end: span.start + 2 }, text: openerByDelimiter[to] },
      { span: { start: span.end - 2, end: span.end }, text: closerByDelimiter[to] },
    ],
  };
}
