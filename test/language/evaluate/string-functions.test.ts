import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePointsOf } from "../../../src/language/code-points.ts";
import { Meter } from "../../../src/language/evaluate/meter.ts";
import { stringFunctions } from "../../../src/language/evaluate/string-functions.ts";
import { hardText } from "./arbitraries.ts";
import { type CostLaw, costLaw } from "./cost-law.ts";
import { failureOf, resultOrCode } from "./failure-of.ts";
import { hostileValues } from "./hostile-values.ts";
import { codeUnitsOf } from "./weight-of.ts";

function call(name: string, receiver?: unknown, ...operands: readonly unknown[]): unknown {
  return stringFunctions.get(name)?.(new Meter(), receiver, ...operands);
}

test("there are the methods of strings, but for `matches`", () => {
  expect([...stringFunctions.keys()]).toEqual([
    "size",
    "contains",
    "startsWith",
    "endsWith",
    "lowerAscii",
    "upperAscii",
    "trim",
    "split",
    "replace",
    "substring",
  ]);
});

const examples: readonly (readonly [name: string, operands: readonly unknown[], expected: unknown])[] = [
  ["size", ["a\u{1f600}\ud83d"], 3],
  ["size", [""], 0],
  ["contains", ["abc", "bc"], true],
  ["contains", ["abc", ""], true],
  ["contains", ["abc", "d"], false],
  ["contains", ["\u{1f600}", "\ud83d"], false],
  ["startsWith", ["abc", "ab"], true],
  ["startsWith", ["abc", "b"], false],
  ["startsWith", ["a", "ab"], false],
  ["startsWith", ["\u{1f600}", "\ud83d"], false],
  ["startsWith", ["\ud83dx", "\ud83d"], true],
  ["startsWith", ["\u{1f600}", ""], true],
  ["endsWith", ["abc", "bc"], true],
  ["endsWith", ["abc", "b"], false],
  ["endsWith", ["b", "ab"], false],
  ["endsWith", ["\u{1f600}", "\ude00"], false],
  ["endsWith", ["\u{1f600}", ""], true],
  ["lowerAscii", ["AZaz09À\u212a"], "azaz09À\u212a"],
  ["upperAscii", ["AZaz09éß"], "AZAZ09éß"],
  ["trim", [" \t\n a b\u0085\u00a0\u3000"], "a b"],
  ["trim", ["\ufeffa\u200b"], "\ufeffa\u200b"],
  ["trim", [" \u2028 "], ""],
  ["split", ["a,b,,c", ","], ["a", "b", "", "c"]],
  ["split", ["", ","], [""]],
  ["split", ["", ""], []],
  ["split", ["a\u{1f600}\ud83d", ""], ["a", "\u{1f600}", "\ud83d"]],
  ["split", ["aaa", "aa"], ["", "a"]],
  ["split", ["\u{1f600}", "\ude00"], ["\u{1f600}"]],
  ["replace", ["aXbX", "X", "yy"], "ayybyy"],
  ["replace", ["aaa", "aa", "b"], "ba"],
  ["replace", ["a.c", ".", "$&"], "a$&c"],
  ["replace", ["a\u{1f600}", "", "-"], "-a-\u{1f600}-"],
  ["replace", ["", "", "x"], "x"],
  ["replace", ["abc", "b", ""], "ac"],
  ["replace", ["\u{1f600}", "\ud83d", "x"], "\u{1f600}"],
  ["substring", ["a\u{1f600}bc", 1], "\u{1f600}bc"],
  ["substring", ["a\u{1f600}bc", 1, 3], "\u{1f600}b"],
  ["substring", ["abc", -2, 99], "abc"],
  ["substring", ["abc", 2, 1], ""],
  ["substring", ["abc", 3], ""],
  ["substring", ["abc", 0, -1], ""],
  ["substring", ["abc", 1.0, 1e300], "bc"],
];

describe("each method by example", () => {
  test("there is an example of each", () => {
    expect([...new Set(examples.map(([name]) => name))]).toEqual([...stringFunctions.keys()]);
  });

  test.each(examples)("%s of %j is %j", (name, operands, expected) => {
    expect(call(name, ...operands)).toEqual(expected);
  });
});

