import type { Atom, BooleanAtom, ListAtom, NumberAtom, ObjectAtom, Property, StringAtom, Type } from "../type.ts";
import { elementAt } from "./list-type.ts";
import { propertyOf } from "./object-type.ts";

/** The union of two types; handed in, because a union widens atoms in its turn. */
export type Join = (left: Type, right: Type) => Type;

/** One atom for the numbers of both, with the wider bounds of the two; what is known value by value is forgotten. */
export function widenNumbers(left: NumberAtom, right: NumberAtom): NumberAtom {
  return {
    kind: "number",
    least: Math.min(left.least, right.least),
    greatest: Math.max(left.greatest, right.greatest),
    integer: left.integer && right.integer,
    ...widestBytes(left, right),
  };
}

/** One atom for the booleans of both. */
export function widenBooleans(left: BooleanAtom, right: BooleanAtom): BooleanAtom {
  return { kind: "boolean", values: [...new Set([...left.values, ...right.values])], ...widestBytes(left, right) };
}

/** One atom for the strings of both; see `widenNumbers`. */
export function widenStrings(left: StringAtom, right: StringAtom): StringAtom {
  return {
    kind: "string",
    leastLength: Math.min(left.leastLength, right.leastLength),
    greatestLength: Math.max(left.greatestLength, right.greatestLength),
    ...widestBytes(left, right),
  };
}

/** One atom for the lists of both; see `widenNumbers`. */
export function widenLists(left: ListAtom, right: ListAtom, join: Join): ListAtom {
  const prefix: Type[] = [];
  while (prefix.length < Math.max(left.prefix.length, right.prefix.length)) {
    prefix.push(join(elementAt(left, prefix.length), elementAt(right, prefix.length)));
  }
  return {
    kind: "list",
    prefix,
    items: join(left.items, right.items),
    leastItems: Math.min(left.leastItems, right.leastItems),
    greatestItems: Math.max(left.greatestItems, right.greatestItems),
    ...widestBytes(left, right),
  };
}

/** One atom for the objects of both; see `widenNumbers`. It is open if either is. */
export function widenObjects(left: ObjectAtom, right: ObjectAtom, join: Join): ObjectAtom {
  const properties = new Map<string, Property>();
  for (const key of new Set([...left.properties.keys(), ...right.properties.keys()])) {
    const [one, other] = [propertyOf(left, key), propertyOf(right, key)];
    properties.set(key, {
      type: join(one.type, other.type),
      required: one.required && other.required,
      userWritable: one.userWritable || other.userWritable,
    });
  }
  return {
    kind: "object",
    properties,
    additional: join(left.additional, right.additional),
    additionalUserWritable: left.additionalUserWritable || right.additionalUserWritable,
    open: left.open || right.open,
    ...widestBytes(left, right),
  };
}

function widestBytes(left: Atom, right: Atom) {
  return {
    leastBytes: Math.min(left.leastBytes, right.leastBytes),
    greatestBytes: Math.max(left.greatestBytes, right.greatestBytes),
  };
}
