import type { StringAtom, Type } from "../type.ts";
import { asString, booleanType, listType, stringType } from "../types/index.ts";
import type { Parameter, StringFunction } from "./function-definition.ts";
import { countType, greatestBetween, greatestUnits, unitsOf } from "./measures.ts";

const quotesLength = '""'.length;
const text = (name: string): Parameter => ({ name, kind: "string" });
const position = (name: string): Parameter => ({ name, kind: "whole number" });

/** The same bounds, without the values. */
function alike(atom: StringAtom): Type {
  const { kind, leastLength, greatestLength, leastBytes, greatestBytes } = atom;
  return { atoms: [{ kind, leastLength, greatestLength, leastBytes, greatestBytes }] };
}

function atMost(atom: StringAtom, greatestLength = atom.greatestLength): Type {
  return stringType({ greatestLength, greatestBytes: atom.greatestBytes });
}

function greatestPoints(atom: StringAtom): number {
  return Math.min(atom.greatestLength, atom.greatestBytes - quotesLength);
}

const predicate = (
  name: string,
  summary: string,
  steps: (receiver: StringAtom, args: readonly Type[]) => number,
): StringFunction => ({
  name,
  receiver: "string",
  parameters: [text("s")],
  summary,
  result: () => booleanType(),
  steps,
});

const caseOf = (name: string, summary: string): StringFunction => ({
  name,
  receiver: "string",
  parameters: [],
  summary,
  result: alike,
  steps: (receiver) => 2 * greatestUnits(receiver),
});

function splitType(receiver: StringAtom): Type {
  const pieces = greatestPoints(receiver) + 1;
  const around = '"",'.length * pieces + "[]".length;
  return listType({
    items: atMost(receiver),
    greatestItems: pieces,
    greatestBytes: receiver.greatestBytes - quotesLength + around,
  });
}

/** At most one replacement before each code point and at the end, which is what replacing the empty string does. */
function replaceType(receiver: StringAtom, replacement: StringAtom | undefined): Type {
  const places = greatestPoints(receiver) + 1;
  const added = replacement === undefined ? 0 : replacement.greatestBytes - quotesLength;
  const addedPoints = replacement === undefined ? 0 : greatestPoints(replacement);
  return stringType({
    greatestLength: greatestPoints(receiver) + (addedPoints === 0 ? 0 : places * addedPoints),
    greatestBytes: receiver.greatestBytes + (added === 0 ? 0 : places * added),
  });
}

/** The methods of strings, but for `matches`, whose pattern is compiled with the template. */
export const stringFunctions: readonly StringFunction[] = [
  {
    name: "size",
    receiver: "string",
    parameters: [],
    summary: "the number of code points",
    result: (receiver) => countType(receiver.leastLength, greatestPoints(receiver)),
    steps: greatestUnits,
  },
  predicate("contains", "whether `s` occurs in it", (receiver, [s]) => greatestUnits(receiver) + unitsOf(s)),
  predicate("startsWith", "whether it begins with `s`", (_, [s]) => unitsOf(s)),
  predicate("endsWith", "whether it ends with `s`", (_, [s]) => unitsOf(s)),
  caseOf("lowerAscii", "with `A` to `Z` in lower case"),
  caseOf("upperAscii", "with `a` to `z` in upper case"),
  {
    name: "trim",
    receiver: "string",
    parameters: [],
    summary: "without white space at both ends",
    result: (receiver) => atMost(receiver),
    steps: (receiver) => 2 * greatestUnits(receiver),
  },
  {
    name: "split",
    receiver: "string",
    parameters: [text("separator")],
    summary: "the list of the pieces between the separators; an empty separator gives the code points",
    result: splitType,
    steps: (receiver, [separator]) => 3 * greatestUnits(receiver) + unitsOf(separator) + 1,
  },
  {
    name: "replace",
    receiver: "string",
    parameters: [text("old"), text("new")],
    summary: "with every `old`, taken literally, replaced by `new`",
    result: (receiver, [, replacement]) => replaceType(receiver, replacement && asString(replacement).atom),
    steps: (receiver, [search, replacement]) => {
      const result = replaceType(receiver, replacement && asString(replacement).atom);
      return greatestUnits(receiver) + unitsOf(search) + unitsOf(replacement) + unitsOf(result);
    },
  },
  {
    name: "substring",
    receiver: "string",
    parameters: [position("start"), { ...position("end"), optional: true }],
    summary: "the code points from `start` to before `end`, or to the end",
    result: (receiver, [start, end]) => atMost(receiver, greatestBetween(start, end, greatestPoints(receiver))),
    steps: (receiver) => 2 * greatestUnits(receiver),
  },
];
