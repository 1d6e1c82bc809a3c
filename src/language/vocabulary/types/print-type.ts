import type { Atom, ListAtom, NumberAtom, ObjectAtom, StringAtom, Type } from "../type.ts";
import { isNever } from "./basic-types.ts";

/** Deeper types, further values and further properties are printed as `…`. */
const maxPrintedDepth = 4;
const maxPrintedMembers = 12;

/**
 * A type in one line, for messages: `"free" | "pro"`, `string(..128)`, `list<string>(1..5)`, `[string, ...number]`,
 * `{ plan: string, seats?: number, ... }`, `any | null`. Three dots in an object stand for properties that it does
 * not declare: with a type behind them if a template may read them. What is long or deep is cut short.
 */
export function printType(type: Type): string {
  return printAt(type, 0);
}

function printAt(type: Type, depth: number): string {
  if (isNever(type)) return "never";
  return cutShort(
    type.atoms.flatMap((atom) => printAtom(atom, depth)),
    " | ",
  );
}

function printAtom(atom: Atom, depth: number): readonly string[] {
  switch (atom.kind) {
    case "null":
    case "any":
      return [atom.kind];
    case "boolean":
      return atom.values.length === 1 ? atom.values.map(String) : ["boolean"];
    case "number":
      return atom.values?.map(String) ?? [printNumber(atom)];
    case "string":
      return atom.values?.map((value) => JSON.stringify(value)) ?? [printString(atom)];
    case "list":
      return [printList(atom, depth)];
    case "object":
      return [printObject(atom, depth)];
  }
}

function printNumber({ least, greatest, integer }: NumberAtom): string {
  const name = integer ? "integer" : "number";
  return name + printRange(least === -Number.MAX_VALUE ? "" : least, greatest === Number.MAX_VALUE ? "" : greatest);
}

function printString({ leastLength, greatestLength }: StringAtom): string {
  return `string${printCounts(leastLength, greatestLength)}`;
}

function printList(atom: ListAtom, depth: number): string {
  if (depth === maxPrintedDepth) return "list<…>";
  const counts = printCounts(atom.leastItems, atom.greatestItems);
  if (atom.prefix.length === 0 && !isNever(atom.items)) return `list<${printAt(atom.items, depth + 1)}>${counts}`;
  const elements = atom.prefix.map((type) => printAt(type, depth + 1));
  if (!isNever(atom.items)) elements.push(`...${printAt(atom.items, depth + 1)}`);
  const isExact = atom.leastItems === atom.prefix.length && isNever(atom.items);
  return `[${cutShort(elements, ", ")}]${isExact ? "" : counts}`;
}

function printObject(atom: ObjectAtom, depth: number): string {
  if (depth === maxPrintedDepth) return "{ … }";
  const members = [...atom.properties].map(
    ([key, { type, required }]) => `${printKey(key)}${required ? "" : "?"}: ${printAt(type, depth + 1)}`,
  );
  if (!isNever(atom.additional)) members.push(atom.open ? `...: ${printAt(atom.additional, depth + 1)}` : "...");
  return members.length === 0 ? "{}" : `{ ${cutShort(members, ", ")} }`;
}

function printKey(key: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key) ? key : JSON.stringify(key);
}

function printCounts(least: number, greatest: number): string {
  return printRange(least === 0 ? "" : least, greatest === Infinity ? "" : greatest);
}

function printRange(least: number | "", greatest: number | ""): string {
  if (least === "" && greatest === "") return "";
  return least === greatest ? `(${least})` : `(${least}..${greatest})`;
}

function cutShort(parts: readonly string[], separator: string): string {
  const shown = parts.slice(0, maxPrintedMembers);
  return (shown.length < parts.length ? [...shown, "…"] : shown).join(separator);
}
