import type { CheckedExpression } from "../check/checked-tree.ts";
import { isNever } from "../vocabulary/types/index.ts";
import { possibleResults } from "./known-result.ts";
import type { LintRule } from "./lint-rule.ts";

/**
 * Finds tests whose result is known from the types, and conditions that are known without a test. What follows from
 * them, such as a `&&` that is then false, is not reported again.
 */
export const noDeadBranch: LintRule = {
  id: "no-dead-branch",
  title: "a condition whose result is known from the types",
  level: "warn",
  visit: ({ report }) => ({
    checked: {
      expression(node, { ancestors }) {
        const parent = ancestors.at(-1);
        if (!isTest(node) && !(isCondition(node, parent) && !isLogic(node))) return;
        const result = knownResult(node);
        if (result !== undefined) report(node.span, `${nameOf(node)} is ${result}`, { help: helpFor(node, parent) });
      },
    },
  }),
};

/** What asks for a boolean by itself, wherever it stands. */
function isTest(node: CheckedExpression): boolean {
  return node.kind === "comparison" || node.kind === "null-test" || node.kind === "has";
}

/** What is known if its operands are: they are looked at themselves. */
function isLogic(node: CheckedExpression): boolean {
  return node.kind === "and" || node.kind === "or" || node.kind === "not";
}

function isCondition(node: CheckedExpression, parent: CheckedExpression | undefined): boolean {
  switch (parent?.kind) {
    case "conditional":
      return parent.condition === node;
    case "macro":
      return parent.body === node && parent.name !== "map";
    case "and":
    case "or":
    case "not":
      return true;
    default:
      return false;
  }
}

function knownResult(node: CheckedExpression): string | undefined {
  if (isNever(node.type)) return undefined;
  const possible = possibleResults(node);
  if (possible.true && possible.false) return undefined;
  if (possible.true) return possible.null ? "never false" : "always true";
  if (possible.false) return possible.null ? "never true" : "always false";
  return possible.null ? "always null" : undefined;
}

function nameOf({ kind }: CheckedExpression): string {
  if (kind === "comparison") return "the comparison";
  return kind === "has" || kind === "null-test" ? "the test" : "the condition";
}

function helpFor(node: CheckedExpression, parent: CheckedExpression | undefined): string {
  switch (node.kind) {
    case "has":
    case "null-test":
      return "the types say whether it is there: remove the test, or ask about something that may be missing";
    case "comparison":
      return "the types leave no other result: compare with a value that can occur";
    default:
      return parent?.kind === "conditional" ? "keep the branch that is taken" : "remove it";
  }
}
