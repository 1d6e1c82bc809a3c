import type { Method, Operator, SharedGlobal, SharedMacro } from "./shared-subset.ts";

/** How a number literal is written: `3`, `3.0` or `3e0`. */
export type NumberSpelling = "shortest" | "fraction" | "exponent";

/** An expression of the shared subset, apart from how either language writes it. */
export type Expression =
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number; readonly spelling: NumberSpelling }
  | { readonly kind: "string"; readonly value: string; readonly quote: "'" | '"' }
  | { readonly kind: "null" }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "select"; readonly receiver: Expression; readonly name: string }
  /** A list's element, by position. */
  | { readonly kind: "element"; readonly receiver: Expression; readonly position: Expression }
  /** An object's member, by key. */
  | { readonly kind: "member"; readonly receiver: Expression; readonly key: Expression }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly sign: Operator; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | { readonly kind: "list"; readonly elements: readonly Expression[] }
  | {
      readonly kind: "method";
      readonly receiver: Expression;
      readonly name: Method;
      readonly arguments: readonly Expression[];
    }
  | {
      readonly kind: "macro";
      readonly receiver: Expression;
      readonly name: SharedMacro;
      readonly variable: string;
      readonly body: Expression;
    }
  | { readonly kind: "global"; readonly name: SharedGlobal; readonly operand: Expression }
  /** Parentheses that precedence does not ask for. */
  | { readonly kind: "group"; readonly operand: Expression };

/** The expressions that stand directly inside one. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "boolean":
    case "number":
    case "string":
    case "null":
    case "name":
      return [];
    case "select":
      return [expression.receiver];
    case "element":
      return [expression.receiver, expression.position];
    case "member":
      return [expression.receiver, expression.key];
    case "not":
    case "global":
    case "group":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "list":
      return expression.elements;
    case "method":
      return [expression.receiver, ...expression.arguments];
    case "macro":
      return [expression.receiver, expression.body];
  }
}
