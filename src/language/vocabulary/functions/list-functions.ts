import type { ListAtom, Type } from "../type.ts";
import { asString, elementsOf, keysOf, listType, nullable, stringType, union, withoutNull } from "../types/index.ts";
import type { ListFunction, ObjectFunction, Parameter } from "./function-definition.ts";
import { countType, greatestBetween, greatestCount, sortComparisons, unitsOf, weightOf } from "./measures.ts";

const quotesLength = '""'.length;
const text = (name: string): Parameter => ({ name, kind: "string" });
const position = (name: string): Parameter => ({ name, kind: "whole number" });

function elementsOfList(receiver: ListAtom): Type {
  return elementsOf({ atoms: [receiver] });
}

/** A list of these elements that is no longer than the receiver. */
function within(receiver: ListAtom, items: Type, leastItems: number, greatestItems = receiver.greatestItems): Type {
  return listType({ items, leastItems, greatestItems, greatestBytes: receiver.greatestBytes });
}

function onlyKinds(type: Type, kinds: readonly string[]): Type {
  const atoms = withoutNull(type).atoms.flatMap((atom) =>
    atom.kind === "any" || kinds.includes(atom.kind) ? [atom] : [],
  );
  return { atoms };
}

function flattenType(receiver: ListAtom): Type {
  const elements = elementsOfList(receiver);
  const others: Type = { atoms: elements.atoms.filter((atom) => atom.kind !== "list") };
  return within(receiver, union(elementsOf(elements), others), 0, Infinity);
}

function joinType(receiver: ListAtom, separator: Type | undefined): Type {
  const item = asString(elementsOfList(receiver)).atom;
  if (item === undefined) return stringType({ values: [""] });
  const count = receiver.greatestItems;
  const between =
    count <= 1 ? 0 : (asString(separator ?? { atoms: [] }).atom?.greatestBytes ?? quotesLength) - quotesLength;
  const separators = between === 0 ? 0 : (count - 1) * between;
  const one = item.greatestBytes - quotesLength;
  const byItems = (count === 0 || one === 0 ? 0 : count * one) + separators + quotesLength;
  const byList = receiver.greatestBytes + separators;
  return stringType({ greatestBytes: Math.max(Math.min(byItems, byList), quotesLength) });
}

const element = (name: "first" | "last", summary: string): ListFunction => ({
  name,
  receiver: "list",
  parameters: [],
  summary,
  result: (receiver) => (receiver.leastItems > 0 ? elementsOfList(receiver) : nullable(elementsOfList(receiver))),
  steps: () => 1,
});

/** The methods of lists, but for the macros. */
export const listFunctions: readonly ListFunction[] = [
  {
    name: "size",
    receiver: "list",
    parameters: [],
    summary: "the number of elements",
    result: (receiver) => countType(receiver.leastItems, receiver.greatestItems),
    steps: () => 0,
  },
  {
    name: "distinct",
    receiver: "list",
    parameters: [],
    summary: "without the elements that equal an earlier one",
    result: (receiver) => within(receiver, elementsOfList(receiver), Math.min(receiver.leastItems, 1)),
    steps: (receiver) => 2 * greatestCount(receiver) + weightOf(receiver),
  },
  {
    name: "sort",
    receiver: "list",
    parameters: [],
    summary: "the numbers or the strings in ascending order, without nulls",
    elementKinds: ["number", "string"],
    result: (receiver) => within(receiver, onlyKinds(elementsOfList(receiver), ["number", "string"]), 0),
    steps: (receiver) => 2 * greatestCount(receiver) + weightOf(receiver) + sortComparisons(greatestCount(receiver)),
  },
  {
    name: "reverse",
    receiver: "list",
    parameters: [],
    summary: "from last to first",
    result: (receiver) => within(receiver, elementsOfList(receiver), receiver.leastItems),
    steps: (receiver) => 2 * greatestCount(receiver),
  },
  {
    name: "flatten",
    receiver: "list",
    parameters: [],
    summary: "with the elements of inner lists in their place, one level",
    result: flattenType,
    steps: (receiver) => greatestCount(receiver) + 2 * weightOf(receiver),
  },
  {
    name: "slice",
    receiver: "list",
    parameters: [position("start"), position("end")],
    summary: "the elements from `start` to before `end`",
    result: (receiver, [start, end]) =>
      within(receiver, elementsOfList(receiver), 0, greatestBetween(start, end, receiver.greatestItems)),
    steps: (receiver) => 2 * greatestCount(receiver),
  },
  element("first", "the first element, or null"),
  element("last", "the last element, or null"),
  {
    name: "join",
    receiver: "list",
    parameters: [text("separator")],
    summary: "the strings one after the other with the separator between, without nulls",
    elementKinds: ["string"],
    result: (receiver, [separator]) => joinType(receiver, separator),
    steps: (receiver, [separator]) =>
      greatestCount(receiver) + weightOf(receiver) + unitsOf(separator) + unitsOf(joinType(receiver, separator)),
  },
];

/** The methods of objects, but for the macros. */
export const objectFunctions: readonly ObjectFunction[] = [
  {
    name: "size",
    receiver: "object",
    parameters: [],
    summary: "the number of members",
    result: (receiver) => {
      const { least, greatest } = keysOf({ atoms: [receiver] });
      return countType(least, greatest);
    },
    steps: (receiver) => 2 * keysOf({ atoms: [receiver] }).greatest,
  },
];
