import { isJsonList, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { jsonBytes } from "../../json-bytes.ts";
import type { Atom, ListAtom, ObjectAtom, Type } from "../type.ts";
import { elementAt } from "./list-type.ts";
import { propertyOf } from "./object-type.ts";
import { codePointCount } from "./string-type.ts";

/** Tells whether a value has the type: one of its atoms fits it, members, bounds of bytes and all. */
export function accepts(type: Type, value: Json): boolean {
  const bytes = jsonBytes(value);
  return type.atoms.some((atom) => bytes >= atom.leastBytes && bytes <= atom.greatestBytes && fits(atom, value));
}

function fits(atom: Atom, value: Json): boolean {
  switch (atom.kind) {
    case "null":
      return value === null;
    case "any":
      return value !== null;
    case "boolean":
      return typeof value === "boolean" && atom.values.includes(value);
    case "number":
      return (
        typeof value === "number" &&
        value >= atom.least &&
        value <= atom.greatest &&
        (!atom.integer || Number.isInteger(value)) &&
        (atom.values === undefined || atom.values.includes(value))
      );
    case "string": {
      if (typeof value !== "string") return false;
      const length = codePointCount(value);
      const isOfLength = length >= atom.leastLength && length <= atom.greatestLength;
      return isOfLength && (atom.values === undefined || atom.values.includes(value));
    }
    case "list":
      return isJsonList(value) && fitsList(atom, value);
    case "object":
      return isJsonObject(value) && fitsObject(atom, value);
  }
}

function fitsList(atom: ListAtom, list: readonly Json[]): boolean {
  if (list.length < atom.leastItems || list.length > atom.greatestItems) return false;
  return list.every((element, index) => accepts(elementAt(atom, index), element));
}

function fitsObject(atom: ObjectAtom, object: JsonObject): boolean {
  for (const [key, { required }] of atom.properties) {
    if (required && !Object.hasOwn(object, key)) return false;
  }
  return Object.entries(object).every(([key, value]) => accepts(propertyOf(atom, key).type, value));
}
