import type { Atom, BooleanAtom, Kind, ListAtom, NumberAtom, ObjectAtom, StringAtom, Type } from "../type.ts";
import { anyType, booleanType, mayBeNull, nullable } from "./basic-types.ts";
import { clampBytes } from "./clamp-bytes.ts";
import { foldInPairs } from "./fold-in-pairs.ts";
import { kindsOf } from "./kinds.ts";
import { listType } from "./list-type.ts";
import { numberType } from "./number-type.ts";
import { objectType } from "./object-type.ts";
import { oncePer } from "./once-per.ts";
import { stringType } from "./string-type.ts";
import { union } from "./union.ts";
import { widenBooleans, widenLists, widenNumbers, widenObjects, widenStrings } from "./widen.ts";

/** A type looked at as one kind of value. */
export interface KindView<A extends Atom> {
  /** One atom for all values of the kind; none if no value is of it. `any` counts as all that its bytes allow. */
  readonly atom: A | undefined;
  /** The kinds but null that values can have beside. */
  readonly otherKinds: ReadonlySet<Kind>;
  readonly mayBeNull: boolean;
}

const anything = nullable(anyType());
const everyBoolean = booleanType();
const everyNumber = numberType();
const everyString = stringType();
const everyList = listType({ items: anything });
const everyObject = objectType({ properties: new Map(), additional: anything, open: true });

/** The view of a type's values as booleans. */
export function asBoolean(type: Type): KindView<BooleanAtom> {
  const atoms = atomsOrAny(type, everyBoolean).filter((atom) => atom.kind === "boolean");
  return viewOf(type, "boolean", atoms, widenBooleans);
}

/** The view of a type's values as numbers. */
export function asNumber(type: Type): KindView<NumberAtom> {
  const atoms = atomsOrAny(type, everyNumber).filter((atom) => atom.kind === "number");
  return viewOf(type, "number", atoms, widenNumbers);
}

/** The view of a type's values as strings. */
export function asString(type: Type): KindView<StringAtom> {
  const atoms = atomsOrAny(type, everyString).filter((atom) => atom.kind === "string");
  return viewOf(type, "string", atoms, widenStrings);
}

/** The view of a type's values as lists. */
export function asList(type: Type): KindView<ListAtom> {
  const atoms = atomsOrAny(type, everyList).filter((atom) => atom.kind === "list");
  return viewOf(type, "list", atoms, (left, right) => widerList(left)(right));
}

/** The view of a type's values as objects. */
export function asObject(type: Type): KindView<ObjectAtom> {
  const atoms = atomsOrAny(type, everyObject).filter((atom) => atom.kind === "object");
  return viewOf(type, "object", atoms, (left, right) => widerObject(left)(right));
}

const widerList = oncePer((left: ListAtom) => oncePer((right: ListAtom) => widenLists(left, right, union)));
const widerObject = oncePer((left: ObjectAtom) => oncePer((right: ObjectAtom) => widenObjects(left, right, union)));

/** The atoms, with all values of one kind in the place of `any`. */
function atomsOrAny(type: Type, allOfKind: Type): readonly Atom[] {
  return type.atoms.flatMap((atom) => (atom.kind === "any" ? clampBytes(allOfKind, atom.greatestBytes).atoms : [atom]));
}

function viewOf<A extends Atom>(
  type: Type,
  kind: Kind,
  atoms: readonly A[],
  widen: (left: A, right: A) => A,
): KindView<A> {
  const [first, ...rest] = atoms;
  const otherKinds = new Set(kindsOf(type));
  otherKinds.delete(kind);
  otherKinds.delete("null");
  return {
    atom: first === undefined ? undefined : foldInPairs(first, rest, widen),
    otherKinds,
    mayBeNull: mayBeNull(type),
  };
}
