import type { AnyAtom, Atom, ListAtom, NumberAtom, ObjectAtom, StringAtom, Type } from "../type.ts";
import { booleanType, mayBeNull, nullType } from "./basic-types.ts";
import { foldInPairs } from "./fold-in-pairs.ts";
import { numberType } from "./number-type.ts";
import { isSameAtom } from "./same-type.ts";
import { stringType } from "./string-type.ts";
import { widenLists, widenNumbers, widenObjects, widenStrings } from "./widen.ts";

/** The most atoms of one kind that a union tells apart; beyond, it widens them into one. */
export const maxAtoms = 8;

/**
 * The type of the values of all the types; its bounds hold for all of them.
 * Values known one by one are put together. `any` takes in all but null, and objects, whose properties stay known.
 */
export function union(...types: readonly Type[]): Type {
  return unionOf(types);
}

/** The union of any number of types; see `union`. */
export function unionOf(types: readonly Type[]): Type {
  const [first, ...others] = types.filter((type) => type.atoms.length > 0);
  if (first === undefined || others.every((other) => other === first)) return first ?? { atoms: [] };
  const merged = mergeAtoms([first, ...others].flatMap((type) => type.atoms));
  return types.some(mayBeNull) ? { atoms: [...merged, ...nullType.atoms] } : { atoms: merged };
}

function mergeAtoms(atoms: readonly Atom[]): readonly Atom[] {
  const ofKind = groupByKind(atoms);
  const objects = atLeastApart(ofKind.object, (left, right) => widenObjects(left, right, union));
  const [any] = ofKind.any;
  if (any !== undefined) return [widenIntoAny(any, atoms), ...objects];
  return [
    ...booleanType(ofKind.booleans).atoms,
    ...atLeastApart(mergeNumberValues(ofKind.number), widenNumbers),
    ...atLeastApart(mergeStringValues(ofKind.string), widenStrings),
    ...atLeastApart(ofKind.list, (left, right) => widenLists(left, right, union)),
    ...objects,
  ];
}

function groupByKind(atoms: readonly Atom[]) {
  const booleans: boolean[] = [];
  const any: AnyAtom[] = [];
  const number: NumberAtom[] = [];
  const string: StringAtom[] = [];
  const list: ListAtom[] = [];
  const object: ObjectAtom[] = [];
  for (const atom of atoms) {
    if (atom.kind === "boolean") booleans.push(...atom.values);
    else if (atom.kind === "number") number.push(atom);
    else if (atom.kind === "string") string.push(atom);
    else if (atom.kind === "list") list.push(atom);
    else if (atom.kind === "object") object.push(atom);
    else if (atom.kind === "any") any.push(atom);
  }
  return { booleans, any, number, string, list, object };
}

function widenIntoAny(any: AnyAtom, atoms: readonly Atom[]): AnyAtom {
  let { leastBytes, greatestBytes } = any;
  for (const atom of atoms) {
    if (atom.kind === "null" || atom.kind === "object") continue;
    leastBytes = Math.min(leastBytes, atom.leastBytes);
    greatestBytes = Math.max(greatestBytes, atom.greatestBytes);
  }
  return { kind: "any", leastBytes, greatestBytes };
}

function mergeNumberValues(atoms: readonly NumberAtom[]): readonly NumberAtom[] {
  const values = atoms.flatMap((atom) => atom.values ?? []);
  if (values.length === 0) return atoms;
  return [...numberAtoms(numberType({ values })), ...atoms.filter((atom) => atom.values === undefined)];
}

function mergeStringValues(atoms: readonly StringAtom[]): readonly StringAtom[] {
  const values = atoms.flatMap((atom) => atom.values ?? []);
  if (values.length === 0) return atoms;
  return [...stringAtoms(stringType({ values })), ...atoms.filter((atom) => atom.values === undefined)];
}

function numberAtoms(type: Type): readonly NumberAtom[] {
  return type.atoms.filter((atom) => atom.kind === "number");
}

function stringAtoms(type: Type): readonly StringAtom[] {
  return type.atoms.filter((atom) => atom.kind === "string");
}

/** The atoms without duplicates, or one for all of them where they are too many. */
function atLeastApart<A extends Atom>(atoms: readonly A[], widen: (left: A, right: A) => A): readonly A[] {
  const distinct: A[] = [];
  for (const atom of atoms) {
    if (distinct.some((other) => isSameAtom(other, atom))) continue;
    if (distinct.length === maxAtoms) {
      const [first, ...rest] = atoms;
      return first === undefined ? [] : [foldInPairs(first, rest, widen)];
    }
    distinct.push(atom);
  }
  return distinct;
}
