import fc from "fast-check";
import { dataPaths, limitKeys, teamFields, type ValueType } from "./arbitrary-data.ts";
import { anyText, plainText } from "./arbitrary-text.ts";
import type { Expression } from "./expression.ts";
import { type Arbitrary, list, number, pathTo, text } from "./make-expression.ts";

/** What a macro's variable stands for: an element, or a key of an object of limits. */
export type VariableType = "boolean" | "number" | "plain" | "text" | "team" | "key" | "plain or null";

/** How much deeper an expression may go, and the variables it can name, outermost first. */
export interface Scope {
  readonly depth: number;
  readonly variables: readonly { readonly name: string; readonly type: VariableType }[];
}

/** Lists whose elements have one type. */
export type ListType = "booleans" | "numbers" | "plains" | "texts" | "teams";

/** The types of which expressions are generated. */
export type GeneratedType = "boolean" | "number" | "whole" | "plain" | "text" | ListType | "limits" | "sparse";

const plainLiteral = text(plainText);
const textLiteral = text(anyText);
const numberLiteral = number(fc.constantFrom(-3, -1, -0, 0, 1, 2, 5, 0.5, 1.25, 0.1, 0.2, 1e21, 1.5e308, -0.75));
const booleanLiteral = fc.record({ kind: fc.constant("boolean" as const), value: fc.boolean() });

/** Literals of any type. */
export const anyLiteral: Arbitrary = fc.oneof(
  textLiteral,
  numberLiteral,
  booleanLiteral,
  list(fc.oneof(numberLiteral, plainLiteral)),
);

/** The literal null. */
export const nullLiteral: Arbitrary = fc.constant({ kind: "null" });

/** Small numbers without a sign. */
export const wholeLiteral: Arbitrary = number(fc.nat({ max: 3 }));

/** Positions that most lists and strings have. */
export const nearStart: Arbitrary = number(fc.constantFrom(0, 0, 0, 1));

/** Keys that objects of limits may have, as literals. */
export const limitKey: Arbitrary = text(fc.constantFrom(...limitKeys));

/** Conditions that are null: they read what no data has. */
export const missingCondition: Arbitrary = fc.constantFrom<Expression>(
  pathTo(["member", "trusted_metadata", "nowhere"]),
  { kind: "not", operand: pathTo(["member", "trusted_metadata", "nowhere", "deeper"]) },
  {
    kind: "binary",
    sign: "==",
    left: pathTo(["organization", "trusted_metadata", "nowhere"]),
    right: { kind: "string", value: "a", quote: "'" },
  },
);

/** The paths of the data to values of some types. */
export function pathsOf(...types: readonly ValueType[]): Arbitrary {
  return fc.constantFrom(...dataPaths.filter(({ type }) => types.includes(type)).map(({ names }) => pathTo(names)));
}

/** The variables in scope that are of a type, and the members of those that are teams. */
export function variablesOf({ variables }: Scope, type: ValueType): readonly Expression[] {
  return variables.flatMap((variable): readonly Expression[] => {
    if (variable.type === "team") {
      const members = Object.entries(teamFields).filter(([, field]) => field.type === type);
      return members.map(([member]) => pathTo([variable.name, member]));
    }
    return variable.type === type || (variable.type === "key" && type === "plain") ? [pathTo([variable.name])] : [];
  });
}

function withVariables(scope: Scope, type: ValueType, ...others: readonly Arbitrary[]): Arbitrary {
  const variables = variablesOf(scope, type);
  const weighted = others.map((arbitrary) => ({ weight: 1, arbitrary }));
  if (variables.length === 0) return fc.oneof(...weighted);
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...variables) }, ...weighted);
}

/** Variables, paths and literals of a type. */
export function leavesOf(type: GeneratedType, scope: Scope): Arbitrary {
  switch (type) {
    case "boolean":
      return withVariables(scope, type, pathsOf(type), pathsOf(type), booleanLiteral);
    case "number":
      return withVariables(scope, type, leavesOf("whole", scope), pathsOf(type), numberLiteral);
    case "whole":
      return withVariables(scope, type, pathsOf(type), wholeLiteral);
    case "plain":
      return withVariables(scope, type, pathsOf(type), pathsOf(type), plainLiteral);
    case "text":
      return withVariables(scope, type, leavesOf("plain", scope), pathsOf(type), textLiteral);
    case "booleans":
      return fc.oneof(pathsOf(type), list(booleanLiteral));
    case "numbers":
      return fc.oneof(pathsOf(type), list(numberLiteral));
    case "plains":
      return fc.oneof(pathsOf(type), list(plainLiteral));
    case "texts":
      return fc.oneof(pathsOf(type), list(textLiteral));
    case "teams":
    case "limits":
    case "sparse":
      return pathsOf(type);
  }
}
