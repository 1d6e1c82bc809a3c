import fc from "fast-check";
import type { ListType, Scope, VariableType } from "./arbitrary-leaf.ts";
import type { Expression } from "./expression.ts";
import { type Arbitrary, pathTo } from "./make-expression.ts";
import type { SharedMacro } from "./shared-subset.ts";

/** By how many macros are around. */
const variableNames = ["x", "y_1", "_z"] as const;

/** How many macros can stand one in the other. */
export const deepestMacro: number = variableNames.length;

/** What a macro's variable stands for, by the type of the list. */
export const elementTypes = {
  booleans: "boolean",
  numbers: "number",
  plains: "plain",
  texts: "text",
  teams: "team",
} as const satisfies Readonly<Record<ListType, VariableType>>;

/** Makes a macro's body for a scope that has its variable. */
export type Body = (inner: Scope, variable: Expression) => Arbitrary;

/** One of some macros over what `receiver` gives, with a variable of a type. */
export function macro(
  names: readonly SharedMacro[],
  scope: Scope,
  receiver: Arbitrary,
  type: VariableType,
  body: Body,
): Arbitrary {
  const variable = variableNames[scope.variables.length] ?? "deepest";
  const inner: Scope = { depth: scope.depth, variables: [...scope.variables, { name: variable, type }] };
  return fc.record({
    kind: fc.constant("macro" as const),
    receiver,
    name: fc.constantFrom(...names),
    variable: fc.constant(variable),
    body: body(inner, pathTo([variable])),
  });
}
