import { quoteSource } from "../diagnostics/quote-source.ts";
import type { Span } from "../source/span.ts";
import type { MethodLink } from "../syntax/syntax-tree.ts";
import type { FunctionDefinition, Parameter } from "../vocabulary/functions/functions.ts";
import type { Type } from "../vocabulary/type.ts";
import { asList, asNumber, asObject, asString, elementsOf, never, union } from "../vocabulary/types/index.ts";
import type { CheckContext } from "./check-context.ts";
import type { CheckedExpression } from "./checked-tree.ts";
import { canBe, describeKinds, describeType } from "./describe-type.ts";
import { nullableIf } from "./nullable-if.ts";

/** Checks a method whose arguments are plain values; `span` is that of the receiver and the call. */
export function checkMethod(
  context: CheckContext,
  receiver: CheckedExpression,
  link: MethodLink,
  definitions: readonly FunctionDefinition[],
  span: Span,
): CheckedExpression | undefined {
  const args = context.expressions(link.arguments);
  const parameters = definitions[0]?.parameters ?? [];
  if (!checkCount(context, link.name, link.nameSpan, link.arguments.length, parameters)) return undefined;
  if (args === undefined) return undefined;
  const right = parameters.map((parameter, index) => checkArgument(context, link.name, parameter, args[index]));
  if (right.includes(false)) return undefined;
  return applyMethod(context, link.name, link.nameSpan, receiver, args, definitions, span);
}

/** Checks the receiver of a method against its definitions, and types the result. */
export function applyMethod(
  context: CheckContext,
  name: string,
  nameSpan: Span,
  receiver: CheckedExpression,
  args: readonly CheckedExpression[],
  definitions: readonly FunctionDefinition[],
  span: Span,
): CheckedExpression | undefined {
  const kinds = definitions.map((definition) => definition.receiver);
  const possible = definitions.filter((definition) => canBe(receiver.type, definition.receiver));
  if (possible.length === 0) {
    const message = `\`${name}\` takes ${describeKinds(kinds)}, not ${describeType(receiver.type)}`;
    const help =
      name === "contains" && canBe(receiver.type, "list") ? "to look in a list, write `element in list`" : undefined;
    return context.report("wrong-receiver", nameSpan, message, { help });
  }
  const elementKinds = possible.length === 1 ? possible[0]?.elementKinds : undefined;
  const elements = elementsOf(receiver.type);
  if (elementKinds !== undefined && !canBe(elements, ...elementKinds)) {
    const message = `\`${name}\` takes a list whose elements are ${describeKinds(elementKinds)}, not ${describeType(elements)}`;
    return context.report("wrong-receiver", nameSpan, message);
  }
  const argumentTypes = args.map((argument, index) => narrowed(argument.type, possible[0]?.parameters[index]));
  const type = union(...possible.map((definition) => resultOf(definition, receiver.type, argumentTypes)));
  return {
    kind: "call",
    name,
    definitions: possible,
    receiver,
    arguments: args,
    type: nullableIf(type, receiver.type, ...args.map((argument) => argument.type)),
    span,
  };
}

/** The part of an argument's type that is of the kind that the parameter takes. */
export function narrowed(type: Type, parameter: Parameter | undefined): Type {
  const { atom } = parameter?.kind === "string" ? asString(type) : asNumber(type);
  return atom === undefined ? never : { atoms: [atom] };
}

function resultOf(definition: FunctionDefinition, receiver: Type, args: readonly Type[]): Type {
  switch (definition.receiver) {
    case "string": {
      const { atom } = asString(receiver);
      return atom === undefined ? never : definition.result(atom, args);
    }
    case "list": {
      const { atom } = asList(receiver);
      return atom === undefined ? never : definition.result(atom, args);
    }
    case "object": {
      const { atom } = asObject(receiver);
      return atom === undefined ? never : definition.result(atom, args);
    }
  }
}

/** Tells whether a call has as many arguments as it must; reports it if not. */
export function checkCount(
  context: CheckContext,
  name: string,
  span: Span,
  count: number,
  parameters: readonly Pick<Parameter, "name" | "optional">[],
): boolean {
  const least = parameters.filter(({ optional }) => optional !== true).length;
  if (count >= least && count <= parameters.length) return true;
  const listed = parameters.map(({ name: each, optional }) => (optional ? `[${each}]` : each)).join(", ");
  const message = `\`${name}\` takes ${countText(least, parameters.length)}, not ${count}`;
  context.report("wrong-argument-count", span, message, { help: `call it as ${quoteSource(`${name}(${listed})`)}` });
  return false;
}

function countText(least: number, greatest: number): string {
  if (greatest === 0) return "no argument";
  const plural = greatest === 1 ? "" : "s";
  return least === greatest ? `${greatest} argument${plural}` : `${least} to ${greatest} arguments`;
}

function checkArgument(
  context: CheckContext,
  name: string,
  parameter: Parameter,
  argument: CheckedExpression | undefined,
): boolean {
  if (argument === undefined) return true;
  const wanted = `\`${name}\` takes a ${parameter.kind} as \`${parameter.name}\``;
  if (!canBe(argument.type, parameter.kind === "string" ? "string" : "number")) {
    context.report("wrong-argument", argument.span, `${wanted}, not ${describeType(argument.type)}`);
    return false;
  }
  const values = parameter.kind === "string" ? undefined : asNumber(argument.type).atom?.values;
  if (values?.every((value) => !Number.isInteger(value))) {
    context.report("wrong-argument", argument.span, `${wanted}, not a fraction`);
    return false;
  }
  return true;
}
