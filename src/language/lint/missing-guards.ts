import type { CheckedExpression } from "../check/checked-tree.ts";

/**
 * What names a value that may be missing: a path, a variable, or what is selected from them by literal names. Two
 * expressions of one key have one value, as long as they stand in the same scope.
 */
export function keyOf(node: CheckedExpression): string | undefined {
  const names: (string | number)[] = [];
  let inner = node;
  for (;;) {
    switch (inner.kind) {
      case "path":
        return JSON.stringify([inner.text, ...names.toReversed()]);
      case "variable":
        return JSON.stringify([inner.slot, ...names.toReversed()]);
      case "select":
        names.push(inner.name);
        inner = inner.receiver;
        break;
      case "index": {
        const { index } = inner;
        if (index.kind !== "literal" || (typeof index.value !== "string" && typeof index.value !== "number")) {
          return undefined;
        }
        names.push(index.value);
        inner = inner.receiver;
        break;
      }
      default:
        return undefined;
    }
  }
}

/**
 * The keys of what is there if the condition has this result. Recursion is bounded by the nesting of the text: only
 * `!`, `&&` and `||` are followed.
 */
export function presentIf(result: boolean, condition: CheckedExpression): ReadonlySet<string> {
  switch (condition.kind) {
    case "has":
      return result ? keys(condition.operand) : none;
    case "null-test":
      return result === condition.negated ? keys(condition.operand) : none;
    case "not":
      return presentIf(!result, condition.operand);
    case "and":
    case "or":
      // If all operands must have the result, what each of them tells is true.
      if (result !== (condition.kind === "and")) return none;
      return new Set(condition.operands.flatMap((operand) => [...presentIf(result, operand)]));
    default:
      return none;
  }
}

const none: ReadonlySet<string> = new Set();

function keys(node: CheckedExpression): ReadonlySet<string> {
  const key = keyOf(node);
  return key === undefined ? none : new Set([key]);
}
