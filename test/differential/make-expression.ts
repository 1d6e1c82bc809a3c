import fc from "fast-check";
import type { Expression } from "./expression.ts";
import type { Method, Operator, SharedGlobal } from "./shared-subset.ts";

/** Arbitrary expressions. */
export type Arbitrary = fc.Arbitrary<Expression>;

/** A root or a variable, with the members that are selected from it. */
export function pathTo([root, ...members]: readonly [string, ...string[]]): Expression {
  const head: Expression = { kind: "name", name: root };
  return members.reduce<Expression>((receiver, name) => ({ kind: "select", receiver, name }), head);
}

/** String literals in both sorts of quotes. */
export function text(value: fc.Arbitrary<string>): Arbitrary {
  return fc.record({ kind: fc.constant("string" as const), value, quote: fc.constantFrom("'" as const, '"' as const) });
}

/** Number literals in all spellings. */
export function number(value: fc.Arbitrary<number>): Arbitrary {
  const spelling = fc.constantFrom("shortest" as const, "fraction" as const, "exponent" as const);
  return fc.record({ kind: fc.constant("number" as const), value, spelling });
}

/** List literals of up to three elements; few are empty. */
export function list(element: Arbitrary): Arbitrary {
  const elements = fc.oneof(
    { weight: 6, arbitrary: fc.array(element, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
  return fc.record({ kind: fc.constant("list" as const), elements });
}

/** Two operands and one of some operators between. */
export function binary(signs: readonly Operator[], left: Arbitrary, right: Arbitrary): Arbitrary {
  return fc.record({ kind: fc.constant("binary" as const), sign: fc.constantFrom(...signs), left, right });
}

/** A method's call. */
export function method(name: Method, receiver: Arbitrary, ...args: readonly Arbitrary[]): Arbitrary {
  return fc
    .tuple(receiver, fc.tuple(...args))
    .map(([on, passed]): Expression => ({ kind: "method", receiver: on, name, arguments: passed }));
}

/** A call of a function by its name alone. */
export function call(name: SharedGlobal, operand: Arbitrary): Arbitrary {
  return operand.map((inner): Expression => ({ kind: "global", name, operand: inner }));
}

/** A list's element by position. */
export function element(receiver: Arbitrary, position: Arbitrary): Arbitrary {
  return fc.record({ kind: fc.constant("element" as const), receiver, position });
}

/** An object's member by key. */
export function member(receiver: Arbitrary, key: Arbitrary): Arbitrary {
  return fc.record({ kind: fc.constant("member" as const), receiver, key });
}

/** The negation of conditions. */
export function not(operand: Arbitrary): Arbitrary {
  return operand.map((inner): Expression => ({ kind: "not", operand: inner }));
}

/** Expressions in parentheses that they may not need. */
export function group(operand: Arbitrary): Arbitrary {
  return operand.map((inner): Expression => ({ kind: "group", operand: inner }));
}
