import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanJson } from "../../src/cli/json-scanner.ts";

describe("scanJson", () => {
  test.each([
    ["", 0, "the JSON text ends too early"],
    ['{"a": [1', 8, "the JSON text ends too early"],
    ['{"a" 1}', 5, "expected `:`"],
    ["{a: 1}", 1, "expected a key in double quotes"],
    ['{"a": 1,}', 8, "expected a key in double quotes"],
    ["[1,]", 3, "expected a value"],
    ["[1 2]", 3, "expected `,` or `]`"],
    ['{"a": 1 "b": 2}', 8, "expected `,` or `}`"],
    ["[1}", 2, "expected `,` or `]`"],
    ["[01]", 2, "expected `,` or `]`"],
    ["tru", 0, "expected a value"],
    ["-", 0, "expected a value"],
    ["{} {}", 3, "expected nothing more after the JSON value"],
    ["]", 0, "expected a value"],
    ['"a\nb"', 2, "this string is not closed, or has a character or an escape that JSON forbids"],
    ['{"\\x": 1}', 2, "this string is not closed, or has a character or an escape that JSON forbids"],
    ['["a', 3, "this string is not closed, or has a character or an escape that JSON forbids"],
  ])("says what is wrong with %j and where", (text, offset, message) => {
    expect(scanJson(text)).toEqual({ offset, message });
  });

  test("tells of each value with its path and the place of its key", () => {
    const seen: (readonly [string, number])[] = [];
    const fault = scanJson('{"a": [1, {"b": true}], "a": [], "\\u0063": {}}', (path, offset) => {
      seen.push([path.map(({ segment }) => segment).join("/"), offset]);
    });
    expect(fault).toBeUndefined();
    expect(seen).toEqual([
      ["", 0],
      ["a", 1],
      ["a/0", 7],
      ["a/1", 10],
      ["a/1/b", 11],
      ["a", 24],
      ["c", 33],
    ]);
  });

  test("accepts what JSON.parse accepts, and nothing else", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"',
      "\\u12ab",
      "\\",
      "1",
      "-0.5e3",
      "01",
      "true",
      "nul",
      " ",
      "\t",
      "\u00a0",
      "é",
    );
    const texts = fc.oneof(
      fc.array(pieces).map((parts) => parts.join("")),
      fc.json(),
      fc
        .tuple(fc.json(), fc.nat(), pieces)
        .map(
          ([json, at, piece]) =>
            json.slice(0, at % (json.length + 1)) + piece + json.slice((at + 1) % (json.length + 1)),
        ),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(scanJson(text) === undefined).toBe(parses);
      }),
      { numRuns: 2000 },
    );
  });

  test("takes any depth and length", () => {
    const deep = 200_000;
    expect(scanJson("[".repeat(deep) + "]".repeat(deep))).toBeUndefined();
    expect(scanJson("[".repeat(deep))).toEqual({ offset: deep, message: "the JSON text ends too early" });
    expect(scanJson(JSON.stringify("\\a".repeat(2_000_000)))).toBeUndefined();
    expect(scanJson(`"${"a".repeat(20_000_000)}"`)).toBeUndefined();
  });
});
