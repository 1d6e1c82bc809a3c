import { type Paint, plainPaint } from "../language/diagnostics/index.ts";
import { wrapWords } from "./wrap-words.ts";

const codeIndent = "    ";
const defaultColumns = 80;

/**
 * A page of the documentation for a terminal: headings without their marks, code indented instead of fenced, of links
 * only the text, and lines no longer than `width` columns where a blank allows it. Knows as much Markdown as the pages use.
 */
export function pageText(
  markdown: string,
  { paint = plainPaint, width = defaultColumns }: { readonly paint?: Paint; readonly width?: number } = {},
): string {
  const rows: string[] = [];
  let inCode = false;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) inCode = !inCode;
    else if (inCode) rows.push(line === "" ? "" : codeIndent + line);
    else if (line.startsWith("#")) rows.push(paint.strong(line.replace(/^#+ */, "")));
    else rows.push(...wrapWords(withoutLinks(line), width));
  }
  return rows.join("\n");
}

/** Without the addresses of links; code stays as it is. */
function withoutLinks(line: string): string {
  return line.replace(/(`[^`]*`)|\[([^\]]*)\]\([^)]*\)/g, "$1$2");
}
