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
          report(span, "the default is never used", {
            help: "remove it: what stands in front of it is never null",
            fix: () => withoutOperands(writtenTag(tag), node, behind.length, () => false),
          });
        }
        const before = operands.slice(0, operands.length - behind.length);
        const literal = before.find(isNullLiteral);
        if (literal === undefined) return;
        report(literal.span, "`null` is no default", {
          help: "remove it: without it the value is the same",
          fix: () => withoutOperands(writtenTag(tag), node, 0, isNullLiteral),
        });
      },
    },
  }),
};

function isNullLiteral(node: CheckedExpression): boolean {
  return node.kind === "literal" && node.value === null;
}

/** A fix that leaves out the last operands, and others that are useless; at least one stays. */
function withoutOperands(
  written: WrittenTag,
  { operands, span }: CheckedOperation,
  last: number,
  isUseless: (operand: CheckedExpression) => boolean,
): Fix {
  const keeps = operands.map((operand, index) => index < operands.length - last && !isUseless(operand));
  if (!keeps.includes(true)) keeps[0] = true;
  return rewriteTag(written, last > 0 ? "remove the default" : "remove the `null`", (node) => {
    if (node.kind !== "operation" || node.sign !== "??") return node;
    if (node.span.start !== span.start || node.span.end !== span.end) return node;
    const kept = node.operands.filter((_, index) => keeps[index]);
    const [only, another] = kept;
    return only === undefined || another !== undefined ? { ...node, operands: kept } : only;
  });
}
