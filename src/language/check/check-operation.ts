import { codePointLength, hasLoneEdge } from "../code-points.ts";
import { insertion, surround } from "../diagnostics/report.ts";
import { stringBytes } from "../json-bytes.ts";
import type { Span } from "../source/span.ts";
import type { ExpressionNode, OperationNode } from "../syntax/syntax-tree.ts";
import type { Kind, StringAtom, Type } from "../vocabulary/type.ts";
import {
  asBoolean,
  asList,
  asNumber,
  asString,
  booleanType,
  elementsOf,
  isNever,
  kindsOf,
  listType,
  mayBeNull,
  never,
  nullable,
  numberType,
  union,
  withoutNull,
} from "../vocabulary/types/index.ts";
import type { CheckContext } from "./check-context.ts";
import type { CheckedExpression } from "./checked-tree.ts";
import { canBe, describeKinds, describeType } from "./describe-type.ts";
import { nullableIf } from "./nullable-if.ts";

/** Checks a chain of one operator. */
export function checkOperation(context: CheckContext, node: OperationNode): CheckedExpression | undefined {
  switch (node.sign) {
    case "??":
      return checkCoalesce(context, node);
    case "||":
    case "&&":
      return checkLogic(context, node);
    case "+":
      return checkSum(context, node);
  }
}

function checkCoalesce(context: CheckContext, node: OperationNode): CheckedExpression | undefined {
  const operands = context.expressions(node.operands);
  if (operands === undefined) return undefined;
  const last = operands.at(-1)?.type ?? never;
  const type = union(...operands.map((operand) => withoutNull(operand.type)));
  const reached = operands.slice(0, -1).every((operand) => mayBeNull(operand.type));
  return { kind: "coalesce", operands, type: reached ? nullableIf(type, last) : type, span: node.span };
}

function checkLogic(context: CheckContext, node: OperationNode): CheckedExpression | undefined {
  const checked = node.operands.map((operand) => context.expression(operand));
  const wrong = checked.filter((operand) => operand !== undefined && !canBe(operand.type, "boolean"));
  const [first] = wrong;
  if (first !== undefined && node.sign === "||") return orAsDefault(context, node);
  for (const operand of wrong) {
    if (operand === undefined) continue;
    const message = `\`${node.sign}\` takes booleans, not ${describeType(operand.type)}`;
    context.report("wrong-operand", operand.span, message);
  }
  const operands = checked.filter((operand) => operand !== undefined);
  if (wrong.length > 0 || operands.length < node.operands.length) return undefined;
  const kind = node.sign === "||" ? "or" : "and";
  return { kind, operands, type: logicType(kind, operands), span: node.span };
}

function logicType(kind: "or" | "and", operands: readonly CheckedExpression[]): Type {
  const decides = kind === "or";
  const values = operands.map(({ type }) => asBoolean(type).atom?.values ?? []);
  const possible = new Set<boolean>();
  if (values.some((each) => each.includes(decides))) possible.add(decides);
  if (values.every((each) => each.includes(!decides))) possible.add(!decides);
  const nullOperand = operands.some(({ type }) => mayBeNull(type));
  return nullOperand ? nullable(booleanType([...possible])) : booleanType([...possible]);
}

const simpleKinds: ReadonlySet<ExpressionNode["kind"]> = new Set([
  "name",
  "chain",
  "number",
  "string",
  "boolean",
  "null",
  "list",
  "call",
]);

function orAsDefault(context: CheckContext, node: OperationNode): undefined {
  const edits = node.signSpans.map((span) => ({ span, text: "??" }));
  for (const { kind, span } of node.operands) {
    if (!simpleKinds.has(kind)) edits.push(...around(span));
  }
  const message = "`||` combines conditions and gives no default";
  const help = "a default for what may be missing is `value ?? default`";
  const span = node.signSpans[0] ?? node.span;
  return context.report("or-as-default", span, message, { help, fix: { title: "use `??`", edits } });
}

function around(span: Span) {
  return [insertion(span.start, "("), insertion(span.end, ")")];
}

const summableKinds: readonly Kind[] = ["number", "string", "list"];

