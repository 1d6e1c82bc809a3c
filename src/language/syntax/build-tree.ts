import type { IToken } from "chevrotain";
import type {
  ArrayCstNode,
  ClaimCstNode,
  KeyCstNode,
  ObjectCstNode,
  TagCstNode,
  TemplateCstNode,
  TextCstNode,
  ValueCstNode,
} from "../../../grammar/generated/cst.ts";
import type { Parse } from "../../../grammar/parse.ts";
import { Word } from "../../../grammar/tokens/json-tokens.ts";
import { payloadOf } from "../../../grammar/tokens/token.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { cover, type Span } from "../source/span.ts";
import { buildExpression, numberNode } from "./build-expression.ts";
import { Operators } from "./combine-operands.ts";
import { problemDiagnostic } from "./problem-diagnostic.ts";
import { type Member, Separators } from "./separators.ts";
import type { ArrayNode, ClaimNode, InvalidNode, ObjectNode, TagNode, TextNode, ValueNode } from "./syntax-tree.ts";
import { tokenSpan } from "./token-span.ts";
import { wordDiagnostic } from "./word-diagnostic.ts";

/** The tree built of a template, and the mistakes that only show when it is built. */
export interface BuiltTree {
  readonly object: ObjectNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Builds the tree of a template from its concrete syntax, also where that is incomplete. */
export function buildTree(cst: TemplateCstNode, parse: Parse): BuiltTree {
  const builder = new TreeBuilder(parse);
  return { object: builder.object(cst.children.object[0]), diagnostics: builder.diagnostics };
}

interface Key {
  readonly name: string;
  readonly span: Span;
  /** There was something in its place that gives no name. */
  readonly nameless?: true;
}

function hasColon(node: ClaimCstNode): boolean {
  const colon = node.children.Colon?.[0];
  return colon !== undefined && colon.isInsertedInRecovery !== true;
}

/** Whether a word without a colon only goes on with a value before it that was reported already. */
function isRest(node: ClaimCstNode, before: ClaimNode | undefined, commas: readonly IToken[]): boolean {
  const word = node.children.key?.[0]?.children.InvalidKey?.[0];
  if (word === undefined || hasColon(node) || before?.value.kind !== "invalid") return false;
  return !commas.some(({ startOffset }) => startOffset >= before.span.end && startOffset < word.startOffset);
}

function brokenMembers(tokens: readonly IToken[] = []): Member[] {
  return tokens.map((token) => ({ span: tokenSpan(token), broken: true }));
}

const nowhere: Span = { start: 0, end: 0 };

/** Recursion is bounded: the nesting of brackets was checked before the text was parsed. */
class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  private readonly separators: Separators;
  /** Objects and arrays that the parser gave up: what comes behind is taken for their neighbours. */
  private readonly unclosed = new Set<ValueNode>();
  private readonly reported: ReadonlySet<number>;

  constructor(private readonly parse: Parse) {
    this.separators = new Separators(parse, this.diagnostics);
    this.reported = new Set(parse.problems.map(({ start }) => start));
  }

  object(node: ObjectCstNode | undefined): ObjectNode {
    const children = node?.children;
    const claims: ClaimNode[] = [];
    for (const claim of children?.claim ?? []) {
      if (!isRest(claim, claims.at(-1), children?.Comma ?? [])) claims.push(...this.claim(claim));
    }
    const members: Member[] = claims.map(({ span, value }) => ({ span, broken: this.isBroken(value) }));
    for (const stray of children?.Invalid ?? []) {
      members.push({ span: tokenSpan(stray), broken: true });
      this.word(stray, "key");
    }
    for (const misplaced of children?.value ?? []) {
      const value = this.value(misplaced);
      if (value !== undefined) members.push({ span: value.span, broken: true });
    }
    members.push(...brokenMembers(children?.Colon));
    const span = this.enclosed(children?.LeftBrace?.[0], children?.RightBrace?.[0], members);
    const closed = children?.RightBrace?.[0] !== undefined;
    this.separators.check(members, children?.Comma ?? [], span, closed, "claim");
    const object: ObjectNode = { kind: "object", claims, span };
    if (!closed) this.unclosed.add(object);
    return object;
  }

  private isBroken(value: ValueNode): boolean {
    return value.kind === "invalid" || this.unclosed.has(value);
  }

  private enclosed(open: IToken | undefined, close: IToken | undefined, members: readonly Member[]): Span {
    const start = open === undefined ? nowhere : tokenSpan(open);
    const end = close === undefined ? undefined : tokenSpan(close);
    return members.reduce((span, member) => cover(span, member.span), end === undefined ? start : cover(start, end));
  }

  private claim(node: ClaimCstNode): ClaimNode[] {
    const key = this.key(node.children.key?.[0]);
    if (key === undefined) return [];
    const word = node.children.key?.[0]?.children.InvalidKey !== undefined;
    const value =
      word && !hasColon(node)
        ? ({ kind: "invalid", span: key.span } as const)
        : (this.value(node.children.value?.[0]) ?? ({ kind: "invalid", span: key.span } as const));
    const span = cover(key.span, value.span);
    const { name, nameless } = key;
    return [{ kind: "claim", key: name, ...(nameless && { nameless }), keySpan: key.span, value, span }];
  }

