import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parse.ts";
import { vocabulary } from "../../grammar/tokens/token.ts";
import { diagnosticCodes } from "../../src/language/diagnostics/catalogue.ts";
import { evaluationCodes } from "../../src/language/evaluate/failure.ts";
import { lintRules } from "../../src/language/lint/rules.ts";
import {
  functionDefinitions,
  globalNames,
  macroSummaries,
  methodNames,
} from "../../src/language/vocabulary/functions/functions.ts";
import { maxExpressionDepth, maxJsonDepth } from "../../src/language/vocabulary/limits.ts";
import { corpus } from "./corpus.ts";
import { answerTo, textOf, tokensOf } from "./corpus-answer.ts";
import type { CorpusCase } from "./corpus-case.ts";
import { isToken, readEbnf } from "./ebnf.ts";
import { parserSymbols, symbolsOfTree } from "./grammar-symbols.ts";

const functions = [
  ...functionDefinitions.map(({ receiver, name }) => `function:${receiver}.${name}`),
  "function:string.matches",
  ...Object.keys(macroSummaries).flatMap((name) => [`function:list.${name}`, `function:object.${name}`]),
  ...globalNames.map((name) => `function:global.${name}`),
  ...new Set([...methodNames, ...globalNames].map((name) => `function:null.${name}`)),
];
const rules = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `rule:N${number}`);
const values = ["numbers", "conversion", "equality", "order", "strings", "clamping", "matches", "in"].map(
  (line) => `values:${line}`,
);
const codes = diagnosticCodes.map((code) => `code:${code}`);
const evaluations = Object.keys(evaluationCodes).map((code) => `evaluation:${code}`);
const lints = lintRules.map(({ id }) => `lint:${id}`);
const subjects = new Set([...functions, ...rules, ...values, ...codes, ...evaluations, ...lints]);

/** Subjects that need no case of either sort: what they are called is up to the case. */
const isFree = (subject: string): boolean => /^(?:limit|syntax):\S/.test(subject);

const casesOf = (kind: CorpusCase["kind"]): readonly CorpusCase[] => corpus.filter((one) => one.kind === kind);
const name = ({ file, heading }: CorpusCase): string => `${file}: ${heading}`;

function uncovered(kind: CorpusCase["kind"], wanted: readonly string[]): readonly string[] {
  const covered = new Set(casesOf(kind).flatMap(({ covers }) => covers));
  return wanted.filter((subject) => !covered.has(subject));
}

function alternativesIn(cases: readonly CorpusCase[]): ReadonlySet<string> {
  const trees = cases.flatMap(({ source }) => {
    const { cst } = parse(textOf(source), { json: maxJsonDepth, expression: maxExpressionDepth });
    return cst === undefined ? [] : [...symbolsOfTree(cst)];
  });
  return new Set(trees);
}

const alternatives = [...parserSymbols()].flatMap(([rule, symbols]) => [...symbols].map((one) => `${rule}.${one}`));
const tolerated = new Set(
  readEbnf()
    .filter((production) => !isToken(production))
    .flatMap((production) => [...production.tolerated].map((one) => `${production.name}.${one}`)),
);

describe.each(["valid", "invalid"] as const)("the %s cases of the corpus", (kind) => {
  test.each([
    ["every function on each kind of receiver and on null", functions],
    ["every rule about null", rules],
    ["every line of the table of values", values],
    ["every code of the catalogue", codes],
    ["every evaluation code", evaluations],
    ["every lint rule", lints],
  ])("cover %s", (_, wanted) => {
    expect(uncovered(kind, wanted)).toEqual([]);
  });

  test("cover every alternative of the grammar", () => {
    const used = alternativesIn(casesOf(kind));
    const wanted = alternatives.filter((one) => kind === "invalid" || !tolerated.has(one));
    expect(wanted.filter((one) => !used.has(one))).toEqual([]);
  });

  test("say what they cover in words that the corpus knows", () => {
    const unknown = casesOf(kind).flatMap((one) =>
      one.covers.filter((subject) => !subjects.has(subject) && !isFree(subject)).map((subject) => [name(one), subject]),
    );
    expect(unknown).toEqual([]);
  });

  test("call the functions that they cover", () => {
    const missing = casesOf(kind).flatMap((one) => {
      const images = new Set(tokensOf(one).map(({ image }) => image));
      const called = one.covers.filter((subject) => subject.startsWith("function:"));
      return called
        .filter((subject) => !images.has(subject.slice(subject.indexOf(".") + 1)))
        .map((subject) => [name(one), subject]);
    });
    expect(missing).toEqual([]);
  });
});

describe("a case of the corpus", () => {
  test("that is valid uses nothing that the parser only tolerates", () => {
    expect([...alternativesIn(casesOf("valid"))].filter((one) => tolerated.has(one))).toEqual([]);
  });

  test("that is invalid and covers a code or a lint rule expects it", () => {
    const untrue = casesOf("invalid").flatMap((one) => {
      const given = (one.diagnostics ?? []).map((line) => line.split(" ")[1]);
      return codesOf(one)
        .filter((code) => !given.includes(code))
        .map((code) => [name(one), code]);
    });
    expect(untrue).toEqual([]);
  });

  test("that is valid and covers a code or a lint rule just misses it", () => {
    const untrue = casesOf("valid").flatMap((one) => {
      const covered = codesOf(one);
      const given = covered.length === 0 ? [] : answerTo(one).diagnostics.map((line) => line.split(" ")[1]);
      return covered.filter((code) => given.includes(code)).map((code) => [name(one), code]);
    });
    expect(untrue).toEqual([]);
  });

  test("that is invalid and covers an evaluation error ends in it", () => {
    const untrue = casesOf("invalid").flatMap((one) =>
      one.covers
        .filter((subject) => subject.startsWith("evaluation:") && subject !== `evaluation:${one.error?.split(" ")[0]}`)
        .map((subject) => [name(one), subject]),
    );
    expect(untrue).toEqual([]);
  });
});

/** The codes and the lint rules that a case covers. */
function codesOf({ covers }: CorpusCase): readonly string[] {
  return covers.flatMap((subject) =>
    /^(?:code|lint):/.test(subject) ? [subject.slice(subject.indexOf(":") + 1)] : [],
  );
}

describe("the corpus", () => {
  test("uses every token of the vocabulary", () => {
    const used = new Set(corpus.flatMap((one) => tokensOf(one).map(({ tokenType }) => tokenType.name)));
    const categories = new Set(vocabulary.flatMap(({ CATEGORIES }) => CATEGORIES ?? []));
    // Those that are passed over leave no token.
    const passedOver = ["WhiteSpace", "ByteOrderMark", "StrayWhiteSpace", "CommentInTag", "TabInText"];
    const wanted = vocabulary.filter((type) => !categories.has(type)).map(({ name: one }) => one);
    expect(wanted.filter((one) => !used.has(one) && !passedOver.includes(one))).toEqual([]);
  });

  test.each(["??", "||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+"])("evaluates `%s`", (sign) => {
    const used = casesOf("valid").some((one) =>
      tokensOf(one).some(({ image, tokenType }) => isOperator(tokenType.name) && image === sign),
    );
    expect(used).toBe(true);
  });
});

function isOperator(type: string): boolean {
  return type === "OperatorSign" || type === "In";
}