describe("laws", () => {
  test("pieces joined by the separator are the text", () => {
    fc.assert(
      fc.property(hardText, fc.oneof(hardText, fc.constantFrom("a", "\ud83d", "")), (text, separator) => {
        const pieces = call("split", text, separator);
        expect(Array.isArray(pieces) && pieces.join(separator)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("replacing is splitting and joining, and the empty string stands before and after all", () => {
    fc.assert(
      fc.property(hardText, fc.oneof(hardText, fc.constantFrom("a", "\ud83d", "")), hardText, (text, search, by) => {
        const pieces = search === "" ? ["", ...codePointsOf(text), ""] : call("split", text, search);
        const expected = text === "" && search === "" ? by : Array.isArray(pieces) && pieces.join(by);
        expect(call("replace", text, search, by)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test("a text contains what it is made of, at its boundaries", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "\u{1f600}")),
        fc.array(fc.constantFrom("a", "b", "\u{1f600}")),
        (start, end) => {
          const text = [...start, ...end].join("");
          expect(call("contains", text, end.join(""))).toBe(true);
          expect(call("startsWith", text, start.join(""))).toBe(true);
          expect(call("endsWith", text, end.join(""))).toBe(true);
        },
      ),
    );
  });

  test("trimming leaves no white space at the ends and takes only white space away", () => {
    const spaced = fc.string({ unit: fc.constantFrom(" ", "\u0085", "\u2003", "a", "\ufeff"), maxLength: 8 });
    fc.assert(
      fc.property(spaced, (text) => {
        const escaped = /^\p{White_Space}*(.*?)\p{White_Space}*$/su.exec(text);
        expect(call("trim", text)).toBe(escaped?.[1]);
      }),
    );
  });
});

describe("costs", () => {
  const texts = fc.tuple(hardText, hardText, hardText);
  const position = fc.integer({ min: -3, max: 10 });
  const laws: ReadonlyMap<string, CostLaw> = new Map([
    ["size", costLaw(texts, ([text]) => text.length)],
    ["contains", costLaw(texts, ([text, search]) => text.length + search.length)],
    ["startsWith", costLaw(texts, ([, search]) => search.length)],
    ["endsWith", costLaw(texts, ([, search]) => search.length)],
    ["lowerAscii", costLaw(texts, ([text]) => 2 * text.length)],
    ["upperAscii", costLaw(texts, ([text]) => 2 * text.length)],
    ["trim", costLaw(texts, ([text], result) => text.length + codeUnitsOf([result]))],
    [
      "split",
      costLaw(texts, ([text, separator], result) => {
        const pieces = Array.isArray(result) ? result : [];
        return text.length + separator.length + pieces.length + codeUnitsOf(pieces);
      }),
    ],
    [
      "replace",
      costLaw(texts, ([text, search, by], result) => text.length + search.length + by.length + codeUnitsOf([result])),
    ],
    [
      "substring",
      costLaw(fc.tuple(hardText, position, position), ([text], result) => text.length + codeUnitsOf([result])),
    ],
  ]);

  test("there is a formula for each method", () => {
    expect([...laws.keys()]).toEqual([...stringFunctions.keys()]);
  });

  test.each([...laws])("%s costs what it says", (name, law) => law(stringFunctions.get(name)));
});

describe("failures", () => {
  test("name the function, what it needs and the kind it got", () => {
    expect(failureOf(() => call("lowerAscii", 1))).toBe("wrong-kind: `lowerAscii` needs a string but got a number");
    expect(failureOf(() => call("contains", "a", []))).toBe("wrong-kind: `contains` needs a string but got a list");
    expect(failureOf(() => call("replace", "a", "b", null))).toBe("wrong-kind: `replace` needs a string but got null");
    expect(failureOf(() => call("substring", "a", true))).toBe(
      "wrong-kind: `substring` needs a whole number but got a boolean",
    );
    expect(failureOf(() => call("substring", "a", 0, 0.5))).toBe(
      "wrong-kind: `substring` needs a whole number but got a fraction",
    );
    expect(failureOf(() => call("size", 1))).toBe(
      "wrong-kind: `size` needs a string, a list or an object but got a number",
    );
  });

  test("come before a result is made that is too long", () => {
    const long = "ab".repeat(32_768);
    expect(call("replace", long, "b", "c")).toBe("ac".repeat(32_768));
    expect(resultOrCode(() => call("replace", long, "b", "cc"))).toEqual({ code: "evaluation-limit" });
    expect(resultOrCode(() => call("replace", "a".repeat(65_536), "a", "b".repeat(65_536)))).toEqual({
      code: "evaluation-limit",
    });
    expect(resultOrCode(() => call("replace", long, "", "c"))).toEqual({ code: "evaluation-limit" });
    expect(resultOrCode(() => call("split", "a".repeat(65_536), "a"))).toEqual({ code: "evaluation-limit" });
    expect(call("split", "a".repeat(65_535), "a")).toHaveLength(65_536);
    expect(resultOrCode(() => call("trim", " ".repeat(65_537)))).toEqual({ code: "evaluation-limit" });
  });

  test("are the only way in which a hostile value shows", () => {
    const codes = new Set<string>();
    for (const make of hostileValues.values()) {
      for (const name of stringFunctions.keys()) {
        for (const operands of [
          [make(), "a", "b"],
          ["text", make(), "b"],
          ["text", "e", make()],
          ["text", 1, make()],
        ]) {
          const outcome = resultOrCode(() => call(name, ...operands));
          codes.add("code" in outcome ? outcome.code : "result");
        }
      }
    }
    expect([...codes].sort()).toEqual(["evaluation-limit", "not-json", "result", "unreadable-data", "wrong-kind"]);
  });
});
