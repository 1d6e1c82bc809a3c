import type { CheckedExpression, CheckedOperation } from "../check/checked-tree.ts";
import type { Fix } from "../diagnostics/diagnostic.ts";
import { cover } from "../source/span.ts";
import { isNever, mayBeNull } from "../vocabulary/types/index.ts";
import type { LintRule, WrittenTag } from "./lint-rule.ts";
import { rewriteTag } from "./rewrite-tag.ts";

/** Finds operands of `??` that never count: those behind one that is never null, and a literal `null`. */
export const noUselessDefault: LintRule = {
  id: "no-useless-default",
  title: "a default that is never used",
  level: "warn",
  visit: ({ report, writtenTag }) => ({
    checked: {
      expression(node, { tag }) {
        if (node.kind !== "coalesce") return;
        const { operands } = node;
        const last = operands.findIndex(({ type }) => !mayBeNull(type) && !isNever(type));
        const behind = last === -1 ? [] : operands.slice(last + 1);
        const [first] = behind;
        if (first !== undefined) {
          const span = behind.reduce((covered, operand) => cover(covered, operand.span), first.span);
          const fix = withoutOperands(writtenTag(tag), node, behind, "remove the default");
          const help = "remove it: what stands in front of it is never null";
          report(span, "the default is never used", { help, fix });
        }
        for (const operand of operands) {
          if (operand.kind !== "literal" || operand.value !== null || behind.includes(operand)) continue;
          const fix = withoutOperands(writtenTag(tag), node, [operand], "remove the `null`");
          report(operand.span, "`null` is no default", {
            help: "remove it: without a default the value is null too",
            fix,
          });
        }
      },
    },
  }),
};

/** A fix that leaves out operands, of which at least one stays. */
function withoutOperands(
  written: WrittenTag,
  { operands, span }: CheckedOperation,
  useless: readonly CheckedExpression[],
  title: string,
): Fix {
  return rewriteTag(written, title, (node) => {
    if (node.kind !== "operation" || node.sign !== "??") return node;
    if (node.span.start !== span.start || node.span.end !== span.end) return node;
    const kept = node.operands.filter((_, index) => !useless.some((operand) => operand === operands[index]));
    const [only, another] = kept;
    return only === undefined || another !== undefined ? { ...node, operands: kept } : only;
  });
}
