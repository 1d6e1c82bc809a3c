import type { Type } from "../type.ts";

/** The type that no value has. */
export const never: Type = { atoms: [] };

/** The type of `null`, which is also how a missing value looks. */
export const nullType: Type = { atoms: [{ kind: "null", leastBytes: 4, greatestBytes: 4 }] };

/** The type of `true` and `false`, or of those of them that are given; `never` if none is. */
export function booleanType(values: readonly boolean[] = [false, true]): Type {
  const possible = [false, true].filter((value) => values.includes(value));
  if (possible.length === 0) return never;
  return {
    atoms: [
      {
        kind: "boolean",
        values: possible,
        leastBytes: possible.includes(true) ? 4 : 5,
        greatestBytes: possible.includes(false) ? 5 : 4,
      },
    ],
  };
}

/** The type of every JSON value but null, whose text is at most `greatestBytes` long. */
export function anyType(greatestBytes = Infinity): Type {
  if (greatestBytes < 1) return never;
  return { atoms: [{ kind: "any", leastBytes: 1, greatestBytes }] };
}

/** The same type, and null. */
export function nullable(type: Type): Type {
  return mayBeNull(type) ? type : { atoms: [...type.atoms, ...nullType.atoms] };
}

/** The same type, less null. */
export function withoutNull(type: Type): Type {
  return mayBeNull(type) ? { atoms: type.atoms.filter((atom) => atom.kind !== "null") } : type;
}

/** Tells whether null is a value of the type. */
export function mayBeNull(type: Type): boolean {
  return type.atoms.some((atom) => atom.kind === "null");
}

/** Tells whether no value has the type. */
export function isNever(type: Type): boolean {
  return type.atoms.length === 0;
}
