import type { CheckedExpression, CheckedOperation } from "../check/checked-tree.ts";
import type { Json } from "../json.ts";

/**
 * The name of a value that may be missing: a path, a variable, or what is selected from them by literal names or by
 * others of their kind. Two expressions of one key have one value, as long as they stand in the same scope. Recursion is
 * bounded by the nesting of the text.
 */
export function keyOf(node: CheckedExpression): string | undefined {
  const names: Json[] = [];
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
        const name = index.kind === "literal" ? index.value : keyOf(index);
        if (name === undefined) return undefined;
        names.push(index.kind === "literal" ? name : [name]);
        inner = inner.receiver;
        break;
      }
      default:
        return undefined;
    }
  }
}

/** The knowledge that conditions give of what is there. Each condition is read once, however often it is asked about. */
export class Guards {
  private readonly ifTrue = new Map<CheckedExpression, ReadonlySet<string>>();
  private readonly ifFalse = new Map<CheckedExpression, ReadonlySet<string>>();
  private readonly besideByOperation = new Map<CheckedOperation, ReadonlyMap<string, readonly CheckedExpression[]>>();

  /** The keys of what is there if the condition has this result. Recursion is bounded by the nesting of the text. */
  presentIf(result: boolean, condition: CheckedExpression): ReadonlySet<string> {
    const known = result ? this.ifTrue : this.ifFalse;
    const present = known.get(condition) ?? this.read(result, condition);
    known.set(condition, present);
    return present;
  }

  /** Whether an operand of `&&` or `||` decides by itself unless the key is there, so that it guards the others. */
  isGuardedBeside(operand: CheckedExpression, operation: CheckedOperation, key: string): boolean {
    const guards = this.besideByOperation.get(operation) ?? this.guardsOf(operation);
    this.besideByOperation.set(operation, guards);
    return (guards.get(key) ?? []).some((guard) => guard !== operand);
  }

  private guardsOf({ kind, operands }: CheckedOperation): ReadonlyMap<string, readonly CheckedExpression[]> {
    const guards = new Map<string, CheckedExpression[]>();
    for (const operand of operands) {
      for (const key of this.presentIf(kind === "and", operand)) {
        const others = guards.get(key) ?? [];
        // Two are enough to have one that is not the operand in question.
        if (others.length < 2) guards.set(key, [...others, operand]);
      }
    }
    return guards;
  }

  private read(result: boolean, condition: CheckedExpression): ReadonlySet<string> {
    switch (condition.kind) {
      case "has":
        return result ? keysOf(condition.operand) : none;
      case "null-test":
        return result === condition.negated ? keysOf(condition.operand) : none;
      case "not":
        return this.presentIf(!result, condition.operand);
      case "and":
      case "or":
        // If all operands must have the result, what each of them tells is true.
        if (result !== (condition.kind === "and")) return none;
        return new Set(condition.operands.flatMap((operand) => [...this.presentIf(result, operand)]));
      default:
        return none;
    }
  }
}

const none: ReadonlySet<string> = new Set();

function keysOf(node: CheckedExpression): ReadonlySet<string> {
  const key = keyOf(node);
  return key === undefined ? none : new Set([key]);
}
