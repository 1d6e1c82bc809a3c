import {
  type CstNode,
  type IProduction,
  type IToken,
  NonTerminal,
  RepetitionWithSeparator,
  Terminal,
} from "chevrotain";
import { claimsParser } from "../../grammar/parse.ts";

/** The rules of the parser, each with the tokens and rules that it names. */
export function parserSymbols(): ReadonlyMap<string, ReadonlySet<string>> {
  const rules = Object.entries(claimsParser().getGAstProductions());
  return new Map(rules.map(([name, rule]) => [name, new Set(rule.definition.flatMap(symbolsIn))]));
}

function symbolsIn(production: IProduction): readonly string[] {
  if (production instanceof NonTerminal) return [production.nonTerminalName];
  if (production instanceof Terminal) return [production.terminalType.name];
  const inner = (production as IProduction & { readonly definition: readonly IProduction[] }).definition;
  const separator = production instanceof RepetitionWithSeparator ? [production.separator.name] : [];
  return [...inner.flatMap(symbolsIn), ...separator];
}

/** The `rule.symbol` that a syntax tree uses. */
export function symbolsOfTree(tree: CstNode): ReadonlySet<string> {
  const used = new Set<string>();
  const waiting: CstNode[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const [symbol, children] of Object.entries(node.children)) {
      if (children.length > 0) used.add(`${node.name}.${symbol}`);
      waiting.push(...children.filter(isNode));
    }
  }
  return used;
}

function isNode(child: CstNode | IToken): child is CstNode {
  return "children" in child;
}
