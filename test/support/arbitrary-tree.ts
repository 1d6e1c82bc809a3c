import type fc from "fast-check";
import type {
  ChunkNode,
  ClaimNode,
  ExpressionNode,
  LinkNode,
  NumberNode,
  ObjectNode,
  TagNode,
  TextNode,
  ValueNode,
} from "../../src/language/syntax/syntax-tree.ts";
import { type Choices, fromChoices } from "./choices.ts";

/** The place of a node that stands in no text. */
const span = { start: 0, end: 0 };

/** Names of roots, variables and functions, of several scripts; some begin as keywords do. */
export const treeNames = [
  "a",
  "_",
  "x-y",
  "größe",
  "имя",
  "名前",
  "nullable",
  "inner",
  "ifs",
  "𝒳1",
  "a_1-2",
  "size",
] as const;
const fields = [...treeNames, "0", "12", "$id", "$1", "true", "null", "in", "else", "7up", "map"] as const;
const pieces = [
  ..."aé漢😀 '\"\\/{}<>$",
  "{{",
  "}}",
  "<<",
  ">>",
  "//",
  "/*",
  "*/",
  "\n",
  "\r",
  "\t",
  "\b",
  "\u0000",
  "\u007f",
  "\u2028",
  "\ufeff",
  "\ud800",
  "\udc00",
];
const images = [
  "0",
  "-0",
  "1",
  "-12",
  "1.5",
  "-0.25",
  "1e5",
  "1E-7",
  "2.50e+3",
  "9007199254740992",
  "5e-324",
  "1.0",
] as const;

/** Any text that a string literal can stand for, lone surrogates and delimiters among it. */
export function anyText(choices: Choices): string {
  return choices.several(0, 6, () => choices.pick(pieces) ?? "").join("");
}

/** Trees that a text can have, of every kind of node, some as deep as the language allows. */
export const arbitraryTree: fc.Arbitrary<ObjectNode> = fromChoices((choices) => objectOf(choices, 31, tagOf));

/** Trees without tags. */
export const arbitraryJsonTree: fc.Arbitrary<ObjectNode> = fromChoices((choices) => objectOf(choices, 31));

type MakeTag = (choices: Choices) => TagNode;

/** `left`: how many more levels of objects and arrays may stand inside. */
function objectOf(choices: Choices, left: number, makeTag?: MakeTag): ObjectNode {
  const keys = new Set(choices.several(0, 4, () => anyText(choices)));
  const claims = [...keys].map(
    (key): ClaimNode => ({ kind: "claim", key, keySpan: span, value: valueNode(choices, left, makeTag), span }),
  );
  return { kind: "object", claims, span };
}

function valueNode(choices: Choices, left: number, makeTag?: MakeTag): ValueNode {
  switch (choices.below(left > 0 ? 11 : 8)) {
    case 0:
      return { kind: "null", span };
    case 1:
      return { kind: "boolean", value: choices.once(2), span };
    case 2:
      return numberOf(choices);
    case 3:
    case 4:
      return textOf(choices, makeTag);
    case 5:
    case 6:
    case 7:
      return makeTag?.(choices) ?? numberOf(choices);
    case 8:
      return objectOf(choices, left - 1, makeTag);
    case 9:
      return arrayOf(choices.several(0, 4, () => valueNode(choices, left - 1, makeTag)));
    default:
      return choices.once(4) ? spineOf(choices, left, makeTag) : arrayOf([valueNode(choices, left - 1, makeTag)]);
  }
}

function arrayOf(elements: readonly ValueNode[]): ValueNode {
  return { kind: "array", elements, span };
}

/** As deep as it may be. */
function spineOf(choices: Choices, left: number, makeTag?: MakeTag): ValueNode {
  let value = valueNode(choices, 0, makeTag);
  for (let level = 0; level < left; level += 1) {
    const claim: ClaimNode = { kind: "claim", key: "a", keySpan: span, value, span };
    value = choices.once(2) ? { kind: "object", claims: [claim], span } : arrayOf([value]);
  }
  return value;
}

function numberOf(choices: Choices): NumberNode {
  const image = choices.pick(images);
  return { kind: "number", value: Number(image), image, span };
}

