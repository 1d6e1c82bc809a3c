import { type IToken, tokenMatcher } from "chevrotain";
import type {
  ArgumentsCstNode,
  ExpressionCstNode,
  LinkCstNode,
  OperandCstChildren,
  OperandCstNode,
} from "../../../grammar/generated/cst.ts";
import { False, True } from "../../../grammar/tokens/json-tokens.ts";
import { payloadOf } from "../../../grammar/tokens/token.ts";
import { invariant } from "../invariant.ts";
import { cover, type Span } from "../source/span.ts";
import { combineOperands, type Operators, type Placed, placed } from "./combine-operands.ts";
import type { ExpressionNode, LinkNode, NumberNode } from "./syntax-tree.ts";
import { tokenSpan } from "./token-span.ts";

function only<T>(children: readonly T[] | undefined): T {
  const child = children?.[0];
  invariant(child !== undefined, "the parser left out a child of a tag that it read");
  return child;
}

/** The tree of an expression whose concrete syntax is complete. Operators that do not fit together go to `operators`. */
export function buildExpression(node: ExpressionCstNode, operators: Operators): ExpressionNode {
  return placeExpression(node, operators).node;
}

function placeExpression({ children }: ExpressionCstNode, operators: Operators): Placed {
  const operands = children.operand.map((operand) => buildOperand(operand, operators));
  const condition = combineOperands(operands, children.Operator ?? [], operators);
  if (children.Question === undefined) return condition;
  const [yes, no] = children.expression ?? [];
  invariant(yes !== undefined && no !== undefined, "a condition has two branches");
  const whenTrue = buildExpression(yes, operators);
  const whenFalse = placeExpression(no, operators);
  const span = cover(condition.span, whenFalse.span);
  return placed({ kind: "conditional", condition: condition.node, whenTrue, whenFalse: whenFalse.node, span });
}

function buildOperand({ children }: OperandCstNode, operators: Operators): Placed {
  let built = buildHead(children, operators);
  const links = (children.link ?? []).map((link) => buildLink(link, operators));
  const last = links.at(-1);
  if (last !== undefined) {
    built = placed({ kind: "chain", head: built.node, links, span: cover(built.span, last.span) });
  }
  for (const bang of (children.Bang ?? []).toReversed()) {
    built = placed({ kind: "not", operand: built.node, span: cover(tokenSpan(bang), built.span) });
  }
  return built;
}

function buildHead(children: OperandCstChildren, operators: Operators): Placed {
  if (children.LeftParenthesis === undefined) return placed(buildPrimary(children, operators));
  const node = buildExpression(only(children.expression), operators);
  return { node, span: cover(tokenSpan(only(children.LeftParenthesis)), tokenSpan(only(children.RightParenthesis))) };
}

function buildPrimary(children: OperandCstChildren, operators: Operators): ExpressionNode {
  if (children.Name) return buildName(only(children.Name), children.arguments?.[0], operators);
  if (children.NumberLiteral) return numberNode(only(children.NumberLiteral));
  if (children.StringLiteral) {
    const token = only(children.StringLiteral);
    return { kind: "string", value: payloadOf(token)?.value ?? "", span: tokenSpan(token) };
  }
  if (children.list) {
    const { children: list } = only(children.list);
    const elements = (list.expression ?? []).map((element) => buildExpression(element, operators));
    const span = cover(tokenSpan(only(list.LeftBracket)), tokenSpan(only(list.RightBracket)));
    return { kind: "list", elements, span };
  }
  const token = only(children.True ?? children.False ?? children.Null);
  if (tokenMatcher(token, True)) return { kind: "boolean", value: true, span: tokenSpan(token) };
  if (tokenMatcher(token, False)) return { kind: "boolean", value: false, span: tokenSpan(token) };
  return { kind: "null", span: tokenSpan(token) };
}

/** The node of a JSON number. */
export function numberNode(token: IToken): NumberNode {
  return { kind: "number", value: Number(token.image), image: token.image, span: tokenSpan(token) };
}

function buildName(token: IToken, called: ArgumentsCstNode | undefined, operators: Operators): ExpressionNode {
  const nameSpan = tokenSpan(token);
  if (!operators.allowsName(token.image, nameSpan)) return { kind: "invalid", span: nameSpan };
  if (called === undefined) return { kind: "name", name: token.image, span: nameSpan };
  const { list, end } = buildArguments(called, operators);
  return { kind: "call", name: token.image, nameSpan, arguments: list, span: { start: nameSpan.start, end } };
}

function buildArguments(
  node: ArgumentsCstNode,
  operators: Operators,
): { readonly list: readonly ExpressionNode[]; readonly end: number } {
  const list = (node.children.expression ?? []).map((argument) => buildExpression(argument, operators));
  return { list, end: tokenSpan(only(node.children.RightParenthesis)).end };
}

function buildLink(node: LinkCstNode, operators: Operators): LinkNode {
  const { children } = node;
  if (children.Field === undefined) {
    const span: Span = cover(tokenSpan(only(children.LeftBracket)), tokenSpan(only(children.RightBracket)));
    return { kind: "index", index: buildExpression(only(children.expression), operators), span };
  }
  const field = only(children.Field);
  const nameSpan = tokenSpan(field);
  const start = tokenSpan(only(children.Dot)).start;
  const called = children.arguments?.[0];
  if (called === undefined) return { kind: "select", name: field.image, nameSpan, span: { start, end: nameSpan.end } };
  const { list, end } = buildArguments(called, operators);
  return { kind: "method", name: field.image, nameSpan, arguments: list, span: { start, end } };
}
