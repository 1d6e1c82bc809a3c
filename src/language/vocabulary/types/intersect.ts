import type { Atom, ListAtom, NumberAtom, ObjectAtom, Property, StringAtom, Type } from "../type.ts";
import { booleanType, never } from "./basic-types.ts";
import { clampBytes } from "./clamp-bytes.ts";
import { elementAt, listType } from "./list-type.ts";
import { numberType } from "./number-type.ts";
import { objectType, propertyOf } from "./object-type.ts";
import { stringType } from "./string-type.ts";
import { union } from "./union.ts";

/** The work that intersections may still do, in atoms and properties compared; negative when they had to stop. */
export interface Allowance {
  left: number;
}

/**
 * The type of the values that have both types.
 * Where the allowance is used up, parts of `left` stay as they are, which is wider but still true.
 */
export function intersect(left: Type, right: Type, allowance: Allowance = { left: 20_000 }): Type {
  if (left === right) return left;
  allowance.left -= left.atoms.length * right.atoms.length;
  if (allowance.left < 0) return left;
  return union(...left.atoms.flatMap((one) => right.atoms.map((other) => intersectAtoms(one, other, allowance))));
}

function intersectAtoms(one: Atom, other: Atom, allowance: Allowance): Type {
  const greatestBytes = Math.min(one.greatestBytes, other.greatestBytes);
  if (one.kind === "any" && other.kind !== "null") return clampBytes({ atoms: [other] }, greatestBytes);
  if (other.kind === "any" && one.kind !== "null") return clampBytes({ atoms: [one] }, greatestBytes);
  if (one.kind === "null" && other.kind === "null") return { atoms: [one] };
  if (one.kind === "boolean" && other.kind === "boolean") {
    return booleanType(one.values.filter((value) => other.values.includes(value)));
  }
  if (one.kind === "number" && other.kind === "number") return clampBytes(intersectNumbers(one, other), greatestBytes);
  if (one.kind === "string" && other.kind === "string") return intersectStrings(one, other);
  if (one.kind === "list" && other.kind === "list") return intersectLists(one, other, allowance);
  if (one.kind === "object" && other.kind === "object") return intersectObjects(one, other, allowance);
  return never;
}

function intersectNumbers(one: NumberAtom, other: NumberAtom): Type {
  return numberType({
    least: Math.max(one.least, other.least),
    greatest: Math.min(one.greatest, other.greatest),
    integer: one.integer || other.integer,
    ...commonValues(one.values, other.values),
  });
}

function intersectStrings(one: StringAtom, other: StringAtom): Type {
  return stringType({
    leastLength: Math.max(one.leastLength, other.leastLength),
    greatestLength: Math.min(one.greatestLength, other.greatestLength),
    greatestBytes: Math.min(one.greatestBytes, other.greatestBytes),
    ...commonValues(one.values, other.values),
  });
}

function commonValues<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): { values?: readonly T[] } {
  if (one === undefined) return other === undefined ? {} : { values: other };
  if (other === undefined) return { values: one };
  const known = new Set(other);
  return { values: one.filter((value) => known.has(value)) };
}

function intersectLists(one: ListAtom, other: ListAtom, allowance: Allowance): Type {
  const prefix: Type[] = [];
  while (prefix.length < Math.max(one.prefix.length, other.prefix.length)) {
    prefix.push(intersect(elementAt(one, prefix.length), elementAt(other, prefix.length), allowance));
  }
  return listType({
    prefix,
    items: intersect(one.items, other.items, allowance),
    leastItems: Math.max(one.leastItems, other.leastItems),
    greatestItems: Math.min(one.greatestItems, other.greatestItems),
    greatestBytes: Math.min(one.greatestBytes, other.greatestBytes),
  });
}

function intersectObjects(one: ObjectAtom, other: ObjectAtom, allowance: Allowance): Type {
  const properties = new Map<string, Property>();
  for (const key of new Set([...one.properties.keys(), ...other.properties.keys()])) {
    const [left, right] = [propertyOf(one, key), propertyOf(other, key)];
    properties.set(key, {
      type: intersect(left.type, right.type, allowance),
      required: left.required || right.required,
      userWritable: left.userWritable || right.userWritable,
    });
  }
  allowance.left -= properties.size;
  return objectType({
    properties,
    additional: intersect(one.additional, other.additional, allowance),
    additionalUserWritable: one.additionalUserWritable || other.additionalUserWritable,
    open: isOpenTogether(one, other),
    greatestBytes: Math.min(one.greatestBytes, other.greatestBytes),
  });
}

/** An object that says nothing at all leaves it to the other; else one that was opened on purpose is enough. */
function isOpenTogether(one: ObjectAtom, other: ObjectAtom): boolean {
  if (saysNothing(one)) return other.open;
  return saysNothing(other) ? one.open : one.open || other.open;
}

function saysNothing(atom: ObjectAtom): boolean {
  return atom.open && atom.properties.size === 0 && isUnbounded(atom.additional);
}

function isUnbounded(type: Type): boolean {
  return type.atoms.some((atom) => atom.kind === "any" && atom.greatestBytes === Infinity);
}
