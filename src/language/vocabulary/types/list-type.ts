import type { ListAtom, Type } from "../type.ts";
import { isNever, never } from "./basic-types.ts";
import { byteBounds, times } from "./byte-bounds.ts";

/** The facts known about a list; all of it holds together. */
export interface ListFacts {
  /** The types of the first elements, one by one; none by default. */
  readonly prefix?: readonly Type[];
  /** The type of every further element; `never` if there is none. */
  readonly items: Type;
  readonly leastItems?: number;
  readonly greatestItems?: number;
  /** Of the JSON text, brackets included. */
  readonly greatestBytes?: number;
}

/** The type of the lists that fit all of the facts; `never` if there is none. */
export function listType(facts: ListFacts): Type {
  const { items, leastItems = 0, greatestBytes: bound = Infinity } = facts;
  const impossible = (facts.prefix ?? []).findIndex(isNever);
  const prefix = (facts.prefix ?? []).slice(0, impossible === -1 ? undefined : impossible);
  const end = impossible !== -1 || isNever(items) ? prefix.length : Infinity;
  const greatestItems = Math.min(facts.greatestItems ?? Infinity, end, greatestItemsWithin(prefix, items, bound));
  const leastBytes = leastListBytes(prefix, items, leastItems);
  if (leastItems > greatestItems || leastBytes > bound) return never;
  const atom: ListAtom = {
    kind: "list",
    prefix: prefix.slice(0, greatestItems),
    items: greatestItems > prefix.length ? items : never,
    leastItems,
    greatestItems,
    leastBytes,
    greatestBytes: Math.min(greatestListBytes(prefix, items, greatestItems), bound),
  };
  return { atoms: [atom] };
}

/** The type of the element at an index; `never` if no list of the atom has one there. */
export function elementAt(atom: ListAtom, index: number): Type {
  return index >= atom.greatestItems ? never : (atom.prefix[index] ?? atom.items);
}

/** The least bytes of a list of `count` elements. */
export function leastListBytes(prefix: readonly Type[], items: Type, count: number): number {
  return listBytes(prefix, items, count, (type) => byteBounds(type).least);
}

function greatestListBytes(prefix: readonly Type[], items: Type, count: number): number {
  return listBytes(prefix, items, count, (type) => byteBounds(type).greatest);
}

function listBytes(prefix: readonly Type[], items: Type, count: number, bytesOf: (type: Type) => number): number {
  let bytes = 2 + Math.max(count - 1, 0);
  for (const type of prefix.slice(0, count)) bytes += bytesOf(type);
  return bytes + times(Math.max(count - prefix.length, 0), bytesOf(items));
}

/** The greatest number of elements whose texts can fit in a list text of that many bytes; negative if not even none. */
export function greatestItemsWithin(prefix: readonly Type[], items: Type, greatestBytes: number): number {
  if (greatestBytes === Infinity) return Infinity;
  if (greatestBytes < 2) return -1;
  // Counted as if a comma followed each element.
  let left = greatestBytes - 1;
  for (const [index, type] of prefix.entries()) {
    left -= byteBounds(type).least + 1;
    if (left < 0) return index;
  }
  return prefix.length + Math.floor(left / (byteBounds(items).least + 1));
}
