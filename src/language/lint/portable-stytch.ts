import { quoteSource } from "../diagnostics/quote-source.ts";
import type { ExpressionNode } from "../syntax/syntax-tree.ts";
import { isDocumented, plainPath } from "./documented-variable.ts";
import type { LintRule } from "./lint-rule.ts";
import { delimiterText, rewriteDelimiters } from "./rewrite-delimiters.ts";

/** Finds whatever the documentation of Stytch's own templates does not have: they know `{{ path }}` as a value, and JSON. */
export const portableStytch: LintRule = {
  id: "portable-stytch",
  title: "what Stytch's own templates do not document",
  level: "off",
  visit({ vocabulary, report }) {
    const { vertical } = vocabulary;
    return {
      syntax: {
        comment: ({ span }) => report(span, "Stytch's templates have no comments"),
        tag(node, text) {
          if (text !== undefined) {
            const help = "a tag stands for a whole value there: make a claim of each part";
            report(node.span, "Stytch's templates have no tags in texts", { help });
          } else if (node.delimiter === "angles") {
            const message = `Stytch's templates have no tags in ${delimiterText.angles}`;
            const help = `write ${delimiterText.braces}, which means the same`;
            report(node.span, message, { help, fix: () => rewriteDelimiters(node, undefined, "braces") });
          }
          const path = plainPath(node.expression);
          if (path === undefined) {
            const help = "a tag holds only a path there, such as `member.trusted_metadata.plan`";
            report(node.expression.span, `Stytch's templates have no ${describe(node.expression)}`, { help });
          } else if (vertical !== undefined && vocabulary.roots.has(path[0]) && !isDocumented(path, vertical)) {
            const message = `${quoteSource(path.join("."))} is not among the variables of Stytch's templates`;
            report(node.expression.span, message, { help: "what the claim needs can be kept in `trusted_metadata`" });
          }
        },
      },
    };
  },
};

/** What of the language an expression uses beyond a path; of several things the outermost. */
function describe(node: ExpressionNode): string {
  switch (node.kind) {
    case "operation":
    case "comparison":
      return `operator \`${node.sign}\``;
    case "not":
      return "operator `!`";
    case "conditional":
      return "conditions";
    case "call":
      return `function ${quoteSource(node.name)}`;
    case "chain": {
      const last = node.links.findLast(({ kind }) => kind !== "select");
      if (last?.kind === "method") return `function ${quoteSource(last.name)}`;
      return last?.kind === "index" ? "names in brackets" : describe(node.head);
    }
    case "list":
      return "lists in tags";
    default:
      return "literals in tags";
  }
}
