import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTemplate } from "../../src/language/syntax/parse-template.ts";
import { printTree } from "../../src/language/syntax/print-tree.ts";
import { isSameTree } from "../../src/language/syntax/same-tree.ts";
import type { ObjectNode } from "../../src/language/syntax/syntax-tree.ts";
import { arbitraryTree } from "../support/arbitrary-tree.ts";
import { arbitraryNumbers, Choices } from "../support/choices.ts";
import { layOut } from "../support/lay-out.ts";
import { runs } from "../support/runs.ts";

const treeAndLayout = fc
  .tuple(arbitraryTree, arbitraryNumbers)
  .map(([tree, numbers]) => ({ tree, ...layOut(tree, new Choices(numbers), { comments: true }) }));

function expectTree(text: string, tree: ObjectNode) {
  const parsed = parseTemplate(text);
  expect(parsed.diagnostics).toEqual([]);
  expect(parsed.tree && isSameTree(parsed.tree.object, tree)).toBe(true);
}

describe("the syntax of a template", () => {
  test("a printed tree is parsed to the same tree", () => {
    fc.assert(
      fc.property(arbitraryTree, (tree) => {
        expectTree(printTree({ object: tree, comments: [] }, ""), tree);
      }),
      { numRuns: runs },
    );
  });

  test("white space, comments, escapes, quotes and needless parentheses do not change the tree", () => {
    fc.assert(
      fc.property(treeAndLayout, ({ tree, text }) => expectTree(text, tree)),
      { numRuns: runs },
    );
  });

  test("all comments are in the tree, in order", () => {
    fc.assert(
      fc.property(treeAndLayout, ({ text, comments }) => {
        expect(parseTemplate(text).tree?.comments.map((comment) => comment.text)).toEqual(comments);
      }),
      { numRuns: runs },
    );
  });
});
