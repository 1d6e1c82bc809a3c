import { createRequire } from "node:module";
import { buildSync } from "esbuild";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Meter } from "../../../src/language/evaluate/meter.ts";
import { maxEvaluationSteps } from "../../../src/language/vocabulary/limits.ts";
import { compilePattern, type Pattern } from "../../../src/language/vocabulary/pattern.ts";
import { patternWeight } from "../../../src/language/vocabulary/pattern-weight.ts";
import { failureOf, resultOrCode } from "../evaluate/failure-of.ts";

function compiled(source: string): Pattern {
  const result = compilePattern(source);
  if (!result.ok) throw new Error(result.error);
  return result.pattern;
}

function matches(source: string, text: string): boolean {
  return compiled(source).test(new Meter(), text);
}

function errorOf(source: string): string {
  const result = compilePattern(source);
  return result.ok ? "no error" : result.error;
}

describe("Pattern.test", () => {
  test.each([
    ["b+", "abbc", true],
    ["^b", "abbc", false],
    ["", "", true],
    ["^app:[a-z]+$", "app:docs", true],
    ["^app:[a-z]+$", "app:docs\n", false],
    ["(?i)APP", "my app", true],
    ["^.$", "\u{1f600}", true],
    ["^..$", "\u{1f600}", false],
    ["^.$", "\ud83d", true],
    ["^[^a]$", "\ude00", true],
    ["\ud83d", "\u{1f600}", false],
    ["\ude00", "\u{1f600}", false],
    ["\ude00b", "\u{1f600}b", false],
    ["a\ud83d$", "a\u{1f600}", false],
    ["\ud83d", "a\ud83db", true],
    ["^\\pL+$", "héŁ", true],
    ["a\u0000b", "a\u0000b", true],
  ])("of %j in %j is %j", (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });

  test("agrees with the engine's expressions where both mean the same", () => {
    const parts = fc.constantFrom(
      "a",
      "b",
      ".",
      "[ab]",
      "[^a]",
      "(?:ab|c)",
      "(a|b)",
      "^",
      "$",
      "\u{1f600}",
      "[\u{1f600}c]",
    );
    const source = fc
      .array(fc.tuple(parts, fc.constantFrom("", "", "*", "+", "?", "{2}", "{1,3}")), { maxLength: 5 })
      .map((pairs) => pairs.map(([part, count]) => (part === "^" || part === "$" ? part : part + count)).join(""));
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "\u{1f600}"), maxLength: 10 });
    fc.assert(
      fc.property(source, text, (source, text) => {
        expect(matches(source, text)).toBe(new RegExp(source, "su").test(text));
      }),
      { numRuns: 3000 },
    );
  });

  test("costs the code units and one, times the size", () => {
    const pattern = compiled("a+b");
    const meter = new Meter();
    pattern.test(meter, "x\u{1f600}");
    expect(pattern.size).toBe(5);
    expect(meter.spent).toBe(4 * 5);
  });

  test("ends before it starts what would take too many steps", () => {
    const pattern = compiled("(?:a?){300}b");
    const meter = new Meter();
    expect(resultOrCode(() => pattern.test(meter, "a".repeat(65_536)))).toEqual({ code: "evaluation-limit" });
    expect(meter.spent).toBe(65_537 * pattern.size);
    expect(failureOf(() => compiled("a").test(new Meter(1e9), "a".repeat(65_537)))).toBe(
      "evaluation-limit: a string or a list is longer than 65536",
    );
  });

  // A search that backtracks would not come to an end.
  test.each([
    ["(?:a|[^b]){0,300}c", false],
    ["(?:[^c]*)*d", false],
    ["\\pL{200}", true],
    ["(a*)*b", false],
  ])("answers when it takes all steps that there are: %s", (source, isFound) => {
    const pattern = compiled(source);
    const length = Math.min(Math.floor(maxEvaluationSteps / pattern.size) - 1, 65_536);
    expect(pattern.test(new Meter(), "a".repeat(length))).toBe(isFound);
  });
});

