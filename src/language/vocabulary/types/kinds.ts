import type { Kind, Type } from "../type.ts";

/** The kinds of JSON values but null, in the order in which types list them. */
const nonNullKinds: readonly Kind[] = ["boolean", "number", "string", "list", "object"];

/** The kinds that values of the type can have; `any` counts as every kind but null. */
export function kindsOf(type: Type): ReadonlySet<Kind> {
  return new Set(type.atoms.flatMap((atom) => (atom.kind === "any" ? nonNullKinds : [atom.kind])));
}

/** Tells whether the type has values and all are of this kind; a nullable type is definite only without its null. */
export function isDefinitely(type: Type, kind: Kind): boolean {
  return type.atoms.length > 0 && type.atoms.every((atom) => atom.kind === kind);
}

/** The words of a message for one value of the kind. */
export const nameByKind: Readonly<Record<Kind, string>> = {
  null: "null",
  boolean: "a boolean",
  number: "a number",
  string: "a string",
  list: "a list",
  object: "an object",
};
