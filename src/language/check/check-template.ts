import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { pointerTo } from "../json-pointer.ts";
import type { Span } from "../source/span.ts";
import { printTag } from "../syntax/print-expression.ts";
import type { ArrayNode, ClaimNode, ObjectNode, TagNode, TextNode, ValueNode } from "../syntax/syntax-tree.ts";
import { isInReservedNamespace, isReservedClaim } from "../vocabulary/reserved-claims.ts";
import type { Type } from "../vocabulary/type.ts";
import { stringType } from "../vocabulary/types/index.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { conversionType } from "./check-call.ts";
import { CheckContext } from "./check-context.ts";
import { checkExpression } from "./check-expression.ts";
import { joinedText } from "./check-operation.ts";
import type { CheckedClaim, CheckedObject, CheckedTag, CheckedValue } from "./checked-tree.ts";
import { canBe, describeType } from "./describe-type.ts";
import { nullableIf } from "./nullable-if.ts";

/** A template that was checked: what of it is right, and what is wrong with the rest. */
export interface CheckedTemplate {
  readonly object: CheckedObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks names, types, policy and reserved claims of a template. Recursion is bounded by the nesting of the text. */
export function checkTemplate(object: ObjectNode, vocabulary: Vocabulary, namespace: string): CheckedTemplate {
  const context = new CheckContext(vocabulary, checkExpression);
  checkReserved(context, object, namespace);
  return { object: checkObject(context, object, ""), diagnostics: context.diagnostics };
}

function checkReserved(context: CheckContext, object: ObjectNode, namespace: string): void {
  const seen = new Set<string>();
  for (const { key, keySpan } of object.claims) {
    // Where the name comes again, that is what is wrong with it.
    if (seen.has(key)) continue;
    seen.add(key);
    const quoted = quoteSource(key);
    if (isReservedClaim(key)) {
      const help = "the token sets it; choose another name";
      context.report("reserved-claim", keySpan, `the claim ${quoted} is reserved`, { help });
    } else if (isInReservedNamespace(key, namespace)) {
      const help = "names there belong to the service; choose another one";
      context.report("reserved-namespace", keySpan, `the claim ${quoted} is in a reserved namespace`, { help });
    }
  }
}

function checkObject(context: CheckContext, node: ObjectNode, pointer: string): CheckedObject {
  const seen = new Set<string>();
  const claims: CheckedClaim[] = [];
  for (const claim of node.claims) {
    const first = !seen.has(claim.key);
    if (!first && claim.nameless !== true) reportDuplicate(context, claim);
    seen.add(claim.key);
    const value = checkValue(context, claim.value, pointerTo(pointer, claim.key));
    if (value !== undefined && first) claims.push({ key: claim.key, keySpan: claim.keySpan, value });
  }
  return { kind: "object", claims, span: node.span, pointer };
}

function reportDuplicate(context: CheckContext, { key, keySpan }: ClaimNode): void {
  const help = "of two claims with one name only one could be kept: rename or remove one";
  context.report("duplicate-key", keySpan, `the name ${quoteSource(key)} is used twice in this object`, { help });
}

function checkValue(context: CheckContext, node: ValueNode, pointer: string): CheckedValue | undefined {
  const { span } = node;
  switch (node.kind) {
    case "object":
      return checkObject(context, node, pointer);
    case "array":
      return checkArray(context, node, pointer);
    case "text":
      return checkText(context, node, pointer);
    case "tag":
      return checkTag(context, node, pointer);
    case "number":
    case "boolean":
      return { kind: "scalar", value: node.value, span, pointer };
    case "null":
      return { kind: "scalar", value: null, span, pointer };
    case "invalid":
      return undefined;
  }
}

function checkArray(context: CheckContext, node: ArrayNode, pointer: string): CheckedValue {
  const elements = node.elements.flatMap((element, index) => checkValue(context, element, `${pointer}/${index}`) ?? []);
  return { kind: "array", elements, span: node.span, pointer };
}

function checkTag(context: CheckContext, node: TagNode, pointer: string): CheckedTag | undefined {
  const expression = context.expression(node.expression);
  return expression && { kind: "tag", expression, span: node.span, pointer };
}

function checkText(context: CheckContext, node: TextNode, pointer: string): CheckedValue | undefined {
  const parts: (string | CheckedTag)[] = [];
  let right = true;
  for (const part of node.parts) {
    if (part.kind === "chunk") parts.push(part.value);
    else if (part.kind === "invalid") right = false;
    else {
      const tag = context.inText(() => checkTag(context, part, pointer));
      if (tag !== undefined && isText(context, node, part, tag)) parts.push(tag);
      else right = false;
    }
  }
  if (!right) return undefined;
  if (parts.every((part) => typeof part === "string")) {
    return { kind: "scalar", value: parts.join(""), span: node.span, pointer };
  }
  return { kind: "text", parts, type: typeOfText(parts), span: node.span, pointer };
}

function typeOfText(parts: readonly (string | CheckedTag)[]): Type {
  const types = parts.map((part) =>
    typeof part === "string" ? stringType({ values: [part] }) : conversionType("string", part.expression.type),
  );
  const tags = parts.flatMap((part) => (typeof part === "string" ? [] : [part.expression.type]));
  return nullableIf(joinedText(types), ...tags);
}

/** Whether a tag in a text gives something that has a text; reports it if not. */
function isText(context: CheckContext, text: TextNode, tag: TagNode, checked: CheckedTag): boolean {
  const { type } = checked.expression;
  if (canBe(type, "string", "number", "boolean")) return true;
  if (text.parts.length === 1) {
    const edits = [{ span: text.span, text: printTag(tag) }];
    const message = `in double quotes ${describeType(type)} has no text`;
    const help = "without the quotes the claim is the value itself";
    context.report("quoted-value", text.span, message, { help, fix: { title: "remove the quotes", edits } });
  } else {
    const message = `${describeType(type)} has no text`;
    const help = canBe(type, "list") ? 'join a list of strings with `list.join(",")`' : "select one of its members";
    context.report("value-in-text", tag.span, message, { help });
  }
  return false;
}

/** The place of an object's brace, for whoever reports on the whole of a template. */
export function openingOf(object: { readonly span: Span }): Span {
  return { start: object.span.start, end: object.span.start + 1 };
}