describe("compilePattern", () => {
  test.each([
    ["(a", "missing closing ): `(a`"],
    ["a)", "unexpected ): `a)`"],
    ["[z-a]", "invalid character class range: `z-a`"],
    ["*", "missing argument to repetition operator: `*`"],
    ["(?=a)", "invalid or unsupported Perl syntax: `(?=`"],
    ["\\1", "invalid escape sequence: `\\1`"],
    ["a{1001}", "invalid repeat count: `{1001}`"],
    ["(?:a{100}){100}", "the pattern is too large when it is compiled"],
    ["((a{100}){100}){100}", "the pattern is too large when it is compiled"],
    ["\\", "trailing backslash at end of expression"],
  ])("says what is wrong with %j", (source, expected) => {
    expect(errorOf(source)).toBe(expected);
  });

  test("allows 256 code points and not one more", () => {
    expect(errorOf("\u{1f600}".repeat(256))).toBe("no error");
    expect(errorOf("a".repeat(257))).toBe("the pattern is longer than 256 characters");
  });

  test.each([
    `(?:${"a".repeat(240)}){1000}`,
    `(?:${"(a)?".repeat(60)}){0,1000}`,
    "a{1000}".repeat(32),
    `\\Qx\\\\E${"(?:aaaaaaaaaaaa){900}"}`,
    `[]](?:${"[[:alpha:]]]".repeat(9)}){900}`,
    `(?i)[${"a-\u{1e900}".repeat(80)}]`,
    `(?i)${"[\\x{80}-\\x{1F000}]".repeat(12)}`,
    `(?i)[${"\\x80-\\x{1F000}".repeat(14)}]`,
  ])("refuses %j without compiling it", (source) => {
    expect(errorOf(source)).toBe("the pattern is too large when it is compiled");
  });

  test("takes what people write", () => {
    const sources = [
      "^[a-z0-9._-]{1,500}@[a-z]{1,500}$",
      "(?i)^[à-öø-ÿā-ſ]+$",
      "^(?P<area>[a-z]+):(?P<role>[a-z]{1,64})$",
      "a{1000}b{1000}",
      "(?i)^(admin|owner)[-_ ]?[0-9]{0,4}$",
      "\\Qa.b\\E+",
    ];
    expect(sources.map(errorOf)).toEqual(sources.map(() => "no error"));
  });
});

describe("patternWeight", () => {
  test("is never below the size of the program", () => {
    const atom = fc.constantFrom(
      ..."a b . \\pL \\p{Greek} [a-z] [^]a] [[:alpha:]] [\\pL] \\b ^ $ () (|) \\x{1F600} (?i) \\Qab\\E \\Q\\\\E \u{1f600} ] } { {,3} \\\\ | \\d".split(
        " ",
      ),
    );
    const count = fc.constantFrom(..." * + ? {3} {2,5} {0,9} {4,} *? {10} {40} {0,50}? {0} {0,} {1}".split(" "));
    const { source } = fc.letrec<{ source: string }>((tie) => ({
      source: fc
        .array(
          fc.tuple(
            fc.oneof(
              { maxDepth: 3 },
              atom,
              fc
                .tuple(fc.constantFrom("(", "(?:", "(?i:", "(?P<n>"), tie("source"))
                .map(([open, inner]) => `${open}${inner})`),
            ),
            count,
          ),
          { maxLength: 5 },
        )
        .map((parts) => parts.flat().join("")),
    }));
    let sizes = 0;
    fc.assert(
      fc.property(source, (source) => {
        const result = compilePattern(source);
        if (!result.ok) return;
        sizes++;
        expect(patternWeight(source)).toBeGreaterThanOrEqual(result.pattern.size);
      }),
      { numRuns: 3000 },
    );
    expect(sizes).toBeGreaterThan(1000);
  });

  test.each([
    ["", 3],
    ["a", 4],
    ["ab{10}", 26],
    ["(?:ab){10}", 65],
    ["a{2,5}", 15],
    ["\\pL{2}", 110],
    ["(?i)[a-z]", 5],
    ["(?i)[\\x{0}-\\x{4000}]", 260],
    ["[\\x{0}-\\x{4000}]", 4],
  ])("of %j is %j", (source, expected) => {
    expect(patternWeight(source)).toBe(expected);
  });

  test("does not need a valid pattern", () => {
    expect(
      ["))((", "[", "{3}", "\\", "(?", "(?i)[z-a]", "\\x{", "(?i)\\x41-\\"].map(patternWeight).every(Number.isFinite),
    ).toBe(true);
  });
});

test("a bundle loads the library only when there is a pattern", () => {
  const entry = new URL("../../../src/language/vocabulary/pattern.ts", import.meta.url).pathname;
  const { metafile } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).filter((file) => file.includes("node_modules"))).toEqual([]);
  expect(typeof createRequire(entry)("re2js").RE2JS.compile).toBe("function");
});
