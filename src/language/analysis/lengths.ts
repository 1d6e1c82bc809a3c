import { childrenOf } from "../check/checked-chain.ts";
import type { CheckedExpression } from "../check/checked-tree.ts";
import { maxValueLength } from "../vocabulary/limits.ts";
import type { Atom, Type } from "../vocabulary/type.ts";
import type { Failure } from "./failure.ts";

/** Tells whether a string or a list of the type can be longer than any may be on its way through an evaluation. */
export function canBeTooLong(type: Type): boolean {
  return type.atoms.some((atom) => longest(atom) > maxValueLength);
}

/** The most code units of a string, or elements of a list. */
function longest(atom: Atom): number {
  switch (atom.kind) {
    case "string":
      return Math.min(atom.greatestBytes - 2, 2 * atom.greatestLength);
    case "list":
      return atom.greatestItems;
    case "any":
      return atom.greatestBytes - 2;
    default:
      return 0;
  }
}

/** What only hands values on, without reading what is in them. */
const handsOnKinds: ReadonlySet<CheckedExpression["kind"]> = new Set([
  "literal",
  "path",
  "variable",
  "select",
  "index",
  "has",
  "required",
  "null-test",
  "not",
  "coalesce",
  "or",
  "and",
  "conditional",
  "list",
]);

/** The failure that an operand or the result that is too long can bring. */
export function lengthFailures(node: CheckedExpression): readonly Failure[] {
  if (handsOnKinds.has(node.kind)) return [];
  const operands = node.kind === "macro" ? [node.receiver] : childrenOf(node);
  if (!canBeTooLong(node.type) && !operands.some(({ type }) => canBeTooLong(type))) return [];
  return [["evaluation-limit", `a string or a list can be longer than ${maxValueLength}`]];
}
