import { stringBytes } from "../../json-bytes.ts";
import type { Atom, ObjectAtom, Type } from "../type.ts";
import { anyType, isNever, nullable } from "./basic-types.ts";
import { clampBytes } from "./clamp-bytes.ts";
import { leastBytesAround } from "./object-type.ts";
import { oncePer } from "./once-per.ts";
import { selectFromList } from "./select-index.ts";
import { type Contribution, type Selection, selectionOf } from "./selection.ts";

/** The index that a property name writes: `0`, or digits that do not begin with it. */
const indexPattern = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * The selection of `.key` and `["key"]` on values of the type (`.0` on a list is its element).
 * Sound for all data: an object that does not declare the key, but may have it, contributes what it may have.
 */
export function selectProperty(type: Type, key: string): Selection {
  const selections = declaredSelections(type);
  const known = selections.get(key);
  if (known !== undefined) return known;
  const selection = selectionOf(type.atoms.map((atom) => selectFrom(atom, key)));
  if (type.atoms.some((atom) => atom.kind === "object" && atom.properties.has(key))) selections.set(key, selection);
  return selection;
}

/** What was selected of declared properties, kept so that a path has one and the same type wherever it is read. */
const declaredSelections = oncePer((_: Type): Map<string, Selection> => new Map());

function selectFrom(atom: Atom, key: string): Contribution {
  switch (atom.kind) {
    case "null":
      return { kind: "null" };
    case "any": {
      const aroundProperty = "{}".length + stringBytes(key) + ":".length;
      const aroundElement = indexPattern.test(key) ? "[]".length + "0,".length * Number(key) : Infinity;
      const around = Math.min(aroundProperty, aroundElement);
      const type = nullable(anyType(atom.greatestBytes - around));
      return { kind: "member", type, mayBeMissing: true, userWritable: false };
    }
    case "object":
      return selectFromObject(atom, key);
    case "list":
      return indexPattern.test(key) ? selectFromList(atom, Number(key)) : { kind: "not-selectable", of: "list" };
    default:
      return { kind: "not-selectable", of: atom.kind };
  }
}

function selectFromObject(atom: ObjectAtom, key: string): Contribution {
  const property = atom.properties.get(key);
  const type = clampBytes(property?.type ?? atom.additional, atom.greatestBytes - leastBytesAround(atom, key));
  if (property !== undefined) {
    return { kind: "member", type, mayBeMissing: !property.required, userWritable: property.userWritable };
  }
  if (atom.open) return { kind: "member", type, mayBeMissing: true, userWritable: atom.additionalUserWritable };
  return isNever(type) ? { kind: "undeclared" } : { kind: "undeclared", type };
}