  private key(node: KeyCstNode | undefined): Key | undefined {
    const [plain] = node?.children.PlainText ?? [];
    if (plain !== undefined) return { name: payloadOf(plain)?.value ?? "", span: tokenSpan(plain) };
    const [text] = node?.children.text ?? [];
    if (text !== undefined) return this.taggedKey(this.text(text));
    const [token] = node?.children.InvalidKey ?? [];
    if (token === undefined) return undefined;
    this.word(token, "key");
    return { name: payloadOf(token)?.value ?? "", span: tokenSpan(token) };
  }

  private taggedKey(text: TextNode): Key {
    const tag = text.parts.find((part) => part.kind === "tag");
    if (tag) this.diagnostics.push(problemDiagnostic({ code: "tag-in-key", ...tag.span }));
    return { name: "", span: text.span, nameless: true };
  }

  private value(node: ValueCstNode | undefined): ValueNode | undefined {
    const children = node?.children;
    if (children === undefined) return undefined;
    if (children.object) return this.object(children.object[0]);
    if (children.array) return this.array(children.array[0]);
    if (children.text?.[0]) return this.text(children.text[0]);
    if (children.tag?.[0]) return this.tag(children.tag[0]);
    const token = [
      children.PlainText,
      children.NumberLiteral,
      children.True,
      children.False,
      children.Null,
      children.Invalid,
    ].find((tokens) => tokens !== undefined)?.[0];
    return token === undefined ? undefined : this.scalar(token, children);
  }

  private scalar(token: IToken, children: ValueCstNode["children"]): ValueNode {
    const span = tokenSpan(token);
    if (children.PlainText) {
      const value = payloadOf(token)?.value ?? "";
      const chunk: Span = { start: span.start + 1, end: span.end - 1 };
      return { kind: "text", parts: value === "" ? [] : [{ kind: "chunk", value, span: chunk }], span };
    }
    if (children.NumberLiteral) return numberNode(token);
    if (children.Null) return { kind: "null", span };
    if (children.Invalid === undefined) return { kind: "boolean", value: children.True !== undefined, span };
    this.word(token, "value");
    return { kind: "invalid", span };
  }

  /** A bare word carries no problem of its own: what is wrong with it depends on where it stands. */
  private word(token: IToken, place: "key" | "value"): void {
    if (token.tokenType !== Word || this.reported.has(token.startOffset)) return;
    this.diagnostics.push(wordDiagnostic(token.image, tokenSpan(token), place));
  }

  private array(node: ArrayCstNode | undefined): ArrayNode {
    const children = node?.children;
    const elements = (children?.value ?? []).flatMap((value) => this.value(value) ?? []);
    const members = elements.map((element) => ({ span: element.span, broken: this.isBroken(element) }));
    members.push(...brokenMembers(children?.Colon));
    const span = this.enclosed(children?.LeftBracket?.[0], children?.RightBracket?.[0], members);
    const closed = children?.RightBracket?.[0] !== undefined;
    this.separators.check(members, children?.Comma ?? [], span, closed, "element");
    const array: ArrayNode = { kind: "array", elements, span };
    if (!closed) this.unclosed.add(array);
    return array;
  }

  private text(node: TextCstNode): TextNode {
    const { children } = node;
    const parts: TextNode["parts"][number][] = [
      ...(children.Chunk ?? []).map((token) => ({
        kind: "chunk" as const,
        value: payloadOf(token)?.value ?? "",
        span: tokenSpan(token),
      })),
      ...(children.tag ?? []).map((tag) => this.tag(tag)),
      ...(children.Invalid ?? []).map((token): InvalidNode => ({ kind: "invalid", span: tokenSpan(token) })),
    ];
    parts.sort((a, b) => a.span.start - b.span.start);
    const open = tokenSpan(children.TextOpen[0] as IToken);
    const close = children.TextClose?.[0];
    return { kind: "text", parts, span: close === undefined ? open : cover(open, tokenSpan(close)) };
  }

  private tag(node: TagCstNode): TagNode {
    const { children } = node;
    const open = children.TagOpen[0] as IToken;
    const close = children.TagClose?.[0];
    const span = close === undefined ? tokenSpan(open) : cover(tokenSpan(open), tokenSpan(close));
    const delimiter = open.image === "{{" ? "braces" : "angles";
    const expression = children.expression?.[0];
    if (expression === undefined || this.parse.brokenTags.has(span.start)) {
      return { kind: "tag", delimiter, expression: { kind: "invalid", span }, span };
    }
    const operators = new Operators();
    const built = buildExpression(expression, operators);
    const [first] = operators.diagnostics;
    if (first === undefined) return { kind: "tag", delimiter, expression: built, span };
    this.diagnostics.push(first);
    return { kind: "tag", delimiter, expression: { kind: "invalid", span: built.span }, span };
  }
}
