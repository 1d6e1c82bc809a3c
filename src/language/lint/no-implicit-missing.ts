import type { CheckedExpression, CheckedTag } from "../check/checked-tree.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { mayBeNull } from "../vocabulary/types/index.ts";
import type { LintRule } from "./lint-rule.ts";
import { Guards, keyOf } from "./missing-guards.ts";

/**
 * Finds what may be missing and decides something, a condition or a comparison, where nothing says what then holds: no
 * `has`, no test for null and no `??`. Of one value in one tag the first place is reported.
 */
export const noImplicitMissing: LintRule = {
  id: "no-implicit-missing",
  title: "a condition on a value that may be missing, without `has` or `??`",
  level: "off",
  visit({ report }) {
    const reported = new Map<CheckedTag, Set<string>>();
    const guards = new Guards();
    return {
      checked: {
        expression(node, { ancestors, tag }) {
          const key = mayBeMissing(node) ? keyOf(node) : undefined;
          const before = reported.get(tag) ?? new Set();
          if (key === undefined || before.has(key) || !decides(node, key, ancestors, guards)) return;
          reported.set(tag, before.add(key));
          const message = node.kind === "path" ? `${quoteSource(node.text)} may be missing` : "this may be missing";
          const help =
            "then the condition is null, and so is what depends on it: ask `has(…)`, or give a default with `??`";
          report(node.span, message, { help });
        },
      },
    };
  },
};

/** Whether it may be missing though what it is selected from is there. */
function mayBeMissing(node: CheckedExpression): boolean {
  if (!mayBeNull(node.type)) return false;
  return node.kind === "select" || node.kind === "index" ? !mayBeNull(node.receiver.type) : true;
}

/** Whether a null there makes a condition or a comparison null, and nothing around it has said what that means. */
function decides(
  start: CheckedExpression,
  key: string,
  ancestors: readonly CheckedExpression[],
  guards: Guards,
): boolean {
  let decided = false;
  let node = start;
  for (const parent of ancestors.toReversed()) {
    switch (parent.kind) {
      case "comparison":
      case "not":
        decided = true;
        break;
      case "and":
      case "or":
        if (guards.isGuardedBeside(node, parent, key)) return false;
        decided = true;
        break;
      case "conditional":
        if (parent.condition === node) decided = true;
        else if (guards.presentIf(parent.whenTrue === node, parent.condition).has(key)) return false;
        break;
      case "macro":
        if (parent.body === node) {
          if (parent.name === "map") return decided;
          decided = true;
          if (parent.name === "filter") return true;
        }
        break;
      case "coalesce":
        if (parent.operands.at(-1) !== node) return false;
        break;
      case "has":
      case "required":
      case "null-test":
        return false;
      case "list":
        return decided;
      default:
        break;
    }
    node = parent;
  }
  return decided;
}