function checkSum(context: CheckContext, node: OperationNode): CheckedExpression | undefined {
  const operands = context.expressions(node.operands);
  if (operands === undefined) return undefined;
  let kinds: readonly Kind[] = summableKinds;
  for (const [index, operand] of operands.entries()) {
    const remaining = kinds.filter((kind) => canBe(operand.type, kind));
    // As it is written: its parentheses belong to it.
    const span = node.operands[index]?.span ?? operand.span;
    if (remaining.length === 0) return wrongSummand(context, operand.type, span, kinds);
    kinds = remaining;
  }
  const types = operands.map(({ type }) => type);
  const type = union(
    kinds.includes("number") ? sumOfNumbers(types) : never,
    kinds.includes("string") ? joinedText(types) : never,
    kinds.includes("list") ? joinedList(types) : never,
  );
  return { kind: "sum", operands, type: nullableIf(type, ...types), span: node.span };
}

function wrongSummand(context: CheckContext, type: Type, span: Span, kinds: readonly Kind[]): undefined {
  const text = kinds.length === 1 && kinds[0] === "string";
  const convertible = text && canBe(type, "number", "boolean");
  const message =
    kinds.length === summableKinds.length
      ? `\`+\` adds numbers, strings or lists, not ${describeType(type)}`
      : `\`+\` cannot add ${describeType(type)} to ${describeKinds(kinds)}`;
  if (!convertible) return context.report("wrong-operand", span, message);
  const fix = surround(span, "string(", ")", "convert it");
  return context.report("wrong-operand", span, message, { help: "convert it with `string(…)`", fix });
}

function sumOfNumbers(types: readonly Type[]): Type {
  let least = 0;
  let greatest = 0;
  let integer = true;
  for (const type of types) {
    const { atom } = asNumber(type);
    if (atom === undefined) return never;
    least += atom.least;
    greatest += atom.greatest;
    integer &&= atom.integer;
  }
  const exact = integer && Number.isSafeInteger(least) && Number.isSafeInteger(greatest);
  return exact ? numberType({ least, greatest, integer }) : numberType({ integer, ...outward(least, greatest) });
}

/** Sums of doubles round at each step, so that the bounds are taken a little further out. */
function outward(least: number, greatest: number): { least: number; greatest: number } {
  const slack = (value: number): number => Math.abs(value) * 2 ** -36 + Number.MIN_VALUE;
  return { least: least - slack(least), greatest: greatest + slack(greatest) };
}

/** The type of the strings of several types one after the other; `never` where one of them has none. */
export function joinedText(types: readonly Type[]): Type {
  let leastLength = 0;
  let greatestLength = 0;
  let leastBytes = 2;
  let greatestBytes = 2;
  for (const type of types) {
    const { atom } = asString(type);
    if (atom === undefined) return never;
    leastLength += atom.leastLength;
    greatestLength += atom.greatestLength;
    leastBytes += leastContribution(atom);
    greatestBytes += atom.greatestBytes - 2;
  }
  // Where two lone surrogates meet they become one code point.
  const merged = Math.max(0, leastLength - (types.length - 1));
  return { atoms: [{ kind: "string", leastLength: merged, greatestLength, leastBytes, greatestBytes }] };
}

/** A code point takes a byte at least, also one made of two lone surrogates; known strings without those count in full. */
function leastContribution(atom: StringAtom): number {
  if (atom.values === undefined) return atom.leastLength;
  return Math.min(
    ...atom.values.map((value) => (hasLoneEdge(value) ? codePointLength(value) : stringBytes(value) - 2)),
  );
}

function joinedList(types: readonly Type[]): Type {
  let leastItems = 0;
  let greatestItems = 0;
  let greatestBytes = 1;
  const items: Type[] = [];
  for (const type of types) {
    const { atom } = asList(type);
    if (atom === undefined) return never;
    leastItems += atom.leastItems;
    greatestItems += atom.greatestItems;
    greatestBytes += atom.greatestBytes - 1;
    items.push(elementsOf({ atoms: [atom] }));
  }
  return listType({ items: union(...items), leastItems, greatestItems, greatestBytes: Math.max(greatestBytes, 2) });
}

/** Tells whether the types have a kind in common, null aside; what is always null fits everything. */
export function haveKindInCommon(left: Type, right: Type): boolean {
  if (isNever(withoutNull(left)) || isNever(withoutNull(right))) return true;
  return [...kindsOf(left)].some((kind) => kind !== "null" && kindsOf(right).has(kind));
}