function textOf(choices: Choices, makeTag?: MakeTag): TextNode {
  const parts: (ChunkNode | TagNode)[] = [];
  const count = choices.below(makeTag === undefined ? 2 : 5);
  for (let index = 0; index < count; index += 1) {
    const value = anyText(choices);
    const mayBeChunk = value !== "" && parts.at(-1)?.kind !== "chunk";
    if (mayBeChunk && (makeTag === undefined || choices.once(2))) parts.push({ kind: "chunk", value, span });
    else if (makeTag !== undefined) parts.push(makeTag(choices));
  }
  return { kind: "text", parts, span };
}

function tagOf(choices: Choices): TagNode {
  const delimiter = choices.once(2) ? "angles" : "braces";
  const expression = choices.once(20) ? deepExpression(choices) : expressionOf(choices, 4);
  return { kind: "tag", delimiter, expression, span };
}

const comparisonSigns = ["==", "!=", "<", "<=", ">", ">=", "in"] as const;
const operationSigns = ["??", "||", "&&", "+"] as const;

function expressionOf(choices: Choices, height: number): ExpressionNode {
  const inner = () => expressionOf(choices, height - 1);
  switch (choices.below(height > 0 ? 14 : 5)) {
    case 0:
      return { kind: "name", name: choices.pick(treeNames), span };
    case 1:
      return numberOf(choices);
    case 2:
      return { kind: "string", value: anyText(choices), span };
    case 3:
      return { kind: "boolean", value: choices.once(2), span };
    case 4:
      return { kind: "null", span };
    case 5:
      return { kind: "list", elements: choices.several(0, 3, inner), span };
    case 6: {
      const name = choices.pick(treeNames);
      return { kind: "call", name, nameSpan: span, arguments: choices.several(0, 3, inner), span };
    }
    case 7:
      return { kind: "not", operand: inner(), span };
    case 8:
      return { kind: "conditional", condition: inner(), whenTrue: inner(), whenFalse: inner(), span };
    case 9:
      return {
        kind: "comparison",
        sign: choices.pick(comparisonSigns),
        signSpan: span,
        left: inner(),
        right: inner(),
        span,
      };
    case 10:
    case 11:
      return {
        kind: "operation",
        sign: choices.pick(operationSigns),
        operands: choices.several(2, 4, inner),
        signSpans: [],
        span,
      };
    default: {
      return { kind: "chain", head: inner(), links: choices.several(1, 4, () => linkOf(choices, inner)), span };
    }
  }
}

function linkOf(choices: Choices, inner: () => ExpressionNode): LinkNode {
  const name = choices.pick(fields);
  switch (choices.below(3)) {
    case 0:
      return { kind: "select", name, nameSpan: span, span };
    case 1:
      return { kind: "index", index: inner(), span };
    default:
      return { kind: "method", name, nameSpan: span, arguments: choices.several(0, 3, inner), span };
  }
}

/** An expression exactly as deep as it may be. */
function deepExpression(choices: Choices): ExpressionNode {
  const name = { kind: "name", name: choices.pick(treeNames), span } as const;
  let expression: ExpressionNode = name;
  for (let level = 0; level < 32; level += 1) {
    const inside: ExpressionNode = expression;
    switch (choices.below(6)) {
      case 0:
        expression = { kind: "list", elements: [inside], span };
        break;
      case 1:
        expression = { kind: "call", name: "size", nameSpan: span, arguments: [name, inside], span };
        break;
      case 2:
        expression = { kind: "chain", head: name, links: [{ kind: "index", index: inside, span }], span };
        break;
      case 3: {
        const link: LinkNode = { kind: "method", name: "map", nameSpan: span, arguments: [name, inside], span };
        expression = { kind: "chain", head: name, links: [link], span };
        break;
      }
      case 4:
        expression = { kind: "conditional", condition: name, whenTrue: name, whenFalse: inside, span };
        break;
      default:
        // In front of a condition it would need one more pair of parentheses.
        expression =
          inside.kind === "conditional"
            ? { kind: "list", elements: [inside], span }
            : { kind: "not", operand: inside, span };
    }
  }
  return expression;
}
