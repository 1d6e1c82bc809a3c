import { isJsonNumber } from "../../../grammar/characters.ts";
import type {
  CheckedCall,
  CheckedComparison,
  CheckedConversion,
  CheckedExpression,
  CheckedTag,
  CheckedText,
} from "../check/checked-tree.ts";
import { describeKinds, mustBe } from "../check/describe-type.ts";
import { maxValueLength } from "../vocabulary/limits.ts";
import type { Kind, Type } from "../vocabulary/type.ts";
import { asList, asNumber, asString, elementsOf, kindsOf, mayBeNull } from "../vocabulary/types/index.ts";
import type { Failure } from "./failure.ts";
import { canBeTooLong } from "./lengths.ts";

function unless(type: Type, name: string, ...kinds: readonly Kind[]): readonly Failure[] {
  return mustBe(type, ...kinds)
    ? []
    : [["wrong-kind", `\`${name}\` takes ${describeKinds(kinds)}, which the data may not have`]];
}

/** Of a condition, what fails is named at its own place. */
function unlessCondition({ type, span }: CheckedExpression, name: string): readonly Failure[] {
  return unless(type, name, "boolean").map(([code, message]) => [code, message, span]);
}

/** The failures of an expression itself, apart from what is inside it, that data which fits can cause. */
export function failuresAt(node: CheckedExpression): readonly Failure[] {
  switch (node.kind) {
    case "call":
      return callFailures(node);
    case "matches":
      return unless(node.receiver.type, "matches", "string");
    case "macro":
      return [
        ...unless(node.receiver.type, node.name, "list", "object"),
        ...(node.name === "map" ? [] : unlessCondition(node.body, node.name)),
      ];
    case "conversion":
      return conversionFailures(node);
    case "required":
      return mayBeNull(node.operand.type) ? [["required-missing", "the required value can be missing"]] : [];
    case "not":
      return unless(node.operand.type, "!", "boolean");
    case "or":
    case "and":
      return node.operands.flatMap((operand) => unlessCondition(operand, node.kind === "or" ? "||" : "&&"));
    case "conditional":
      return unlessCondition(node.condition, "?");
    case "sum":
      return sumFailures(node.operands.map(({ type }) => type));
    case "comparison":
      return comparisonFailures(node);
    default:
      return [];
  }
}

/** The failures of a tag's place in a text. */
export function failuresInText(tag: CheckedTag, text: CheckedText): readonly Failure[] {
  const kinds = unless(tag.expression.type, "string", "string", "number", "boolean");
  if (!canBeTooLong(text.type)) return kinds;
  return [...kinds, ["evaluation-limit", `the text can be longer than ${maxValueLength}`]];
}

function callFailures(node: CheckedCall): readonly Failure[] {
  const failures: Failure[] = [
    ...unless(node.receiver.type, node.name, ...node.definitions.map(({ receiver }) => receiver)),
  ];
  const [definition] = node.definitions;
  for (const [index, argument] of node.arguments.entries()) {
    if (definition?.parameters[index]?.kind === "string") failures.push(...unless(argument.type, node.name, "string"));
    else if (!mustBe(argument.type, "number") || asNumber(argument.type).atom?.integer === false) {
      failures.push(["wrong-kind", `\`${node.name}\` takes a whole number, which the data may not have`]);
    }
  }
  return [...failures, ...elementFailures(node)];
}

function elementFailures(node: CheckedCall): readonly Failure[] {
  const kinds = node.definitions.find(({ receiver }) => receiver === "list")?.elementKinds;
  const { atom } = asList(node.receiver.type);
  if (kinds === undefined || atom === undefined) return [];
  const elements = elementsOf({ atoms: [atom] });
  const failures = unless(elements, node.name, ...kinds);
  const found = [...kindsOf(elements)].filter((kind) => kind !== "null");
  if (failures.length > 0 || found.length <= 1 || node.name !== "sort") return failures;
  return [["wrong-kind", "`sort` takes numbers or strings, and the data may have both"]];
}

function conversionFailures({ name, operand: { type } }: CheckedConversion): readonly Failure[] {
  const texts = asString(type).atom;
  switch (name) {
    case "string":
      return unless(type, name, "string", "number", "boolean");
    case "bool": {
      const convertible = texts === undefined || texts.values?.every((text) => text === "true" || text === "false");
      return [...unless(type, name, "boolean", "string"), ...(convertible ? [] : notConvertible(name))];
    }
    case "double": {
      const convertible = texts === undefined || texts.values?.every(isJsonNumber);
      const finite =
        texts === undefined || texts.values?.every((text) => !isJsonNumber(text) || Number.isFinite(Number(text)));
      const tooLarge: Failure = ["not-finite", "`double` can get the text of a number that is too large"];
      return [
        ...unless(type, name, "number", "string"),
        ...(convertible ? [] : notConvertible(name)),
        ...(finite ? [] : [tooLarge]),
      ];
    }
    case "int": {
      const numbers = asNumber(type).atom;
      const safe = numbers === undefined || (isSafe(numbers.least) && isSafe(numbers.greatest));
      const convertible =
        texts === undefined || texts.values?.every((text) => isJsonNumber(text) && isSafe(Number(text)));
      return [...unless(type, name, "number", "string"), ...(safe && convertible ? [] : notConvertible(name))];
    }
  }
}

function isSafe(number: number): boolean {
  return Number.isSafeInteger(Math.trunc(number));
}

function notConvertible(name: string): readonly Failure[] {
  return [["not-convertible", `\`${name}\` can get a value that it cannot convert`]];
}

/** The kinds that values of the types can have together, null aside. */
function kindsTogether(types: readonly Type[]): readonly Kind[] {
  return [...new Set(types.flatMap((type) => [...kindsOf(type)]))].filter((kind) => kind !== "null");
}

function sumFailures(types: readonly Type[]): readonly Failure[] {
  const kinds = kindsTogether(types);
  const mixed = kinds.length > 1 || kinds.some((kind) => kind !== "number" && kind !== "string" && kind !== "list");
  const failures: Failure[] = mixed
    ? [["wrong-kind", "`+` takes operands of one kind, which the data may not have"]]
    : [];
  let greatest = 0;
  for (const type of types) {
    const { atom } = asNumber(type);
    if (atom) greatest += Math.max(Math.abs(atom.least), Math.abs(atom.greatest));
  }
  if (!Number.isFinite(greatest)) failures.push(["not-finite", "the sum can be too large for a double"]);
  return failures;
}

function comparisonFailures({ sign, left, right }: CheckedComparison): readonly Failure[] {
  if (sign === "==" || sign === "!=") return [];
  if (sign === "in") {
    const inObject = kindsOf(right.type).has("object") ? unless(left.type, "in", "string") : [];
    return [...unless(right.type, "in", "list", "object"), ...inObject].slice(0, 1);
  }
  const kinds = kindsTogether([left.type, right.type]);
  if (kinds.length <= 1 && kinds.every((kind) => kind === "number" || kind === "string")) return [];
  return [["wrong-kind", `\`${sign}\` compares two numbers or two strings, which the data may not have`]];
}
