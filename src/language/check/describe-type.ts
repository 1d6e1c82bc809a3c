import type { Kind, Type } from "../vocabulary/type.ts";
import { kindsOf, nameByKind } from "../vocabulary/types/index.ts";

/** Kinds as a message names them: `a string or a list`. */
export function describeKinds(kinds: Iterable<Kind>): string {
  const names = [...kinds].map((kind) => nameByKind[kind]);
  const last = names.pop() ?? "nothing";
  return names.length === 0 ? last : `${names.join(", ")} or ${last}`;
}

/** The kinds that values of the type have, null aside, as a message names them. */
export function describeType(type: Type): string {
  return describeKinds([...kindsOf(type)].filter((kind) => kind !== "null"));
}

/**
 * Tells whether a value of the type can be of one of the kinds. What is always null, or never there at all, passes: null is
 * no mistake of type.
 */
export function canBe(type: Type, ...kinds: readonly Kind[]): boolean {
  const possible = [...kindsOf(type)].filter((kind) => kind !== "null");
  return possible.length === 0 || possible.some((kind) => kinds.includes(kind));
}

/** Tells whether every value of the type but null is of one of the kinds. */
export function mustBe(type: Type, ...kinds: readonly Kind[]): boolean {
  return [...kindsOf(type)].every((kind) => kind === "null" || kinds.includes(kind));
}
