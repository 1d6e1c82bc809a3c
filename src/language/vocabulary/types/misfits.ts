import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { quoteSource } from "../../diagnostics/quote-source.ts";
import { isJsonList, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { pointerTo } from "../../json-pointer.ts";
import type { ListAtom, ObjectAtom, Type } from "../type.ts";
import { accepts } from "./accepts.ts";
import { isNever } from "./basic-types.ts";
import { byteBounds } from "./byte-bounds.ts";
import { elementAt } from "./list-type.ts";
import { propertyOf } from "./object-type.ts";
import { printType } from "./print-type.ts";

/** Takes one thing that does not fit: where, as a JSON Pointer (RFC 6901), what is wrong, and what to do about it. */
export type AddMisfit = (pointer: string, message: string, help?: () => string | undefined) => void;

/**
 * Says where a value does not have the type, as deep inside as it can be told: nothing for a value that `accepts` takes,
 * at least one misfit for any other. Recursion is as deep as the value.
 */
export function addMisfits(type: Type, value: Json, pointer: string, add: AddMisfit): void {
  if (accepts(type, value)) return;
  if (isJsonObject(value)) {
    const atom = onlyAtom(type, (one) => one.kind === "object");
    if (atom !== undefined && addInObject(atom, value, pointer, add)) return;
  } else if (isJsonList(value)) {
    const atom = onlyAtom(type, (one) => one.kind === "list");
    if (atom !== undefined && addInList(atom, value, pointer, add)) return;
  }
  const isOnlyTooLong = accepts({ atoms: type.atoms.map((atom) => ({ ...atom, greatestBytes: Infinity })) }, value);
  const bound = isOnlyTooLong ? `, of at most ${byteBounds(type).greatest} bytes of JSON` : "";
  add(pointer, `must be ${printType(type)}${bound}`);
}

/** The one atom that could take the value; none where there are several, since then nobody knows which was meant. */
function onlyAtom<A extends Type["atoms"][number]>(
  type: Type,
  isIt: (atom: Type["atoms"][number]) => atom is A,
): A | undefined {
  const atoms = type.atoms.filter((atom) => isIt(atom) || atom.kind === "any");
  const [atom] = atoms;
  return atoms.length === 1 && atom !== undefined && isIt(atom) ? atom : undefined;
}

/** Whether something inside was at fault. */
function addInObject(atom: ObjectAtom, object: JsonObject, pointer: string, add: AddMisfit): boolean {
  let found = false;
  for (const [key, { type, required }] of atom.properties) {
    if (!required || Object.hasOwn(object, key)) continue;
    found = true;
    add(pointer, `${quoteSource(key)} is missing: it must be ${printType(type)}`);
  }
  for (const [key, value] of Object.entries(object)) {
    const { type } = propertyOf(atom, key);
    if (accepts(type, value)) continue;
    found = true;
    const place = pointerTo(pointer, key);
    if (!isNever(type)) addMisfits(type, value, place, add);
    else add(place, `unknown property ${quoteSource(key)}`, () => didYouMean(key, atom.properties.keys()));
  }
  return found;
}

/** Whether something inside was at fault; what is too short or too long is at fault itself. */
function addInList(atom: ListAtom, list: readonly Json[], pointer: string, add: AddMisfit): boolean {
  if (list.length < atom.leastItems || list.length > atom.greatestItems) return false;
  let found = false;
  for (const [index, value] of list.entries()) {
    const type = elementAt(atom, index);
    if (accepts(type, value)) continue;
    found = true;
    addMisfits(type, value, `${pointer}/${index}`, add);
  }
  return found;
}
