import { quoteSource } from "../diagnostics/quote-source.ts";
import type { Span } from "../source/span.ts";
import type { MethodLink, NameNode } from "../syntax/syntax-tree.ts";
import { isFunctionName, macroSummaries } from "../vocabulary/functions/functions.ts";
import type { Type } from "../vocabulary/type.ts";
import {
  asList,
  asObject,
  booleanType,
  elementsOf,
  keysOf,
  listType,
  union,
  withoutNull,
} from "../vocabulary/types/index.ts";
import type { CheckContext } from "./check-context.ts";
import { checkCount } from "./check-method.ts";
import type { CheckedExpression, MacroName } from "./checked-tree.ts";
import { canBe, describeType } from "./describe-type.ts";
import { nullableIf } from "./nullable-if.ts";

/** Tells whether a method is a macro: its first argument is a name, its second an expression over it. */
export function isMacroName(name: string): name is MacroName {
  return Object.hasOwn(macroSummaries, name);
}

/** Checks a macro over the elements of a list or the keys of an object; `span` is that of the receiver and the call. */
export function checkMacro(
  context: CheckContext,
  receiver: CheckedExpression,
  link: MethodLink,
  name: MacroName,
  span: Span,
): CheckedExpression | undefined {
  const parameters = [{ name: "name" }, { name: name === "map" ? "expression" : "condition" }];
  if (!checkCount(context, name, link.nameSpan, link.arguments.length, parameters)) return undefined;
  const [variable, bodyNode] = link.arguments;
  if (variable === undefined || bodyNode === undefined) return undefined;
  if (variable.kind !== "name") {
    if (variable.kind === "invalid") return undefined;
    const message = `the first argument of \`${name}\` is a plain name for each element`;
    return context.report("invalid-variable", variable.span, message, { help: `as in \`list.${name}(x, …)\`` });
  }
  if (!canBe(receiver.type, "list", "object")) {
    const message = `\`${name}\` takes a list or an object, not ${describeType(receiver.type)}`;
    return context.report("wrong-receiver", link.nameSpan, message);
  }
  const free = isFree(context, variable);
  const list = asList(receiver.type).atom;
  const object = asObject(receiver.type).atom;
  const elements = union(
    ...(list ? [elementsOf({ atoms: [list] })] : []),
    ...(object ? [keysOf({ atoms: [object] }).type] : []),
  );
  let slot = 0;
  const body = context.withVariable({ name: variable.name, type: elements }, (place) => {
    slot = place;
    return context.expression(bodyNode);
  });
  if (body === undefined || !free) return undefined;
  if (name !== "map" && !canBe(body.type, "boolean")) {
    const message = `the condition of \`${name}\` is ${describeType(body.type)}, not a boolean`;
    return context.report("wrong-condition", bodyNode.span, message);
  }
  const type = nullableIf(resultType(name, receiver.type, elements, body.type), receiver.type);
  return { kind: "macro", name, receiver, variable: variable.name, slot, body, type, span };
}

function isFree(context: CheckContext, { name, span }: NameNode): boolean {
  const taken = context.vocabulary.roots.has(name)
    ? "a root"
    : isFunctionName(name)
      ? "a function"
      : context.variable(name) !== undefined
        ? "a variable around it"
        : undefined;
  if (taken === undefined) return true;
  const message = `the variable ${quoteSource(name)} hides ${taken}`;
  context.report("shadowed-name", span, message, { help: "choose another name" });
  return false;
}

function resultType(name: MacroName, receiver: Type, elements: Type, body: Type): Type {
  switch (name) {
    case "exists":
    case "all":
    case "exists_one":
      return nullableIf(booleanType(), body);
    case "filter":
      return listType({ items: elements, greatestItems: countOf(receiver), greatestBytes: bytesOf(receiver) });
    case "map": {
      const least = body.atoms.some((atom) => atom.kind === "null") ? 0 : leastCountOf(receiver);
      return listType({ items: withoutNull(body), leastItems: least, greatestItems: countOf(receiver) });
    }
  }
}

/** The most rounds that a macro over the values takes. */
export function countOf(receiver: Type): number {
  const list = asList(receiver).atom?.greatestItems ?? 0;
  const object = asObject(receiver).atom;
  return Math.max(list, object === undefined ? 0 : keysOf({ atoms: [object] }).greatest);
}

function leastCountOf(receiver: Type): number {
  const list = asList(receiver).atom?.leastItems ?? Infinity;
  const object = asObject(receiver).atom;
  const least = Math.min(list, object === undefined ? Infinity : keysOf({ atoms: [object] }).least);
  return Number.isFinite(least) ? least : 0;
}

/** A list of some of the elements or keys is no longer than what they come from. */
function bytesOf(receiver: Type): number {
  return Math.max(2, asList(receiver).atom?.greatestBytes ?? 0, asObject(receiver).atom?.greatestBytes ?? 0);
}
