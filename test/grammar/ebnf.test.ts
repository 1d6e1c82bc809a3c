import { describe, expect, test } from "vitest";
import { vocabulary } from "../../grammar/tokens/token.ts";
import { isToken, readEbnf } from "./ebnf.ts";
import { parserSymbols } from "./grammar-symbols.ts";

const productions = readEbnf();
const rules = productions.filter((production) => !isToken(production));
const tokens = productions.filter(isToken);
const sorted = (names: Iterable<string>): readonly string[] => [...names].sort();

describe("grammar/claims.ebnf", () => {
  test("has the parser's rules as its productions, in their order", () => {
    expect(rules.map(({ name }) => name)).toEqual([...parserSymbols().keys()]);
  });

  test.each(rules)("names in `$name` what the parser's rule does, tolerance included", (rule) => {
    const named = new Set([...rule.symbols, ...rule.tolerated]);
    expect(sorted(named)).toEqual(sorted(parserSymbols().get(rule.name) ?? []));
  });

  test("lets the parser tolerate tokens that are wrong, and texts with tags as names", () => {
    const tolerated = rules.flatMap(({ name, tolerated }) => [...tolerated].map((symbol) => `${name}.${symbol}`));
    expect(tolerated).toEqual([
      "object.Invalid",
      "object.Colon",
      "object.value",
      "key.text",
      "key.InvalidKey",
      "value.Invalid",
      "array.Colon",
      "text.Invalid",
      "operand.Invalid",
    ]);
    for (const { name, symbols, tolerated } of rules)
      expect([name, [...symbols].filter((symbol) => tolerated.has(symbol))]).toEqual([name, []]);
  });

  test("describes each token of the vocabulary once", () => {
    expect(sorted(tokens.map(({ name }) => name))).toEqual(sorted(vocabulary.map(({ name }) => name)));
  });

  test("writes the tokens that have one spelling as the lexer does", () => {
    for (const { PATTERN, name } of vocabulary) {
      if (typeof PATTERN !== "string") continue;
      expect([name, tokens.find((token) => token.name === name)?.literals]).toEqual([name, [PATTERN]]);
    }
  });

  test("lists for a category the tokens that belong to it", () => {
    for (const category of vocabulary) {
      const members = vocabulary.filter(({ CATEGORIES }) => CATEGORIES?.includes(category)).map(({ name }) => name);
      const listed = tokens.find(({ name }) => name === category.name)?.symbols ?? [];
      expect([category.name, sorted(listed)]).toEqual([category.name, sorted(members)]);
    }
  });
});
