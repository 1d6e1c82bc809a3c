import type { IToken } from "chevrotain";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { insertion, report } from "../diagnostics/report.ts";
import { invariant } from "../invariant.ts";
import { cover, type Span } from "../source/span.ts";
import type { ComparisonSign, ExpressionNode, OperationSign } from "./syntax-tree.ts";
import { tokenSpan } from "./token-span.ts";

const keptFreeWords: ReadonlySet<string> = new Set(["let", "for", "if", "else", "now"]);
const keywords: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);

/** Whether the language uses the word itself, or keeps it for later: it is then no root, variable or function. */
function isReservedWord(word: string): boolean {
  return keywords.has(word) || keptFreeWords.has(word);
}

/** Collects what is wrong with the operators and names of one tag. */
export class Operators {
  readonly diagnostics: Diagnostic[] = [];

  /** Whether a name is free to be used; says so if it is not. */
  allowsName(name: string, span: Span): boolean {
    if (!isReservedWord(name)) return true;
    const help = "the words `let for if else now` are kept for later versions of the language";
    this.diagnostics.push(report("reserved-word", span, `\`${name}\` is a reserved word`, { help }));
    return false;
  }
}

/** An expression, and the place that it takes: with the parentheses around it, if there are any. */
export interface Placed {
  readonly node: ExpressionNode;
  readonly span: Span;
}

/** An expression without parentheses. */
export function placed(node: ExpressionNode): Placed {
  return { node, span: node.span };
}

interface Operand extends Placed {
  /** The operator in front of it; none for the first. */
  readonly sign?: IToken;
}

const comparisonSigns: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in"]);
/** Loosest first. */
const levels = ["||", "&&", "comparison", "+"] as const;

/**
 * The tree of operands between binary operators: `||` is the loosest, then `&&`, comparisons and `+`; `??` stands apart
 * and mixes with none of them.
 */
export function combineOperands(operands: readonly Placed[], signs: readonly IToken[], operators: Operators): Placed {
  const chain = operands.map((operand, index): Operand => {
    const sign = signs[index - 1];
    return sign === undefined ? operand : { ...operand, sign };
  });
  const coalesces = signs.filter((sign) => sign.image === "??").length;
  if (coalesces === signs.length) return operation("??", chain);
  if (coalesces === 0) return combineLevel(chain, 0, operators);
  return mixedCoalesce(chain, operators);
}

function mixedCoalesce(chain: readonly Operand[], operators: Operators): Placed {
  const edits = [];
  let first: IToken | undefined;
  for (let index = 0; index < chain.length; index += 1) {
    if (chain[index + 1]?.sign?.image !== "??") continue;
    const start = chain[index]?.span.start ?? 0;
    while (chain[index + 1]?.sign?.image === "??") {
      index += 1;
      first ??= chain[index]?.sign;
    }
    edits.push(insertion(start, "("), insertion(chain[index]?.span.end ?? start, ")"));
  }
  invariant(first !== undefined, "a mixed chain has a `??`");
  const help = "put the value and its default in parentheses, as in `(a ?? 0) >= 3`";
  const fix = { title: "put the default in parentheses", edits };
  const message = "`??` does not mix with other operators";
  operators.diagnostics.push(report("mixed-coalesce", tokenSpan(first), message, { help, fix }));
  return placed({ kind: "invalid", span: spanOf(chain) });
}

function spanOf(chain: readonly Operand[]): Span {
  const first = chain[0]?.span;
  const last = chain.at(-1)?.span;
  invariant(first !== undefined && last !== undefined, "an operation has operands");
  return cover(first, last);
}

function combineLevel(chain: readonly Operand[], level: number, operators: Operators): Placed {
  const sign = levels[level];
  if (sign === undefined) {
    const [operand] = chain;
    invariant(operand !== undefined && chain.length === 1, "every operator has a level");
    return operand;
  }
  const isHere = ({ sign: token }: Operand): boolean =>
    token !== undefined && (sign === "comparison" ? comparisonSigns.has(token.image) : token.image === sign);
  const parts: Operand[] = [];
  let from = 0;
  for (let index = 1; index <= chain.length; index += 1) {
    const next = chain[index];
    if (next !== undefined && !isHere(next)) continue;
    const token = chain[from]?.sign;
    const part = combineLevel(withoutFirstSign(chain.slice(from, index)), level + 1, operators);
    parts.push(from === 0 || token === undefined ? part : { ...part, sign: token });
    from = index;
  }
  if (sign === "comparison") return comparison(parts, operators);
  return operation(sign, parts);
}

function withoutFirstSign(chain: readonly Operand[]): readonly Operand[] {
  return chain.map((operand, index) => (index === 0 ? { node: operand.node, span: operand.span } : operand));
}

function operation(sign: OperationSign, chain: readonly Operand[]): Placed {
  const [first] = chain;
  invariant(first !== undefined, "an operation has operands");
  if (chain.length === 1) return first;
  const signSpans = chain.flatMap((operand) => (operand.sign ? [tokenSpan(operand.sign)] : []));
  const operands = chain.map(({ node }) => node);
  return placed({ kind: "operation", sign, operands, signSpans, span: spanOf(chain) });
}

function comparison(chain: readonly Operand[], operators: Operators): Placed {
  const [left, right, third] = chain;
  invariant(left !== undefined, "a comparison has a left side");
  if (right?.sign === undefined) return left;
  const span = spanOf(chain);
  if (third?.sign !== undefined) {
    const help = "combine two comparisons with `&&`, as in `a < b && b < c`";
    operators.diagnostics.push(
      report("chained-comparison", tokenSpan(third.sign), "comparisons do not chain", { help }),
    );
    return placed({ kind: "invalid", span });
  }
  const sign = right.sign.image as ComparisonSign;
  const signSpan = tokenSpan(right.sign);
  return placed({ kind: "comparison", sign, signSpan, left: left.node, right: right.node, span });
}
