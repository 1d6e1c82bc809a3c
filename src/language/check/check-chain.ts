import { replace } from "../diagnostics/report.ts";
import type { Span } from "../source/span.ts";
import type { ChainNode, IndexLink, LinkNode, MethodLink } from "../syntax/syntax-tree.ts";
import { globalNames, methodNames, methodsNamed } from "../vocabulary/functions/functions.ts";
import type { Type } from "../vocabulary/type.ts";
import { elementsOf, kindsOf, literalType, membersOf, never, nullable, union } from "../vocabulary/types/index.ts";
import type { CheckContext } from "./check-context.ts";
import { checkMacro, isMacroName } from "./check-macro.ts";
import { checkMatches } from "./check-matches.ts";
import { checkMethod } from "./check-method.ts";
import type { CheckedExpression } from "./checked-tree.ts";
import { canBe, describeType, mustBe } from "./describe-type.ts";
import { methodAlias } from "./method-aliases.ts";
import { resolvePath } from "./resolve-path.ts";
import { selectMember } from "./select-member.ts";
import { type StaticMember, staticMember } from "./static-member.ts";

/** Checks a value with what is selected from it and called on it, link by link. */
export function checkChain(context: CheckContext, node: ChainNode): CheckedExpression | undefined {
  const start = checkHead(context, node);
  if (start === undefined) {
    // What is wrong with the arguments of later calls is a mistake of its own.
    checkArgumentsOnly(context, node.links);
    return undefined;
  }
  let current: CheckedExpression | undefined = start.expression;
  for (const [index, link] of node.links.entries()) {
    if (index < start.taken) continue;
    if (current === undefined) return undefined;
    // The head may stand in parentheses, which its own place does not cover.
    current = checkLink(context, current, link, { start: node.span.start, end: link.span.end });
  }
  return current;
}

function checkHead(
  context: CheckContext,
  node: ChainNode,
): { readonly expression: CheckedExpression; readonly taken: number } | undefined {
  const { head } = node;
  if (head.kind !== "name") {
    const expression = context.expression(head);
    return expression && { expression, taken: 0 };
  }
  const variable = context.variable(head.name);
  if (variable !== undefined) {
    return { expression: { kind: "variable", name: head.name, ...variable, span: head.span }, taken: 0 };
  }
  const root = { name: head.name, nameSpan: head.span, start: node.span.start };
  const resolved = resolvePath(context, root, node.links);
  return resolved && { expression: resolved.path, taken: resolved.taken };
}

function checkArgumentsOnly(context: CheckContext, links: readonly LinkNode[]): void {
  for (const link of links) {
    if (link.kind !== "method" || isMacroName(link.name)) continue;
    for (const argument of link.arguments) context.expression(argument);
  }
}

function checkLink(
  context: CheckContext,
  receiver: CheckedExpression,
  link: LinkNode,
  span: Span,
): CheckedExpression | undefined {
  if (link.kind === "method") return checkMethodLink(context, receiver, link, span);
  const member = staticMember(link);
  if (member !== undefined) return checkSelect(context, receiver, member, span);
  return link.kind === "index" ? checkIndex(context, receiver, link, span) : undefined;
}

function checkSelect(
  context: CheckContext,
  receiver: CheckedExpression,
  member: StaticMember,
  span: Span,
): CheckedExpression | undefined {
  const text = receiver.kind === "variable" ? receiver.name : receiver.kind === "path" ? receiver.text : undefined;
  const selection = selectMember(context, receiver.type, member, () => text);
  if (selection === undefined) return undefined;
  if (typeof member.name === "string")
    return { kind: "select", receiver, name: member.name, type: selection.type, span };
  const index: CheckedExpression = {
    kind: "literal",
    value: member.name,
    type: literalType(member.name),
    span: member.nameSpan,
  };
  return { kind: "index", receiver, index, type: selection.type, span };
}

function checkIndex(
  context: CheckContext,
  receiver: CheckedExpression,
  link: IndexLink,
  span: Span,
): CheckedExpression | undefined {
  const index = context.expression(link.index);
  if (index === undefined) return undefined;
  if (!canBe(receiver.type, "list", "object")) {
    const message = `${describeType(receiver.type)} has no members`;
    return context.report("no-such-member", link.span, message);
  }
  if (!canBe(index.type, "number", "string")) {
    const message = `an index is a number or a string, not ${describeType(index.type)}`;
    return context.report("wrong-operand", link.index.span, message);
  }
  const inList = canBe(receiver.type, "list") && canBe(index.type, "number");
  const inObject = canBe(receiver.type, "object") && canBe(index.type, "string");
  if (!inList && !inObject) {
    const wants = mustBe(receiver.type, "list") ? "a list is indexed by numbers" : "an object is indexed by strings";
    return context.report("no-such-member", link.index.span, `${wants}, not by ${describeType(index.type)}`);
  }
  // A string of digits that is only known from data indexes a list too, as `.0` does.
  const type: Type = nullable(union(elementsOf(receiver.type), inObject ? membersOf(receiver.type) : never));
  return { kind: "index", receiver, index, type, span };
}

function checkMethodLink(
  context: CheckContext,
  receiver: CheckedExpression,
  link: MethodLink,
  span: Span,
): CheckedExpression | undefined {
  if (isMacroName(link.name)) return checkMacro(context, receiver, link, link.name, span);
  if (link.name === "matches") return checkMatches(context, receiver, link, span);
  const definitions = methodsNamed(link.name);
  if (definitions.length > 0) return checkMethod(context, receiver, link, definitions, span);
  for (const argument of link.arguments) context.expression(argument);
  return unknownMethod(context, receiver, link);
}

function unknownMethod(context: CheckContext, receiver: CheckedExpression, link: MethodLink): undefined {
  const message = `unknown function \`${link.name}\``;
  if (globalNames.includes(link.name)) {
    const help = `\`${link.name}\` is called with the value as its argument, as in \`${link.name}(…)\``;
    return context.report("unknown-function", link.nameSpan, message, { help });
  }
  const alias = methodAlias(link.name);
  if (link.name === "includes" && !kindsOf(receiver.type).has("string")) {
    return context.report("unknown-function", link.nameSpan, message, { help: "write `element in list`" });
  }
  const { slip: meant, help } =
    alias === undefined ? context.guess(link.name, methodNames) : { slip: alias, help: `did you mean \`${alias}\`?` };
  const fix = meant === undefined ? undefined : replace(link.nameSpan, meant, `use \`${meant}\``);
  return context.report("unknown-function", link.nameSpan, message, { help, fix });
}
