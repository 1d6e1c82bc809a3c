import type { Atom, ListAtom, ObjectAtom, Type } from "../type.ts";
import { oncePer } from "./once-per.ts";

/** Tells whether two types are built alike, atom by atom: equal types have equal values, the converse need not hold. */
export function isSameType(left: Type, right: Type): boolean {
  if (left === right) return true;
  return (
    left.atoms.length === right.atoms.length && left.atoms.every((atom, index) => isSameAtom(atom, right.atoms[index]))
  );
}

/** Tells whether two atoms are built alike. */
export function isSameAtom(left: Atom, right: Atom | undefined): boolean {
  if (left === right) return true;
  if (left.leastBytes !== right?.leastBytes || left.greatestBytes !== right.greatestBytes) return false;
  switch (left.kind) {
    case "null":
    case "any":
      return right.kind === left.kind;
    case "boolean":
      return right.kind === "boolean" && isSameList(left.values, right.values);
    case "number":
      return (
        right.kind === "number" &&
        left.least === right.least &&
        left.greatest === right.greatest &&
        left.integer === right.integer &&
        isSameList(left.values, right.values)
      );
    case "string":
      return (
        right.kind === "string" &&
        left.leastLength === right.leastLength &&
        left.greatestLength === right.greatestLength &&
        isSameList(left.values, right.values)
      );
    case "list":
      return right.kind === "list" && isSameListAtom(left, right);
    case "object":
      return right.kind === "object" && isSameObjectAtom(left, right);
  }
}

function isSameListAtom(left: ListAtom, right: ListAtom): boolean {
  return (
    left.leastItems === right.leastItems &&
    left.greatestItems === right.greatestItems &&
    left.prefix.length === right.prefix.length &&
    isSameType(left.items, right.items) &&
    left.prefix.every((type, index) => isSameType(type, right.prefix[index] ?? right.items))
  );
}

function isSameObjectAtom(left: ObjectAtom, right: ObjectAtom): boolean {
  if (left.open !== right.open || left.additionalUserWritable !== right.additionalUserWritable) return false;
  return isSameType(left.additional, right.additional) && areSameProperties(left.properties)(right.properties);
}

type Properties = ObjectAtom["properties"];

const areSameProperties = oncePer((left: Properties) =>
  oncePer((right: Properties): boolean => {
    if (left === right) return true;
    if (left.size !== right.size) return false;
    for (const [key, property] of left) {
      const other = right.get(key);
      if (property.required !== other?.required || property.userWritable !== other.userWritable) return false;
      if (!isSameType(property.type, other.type)) return false;
    }
    return true;
  }),
);

function isSameList<T>(left: readonly T[] | undefined, right: readonly T[] | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
