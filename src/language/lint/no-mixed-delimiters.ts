import type { TagNode, TextNode } from "../syntax/syntax-tree.ts";
import type { LintRule } from "./lint-rule.ts";
import { delimiterText, rewriteDelimiters } from "./rewrite-delimiters.ts";

/** Finds the tags whose delimiters are not those of most tags, or, where both are as many, of the first one. */
export const noMixedDelimiters: LintRule = {
  id: "no-mixed-delimiters",
  title: "both `{{ }}` and `<< >>` in one template",
  level: "warn",
  visit({ report }) {
    const tags: { readonly node: TagNode; readonly text: TextNode | undefined }[] = [];
    return {
      syntax: {
        tag(node, text) {
          tags.push({ node, text });
        },
        end() {
          const [first] = tags;
          if (first === undefined) return;
          const like = tags.filter(({ node }) => node.delimiter === first.node.delimiter).length;
          const other = first.node.delimiter === "braces" ? "angles" : "braces";
          const usual = like * 2 >= tags.length ? first.node.delimiter : other;
          for (const { node, text } of tags) {
            if (node.delimiter === usual) continue;
            const message = `a tag in ${delimiterText[node.delimiter]}, where the template writes ${delimiterText[usual]}`;
            const help = "both mean the same: use one of them throughout";
            report(node.span, message, { help, fix: () => rewriteDelimiters(node, text, usual) });
          }
        },
      },
    };
  },
};
