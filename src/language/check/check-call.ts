import { replace } from "../diagnostics/report.ts";
import type { CallNode, ExpressionNode } from "../syntax/syntax-tree.ts";
import { globalNames, methodNames, methodsNamed } from "../vocabulary/functions/functions.ts";
import type { Type } from "../vocabulary/type.ts";
import {
  asBoolean,
  asNumber,
  asString,
  booleanType,
  isNever,
  mayBeNull,
  never,
  numberType,
  stringType,
  union,
  withoutNull,
} from "../vocabulary/types/index.ts";
import type { CheckContext } from "./check-context.ts";
import { applyMethod, checkCount } from "./check-method.ts";
import type { CheckedExpression, ConversionName } from "./checked-tree.ts";
import { canBe, describeType } from "./describe-type.ts";
import { nullableIf } from "./nullable-if.ts";

/** Checks a call of a global function. */
export function checkCall(context: CheckContext, node: CallNode): CheckedExpression | undefined {
  switch (node.name) {
    case "has":
      return checkHas(context, node);
    case "required":
      return checkRequired(context, node);
    case "size": {
      const operand = soleArgument(context, node);
      if (operand === undefined) return undefined;
      return applyMethod(context, "size", node.nameSpan, operand, [], methodsNamed("size"), node.span);
    }
    case "string":
    case "double":
    case "int":
    case "bool":
      return checkConversion(context, node, node.name);
    default:
      return unknownFunction(context, node);
  }
}

function soleArgument(context: CheckContext, node: CallNode): CheckedExpression | undefined {
  const checked = node.arguments.map((argument) => context.expression(argument));
  if (!checkCount(context, node.name, node.nameSpan, checked.length, [{ name: "x" }])) return undefined;
  return checked[0];
}

function checkHas(context: CheckContext, node: CallNode): CheckedExpression | undefined {
  const operand = soleArgument(context, node);
  if (operand === undefined) return undefined;
  if (!isPath(operand)) {
    const help = "to ask whether a value is null, write `value != null`";
    const span = node.arguments[0]?.span ?? node.span;
    return context.report("path-required", span, "`has` takes a path, as in `has(member.name)`", { help });
  }
  const type = booleanType(isNever(withoutNull(operand.type)) ? [false] : mayBeNull(operand.type) ? undefined : [true]);
  return { kind: "has", operand, type, span: node.span };
}

function isPath(node: CheckedExpression): boolean {
  let inner = node;
  while (inner.kind === "select" || inner.kind === "index") inner = inner.receiver;
  return inner.kind === "path" || inner.kind === "variable";
}

function checkRequired(context: CheckContext, node: CallNode): CheckedExpression | undefined {
  const [valueNode, messageNode] = node.arguments;
  const operand = valueNode && context.expression(valueNode);
  const parameters = [{ name: "x" }, { name: "message", optional: true as const }];
  if (!checkCount(context, node.name, node.nameSpan, node.arguments.length, parameters)) return undefined;
  if (messageNode !== undefined && messageNode.kind !== "string") {
    if (messageNode.kind === "invalid") return undefined;
    return context.report("literal-required", messageNode.span, "the message of `required` is a string literal");
  }
  if (operand === undefined) return undefined;
  return { kind: "required", operand, message: messageNode?.value, type: withoutNull(operand.type), span: node.span };
}

const convertibleKinds: Readonly<Record<ConversionName, readonly ("string" | "number" | "boolean")[]>> = {
  string: ["string", "number", "boolean"],
  double: ["number", "string"],
  int: ["number", "string"],
  bool: ["boolean", "string"],
};

function checkConversion(context: CheckContext, node: CallNode, name: ConversionName): CheckedExpression | undefined {
  const operand = soleArgument(context, node);
  if (operand === undefined) return undefined;
  if (!canBe(operand.type, ...convertibleKinds[name])) {
    const span = node.arguments[0]?.span ?? node.span;
    return context.report("wrong-argument", span, `\`${name}\` cannot convert ${describeType(operand.type)}`, {
      help: name === "string" && canBe(operand.type, "list") ? 'join a list with `list.join(",")`' : undefined,
    });
  }
  const type = nullableIf(conversionType(name, operand.type), operand.type);
  return { kind: "conversion", name, operand, type, span: node.span };
}

/** The type of what a conversion gives, null aside. */
export function conversionType(name: ConversionName, type: Type): Type {
  const text = asString(type).atom;
  const number = asNumber(type).atom;
  switch (name) {
    case "string":
      return textType(type);
    case "double":
      return union(number ? { atoms: [number] } : never, text ? numberType() : never);
    case "int": {
      const bound = Number.MAX_SAFE_INTEGER;
      const least = text || number === undefined ? -bound : Math.max(-bound, Math.trunc(number.least));
      const greatest = text || number === undefined ? bound : Math.min(bound, Math.trunc(number.greatest));
      return numberType({ least, greatest, integer: true });
    }
    case "bool":
      return booleanType(text ? undefined : asBoolean(type).atom?.values);
  }
}

/** The type of the text of strings, numbers and booleans. */
function textType(type: Type): Type {
  const text = asString(type).atom;
  const number = asNumber(type).atom;
  const values = asBoolean(type).atom?.values ?? [];
  return union(
    text ? { atoms: [text] } : never,
    number === undefined ? never : numberText(number),
    values.length === 0 ? never : stringType({ values: values.map(String) }),
  );
}

function numberText(number: NonNullable<ReturnType<typeof asNumber>["atom"]>): Type {
  // ECMAScript writes -0 as 0.
  if (number.values !== undefined) return stringType({ values: number.values.map((value) => String(value)) });
  return stringType({
    leastLength: number.leastBytes,
    greatestLength: number.greatestBytes,
    bytesPerCodePoint: 1,
  });
}

/** What other languages call `??`. */
const defaultNames: ReadonlySet<string> = new Set(["default", "coalesce", "ifnull", "nvl", "or"]);

function unknownFunction(context: CheckContext, node: CallNode): undefined {
  for (const argument of node.arguments) if (!isVariableLike(argument)) context.expression(argument);
  const message = `unknown function \`${node.name}\``;
  if (methodNames.includes(node.name)) {
    const help = `\`${node.name}\` is called on a value, as in \`value.${node.name}(…)\``;
    return context.report("unknown-function", node.nameSpan, message, { help });
  }
  if (defaultNames.has(node.name)) {
    const help = "a default is written `value ?? default`";
    return context.report("unknown-function", node.nameSpan, message, { help });
  }
  const { slip, help } = context.guess(node.name, globalNames);
  const fix = slip === undefined ? undefined : replace(node.nameSpan, slip, `use \`${slip}\``);
  return context.report("unknown-function", node.nameSpan, message, { help, fix });
}

/** The first argument of a macro that was written as a plain function. */
function isVariableLike(node: ExpressionNode): boolean {
  return node.kind === "name";
}
