import type { ListAtom, ObjectAtom, Type } from "../type.ts";
import { anyType, isNever, never, nullable } from "./basic-types.ts";
import { clampBytes } from "./clamp-bytes.ts";
import { greatestItemsWithin } from "./list-type.ts";
import { oncePer } from "./once-per.ts";
import { stringType } from "./string-type.ts";
import { union, unionOf } from "./union.ts";

/** The number of elements or properties that a value can have; `greatest` is `Infinity` where nothing bounds it. */
export interface CountBounds {
  readonly least: number;
  readonly greatest: number;
}

/** The elements that the lists among the values can have; `never` if there are none. */
export function elementsOf(type: Type): Type {
  return union(
    ...type.atoms.map((atom) => {
      if (atom.kind === "any") return nullable(anyType(atom.greatestBytes - "[]".length));
      return atom.kind === "list" ? elementsOfList(atom) : never;
    }),
  );
}

/** The elements that the lists of an atom can have. */
export const elementsOfList = oncePer(
  (atom: ListAtom): Type => clampBytes(unionOf([...atom.prefix, atom.items]), atom.greatestBytes - "[]".length),
);

/** The number of elements that the lists among the values can have; both 0 if there are no lists. */
export function itemCountOf(type: Type): CountBounds {
  const counts: CountBounds[] = [];
  for (const atom of type.atoms) {
    if (atom.kind === "list") counts.push({ least: atom.leastItems, greatest: atom.greatestItems });
    if (atom.kind === "any")
      counts.push({ least: 0, greatest: greatestItemsWithin([], anyType(), atom.greatestBytes) });
  }
  return widestCount(counts);
}

/** The keys of the objects among the values: their type, and how many one object can have. */
export interface Keys extends CountBounds {
  readonly type: Type;
}

/** The keys that the objects among the values can have; type `never` and both counts 0 if there are no objects. */
export function keysOf(type: Type): Keys {
  const types: Type[] = [];
  const counts: CountBounds[] = [];
  for (const atom of type.atoms) {
    if (atom.kind === "object") {
      const declared = declaredKeys(atom.properties);
      const closed = isNever(atom.additional);
      types.push(declared.type, closed ? never : furtherKeys(atom.greatestBytes));
      counts.push(closed ? declared : { least: declared.least, greatest: greatestKeysWithin(atom.greatestBytes) });
    } else if (atom.kind === "any") {
      types.push(furtherKeys(atom.greatestBytes));
      counts.push({ least: 0, greatest: greatestKeysWithin(atom.greatestBytes) });
    }
  }
  return { type: union(...types), ...widestCount(counts) };
}

/** The keys that are declared and possible. */
const declaredKeys = oncePer((properties: ObjectAtom["properties"]): Keys => {
  const possible = [...properties].filter(([, { type }]) => !isNever(type));
  return {
    type: stringType({ values: possible.map(([key]) => key) }),
    least: possible.filter(([, { required }]) => required).length,
    greatest: possible.length,
  };
});

/** Keys in an object text of that many bytes: braces, a colon and a value of one byte stand beside one. */
function furtherKeys(greatestBytes: number): Type {
  return stringType({ greatestBytes: greatestBytes - "{:0}".length });
}

/** Each property takes a key, a colon, a value and, but for the first, a comma: five bytes. */
function greatestKeysWithin(greatestBytes: number): number {
  return Math.max(Math.floor((greatestBytes - 1) / '"":0,'.length), 0);
}

function widestCount(counts: readonly CountBounds[]): CountBounds {
  if (counts.length === 0) return { least: 0, greatest: 0 };
  return {
    least: Math.min(...counts.map((count) => count.least)),
    greatest: Math.max(...counts.map((count) => count.greatest)),
  };
}
