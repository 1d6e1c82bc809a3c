import { report } from "./diagnostics/report.ts";
import { invariant } from "./invariant.ts";
import { decode } from "./syntax/decode.ts";
import { parseTemplate } from "./syntax/parse-template.ts";
import { printTree } from "./syntax/print-tree.ts";
import { isSameTree } from "./syntax/same-tree.ts";
import type { Formatting } from "./template.ts";

/**
 * The canonical text of a template, comments kept; or its syntax errors. What is returned was parsed again and is the
 * same tree.
 *
 * @param source a string, or UTF-8 bytes
 */
export function format(source: string | Uint8Array): Formatting {
  const decoded = decode(source);
  if (!decoded.ok) return { ok: false, diagnostics: [decoded.diagnostic] };
  const { tree, diagnostics } = parseTemplate(decoded.text);
  if (tree === undefined || diagnostics.length > 0) {
    return { ok: false, diagnostics: diagnostics.toSorted((a, b) => a.span.start - b.span.start) };
  }
  const text = printTree(tree, decoded.text);
  const again = parseTemplate(text);
  invariant(
    again.tree !== undefined && again.diagnostics.length === 0 && isSameTree(tree.object, again.tree.object),
    "the formatter keeps the tree",
  );
  invariant(again.tree.comments.length === tree.comments.length, "the formatter keeps the comments");
  if (decode(text).ok) return { ok: true, text };
  const message = "the canonical text would be longer than a template may be";
  return { ok: false, diagnostics: [report("template-too-large", { start: 0, end: 0 }, message)] };
}
