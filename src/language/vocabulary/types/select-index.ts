import type { Atom, ListAtom, Type } from "../type.ts";
import { anyType, nullable } from "./basic-types.ts";
import { byteBounds } from "./byte-bounds.ts";
import { clampBytes } from "./clamp-bytes.ts";
import { elementsOfList } from "./elements.ts";
import { elementAt, leastListBytes } from "./list-type.ts";
import { type Contribution, type Selection, selectionOf } from "./selection.ts";

/** The selection of `[index]` on values of the type; `undefined` is a number that is known only from data. */
export function selectIndex(type: Type, index: number | undefined): Selection {
  return selectionOf(type.atoms.map((atom) => selectFrom(atom, index)));
}

function selectFrom(atom: Atom, index: number | undefined): Contribution {
  switch (atom.kind) {
    case "null":
      return { kind: "null" };
    case "any": {
      if (index !== undefined && !isIndex(index)) return { kind: "null" };
      const type = nullable(anyType(atom.greatestBytes - "[]".length - "0,".length * (index ?? 0)));
      return { kind: "member", type, mayBeMissing: true, userWritable: false };
    }
    case "list":
      return selectFromList(atom, index);
    default:
      return { kind: "not-selectable", of: atom.kind };
  }
}

/** The selection of one index, or of any, on the lists of an atom. */
export function selectFromList(atom: ListAtom, index: number | undefined): Contribution {
  if (index === undefined) {
    if (atom.greatestItems === 0) return { kind: "undeclared" };
    return { kind: "member", type: elementsOfList(atom), mayBeMissing: true, userWritable: false };
  }
  if (!isIndex(index) || index >= atom.greatestItems) return { kind: "undeclared" };
  const type = elementAt(atom, index);
  const count = Math.max(atom.leastItems, index + 1);
  const around = leastListBytes(atom.prefix, atom.items, count) - byteBounds(type).least;
  return {
    kind: "member",
    type: clampBytes(type, atom.greatestBytes - around),
    mayBeMissing: index >= atom.leastItems,
    userWritable: false,
  };
}

/** No list has more elements than there are safe integers; beyond, sums of bytes would not be finite. */
function isIndex(index: number): boolean {
  return Number.isSafeInteger(index) && index >= 0;
}
