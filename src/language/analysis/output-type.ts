import type { CheckedArray, CheckedObject, CheckedTag, CheckedText, CheckedValue } from "../check/checked-tree.ts";
import type { Property, Type } from "../vocabulary/type.ts";
import {
  byteBounds,
  isNever,
  listType,
  literalType,
  mayBeNull,
  never,
  objectType,
  union,
  withoutNull,
} from "../vocabulary/types/index.ts";

/** The type of an output value, and whether it can be absent. */
interface Output {
  readonly type: Type;
  readonly mayBeAbsent: boolean;
}

/** A choice of the tags that count; a tag that does not is taken to be absent. */
export type TagFilter = (tag: CheckedTag) => boolean;

/** The type of the claims that a template gives, or of one value of it where that is not absent; of those tags that count. */
export function outputType(value: CheckedValue, counts: TagFilter = () => true): Type {
  return outputOf(value, counts).type;
}

function outputOf(value: CheckedValue, counts: TagFilter): Output {
  switch (value.kind) {
    case "object":
      return { type: typeOfObject(value, counts), mayBeAbsent: false };
    case "array":
      return { type: typeOfArray(value, counts), mayBeAbsent: false };
    case "text":
      return outputOfText(value, counts);
    case "tag":
      return counts(value) ? absentIfNull(value.expression.type) : { type: never, mayBeAbsent: true };
    case "scalar":
      return { type: literalType(value.value), mayBeAbsent: false };
  }
}

function absentIfNull(type: Type): Output {
  return { type: withoutNull(type), mayBeAbsent: mayBeNull(type) };
}

function outputOfText(text: CheckedText, counts: TagFilter): Output {
  const counted = text.parts.every((part) => typeof part === "string" || counts(part));
  return counted ? absentIfNull(text.type) : { type: never, mayBeAbsent: true };
}

function typeOfObject(object: CheckedObject, counts: TagFilter): Type {
  const properties = new Map<string, Property>();
  for (const { key, value } of object.claims) {
    const { type, mayBeAbsent } = outputOf(value, counts);
    properties.set(key, { type, required: !mayBeAbsent && !isNever(type), userWritable: false });
  }
  return objectType({ properties, additional: never, open: false });
}

function typeOfArray(array: CheckedArray, counts: TagFilter): Type {
  const outputs = array.elements.map((element) => outputOf(element, counts));
  const certain = outputs.filter(({ mayBeAbsent }) => !mayBeAbsent);
  if (certain.length === outputs.length) {
    const prefix = outputs.map(({ type }) => type);
    return listType({ prefix, items: never, leastItems: prefix.length });
  }
  const bytes = outputs.reduce((sum, { type }) => sum + (isNever(type) ? 0 : byteBounds(type).greatest + 1), 1);
  return listType({
    items: union(...outputs.map(({ type }) => type)),
    leastItems: certain.length,
    greatestItems: outputs.filter(({ type }) => !isNever(type)).length,
    greatestBytes: Math.max(bytes, "[]".length),
  });
}
