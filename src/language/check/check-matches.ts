import type { Span } from "../source/span.ts";
import type { MethodLink } from "../syntax/syntax-tree.ts";
import { booleanType } from "../vocabulary/types/index.ts";
import type { CheckContext } from "./check-context.ts";
import { checkCount } from "./check-method.ts";
import type { CheckedExpression } from "./checked-tree.ts";
import { canBe, describeType } from "./describe-type.ts";
import { nullableIf } from "./nullable-if.ts";

/** Checks `text.matches(pattern)`, all of which is `span`, and compiles the pattern, which is a literal. */
export function checkMatches(
  context: CheckContext,
  receiver: CheckedExpression,
  link: MethodLink,
  span: Span,
): CheckedExpression | undefined {
  if (!checkCount(context, link.name, link.nameSpan, link.arguments.length, [{ name: "pattern" }])) {
    for (const extra of link.arguments) context.expression(extra);
    return undefined;
  }
  const [argument] = link.arguments;
  if (argument === undefined || argument.kind === "invalid") return undefined;
  if (argument.kind !== "string") {
    const help = "the pattern is compiled with the template";
    return context.report("literal-required", argument.span, "a pattern is a string literal", { help });
  }
  const compiled = context.pattern(argument.value);
  if (!compiled.ok) {
    const help = "patterns are written in RE2's syntax: no look-around and no back-references";
    return context.report("invalid-pattern", argument.span, `the pattern is not valid: ${compiled.error}`, { help });
  }
  if (!canBe(receiver.type, "string")) {
    const message = `\`matches\` takes a string, not ${describeType(receiver.type)}`;
    return context.report("wrong-receiver", link.nameSpan, message);
  }
  const type = nullableIf(booleanType(), receiver.type);
  return { kind: "matches", receiver, pattern: compiled.pattern, type, span };
}
