import { describe, expect, test } from "vitest";
import { closesAt, endOfLine, openerAt, tagAt, trimmedEnd } from "../../grammar/delimiters.ts";

/** The tag that opens at the beginning of the text. */
function tag(text: string, spelling: "plain" | "in-text" = "plain") {
  const delimiter = openerAt(text, 0);
  if (delimiter === undefined) throw new Error("no tag opens there");
  return tagAt(text, 0, delimiter, spelling);
}

/** Its code, where the mistake is, and where the tag ends. */
function broken(text: string, spelling: "plain" | "in-text" = "plain"): string {
  const extent = tag(text, spelling);
  if (extent.kind === "tag") return `ends at ${extent.end}`;
  const { code, start, end } = extent.problem;
  return `${code} ${start}-${end}, ends at ${extent.end}`;
}

describe("openerAt and closesAt", () => {
  test("tell the delimiters apart", () => {
    expect(["{{", "<<", "{ {", "<", ""].map((text) => openerAt(text, 0))).toEqual([
      "braces",
      "angles",
      undefined,
      undefined,
      undefined,
    ]);
    expect([closesAt("}}", 0, "braces"), closesAt("}}", 0, "angles"), closesAt(">>", 0, "angles")]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe("tagAt", () => {
  test.each([
    ["<< x >>", 7],
    ["{{x}}}", 5],
    ["<< a > b >>", 11],
    ["<< '>>' >>", 10],
    ['<< ">>" >>', 10],
    ["<< a }} >>", 10],
    ["<<\n x\n>>", 8],
    ["<< {{x >>", "unclosed-tag 0-2, ends at 3"],
  ])("finds the end of %j", (text, end) => {
    expect(broken(text)).toBe(typeof end === "number" ? `ends at ${end}` : end);
  });

  test.each([
    ["<<>>", "empty-tag 0-4, ends at 4"],
    ["{{ \n }}", "empty-tag 0-7, ends at 7"],
    ["<< x", "unclosed-tag 0-2, ends at 4"],
    ["<< x }\n", "unclosed-tag 0-2, ends at 4"],
    ["<< x << y >> z", "unclosed-tag 0-2, ends at 5"],
    ["<< x {{ y }} z >> .", "unclosed-tag 0-2, ends at 17"],
    ["<< x }} y", "mismatched-tag 5-7, ends at 7"],
    ["{{ x >> y", "mismatched-tag 5-7, ends at 7"],
    ["<< x }} it's", "mismatched-tag 5-7, ends at 7"],
    ["<< 'x >> y", "unclosed-string 3-6, ends at 8"],
    ["<< 'x y, ", "unclosed-string 3-7, ends at 7"],
  ])("tells what is wrong with %j", (text, what) => {
    expect(broken(text)).toBe(what);
  });

  test.each([
    ["<< x >>.", "ends at 7"],
    ['<< x" >>', "unclosed-tag 0-2, ends at 4"],
    ["<< x\n>>", "unclosed-tag 0-2, ends at 4"],
    ['<< "a" >>"', "quote-in-tag 3-4, ends at 9"],
    ['<< x["a"] >>"', "quote-in-tag 5-6, ends at 12"],
    ['<< x "a" >>"', "unclosed-tag 0-2, ends at 5"],
    ['<< x["a" >> ', "unclosed-tag 0-2, ends at 5"],
    ['<< x["a"\n] >>"', "unclosed-tag 0-2, ends at 5"],
    ['<< x["a"', "unclosed-tag 0-2, ends at 5"],
    ['<< x["it\'s"] >>"', "unclosed-tag 0-2, ends at 5"],
  ])("tells what %j is in a text", (text, what) => {
    expect(broken(text, "in-text")).toBe(what);
  });

  test("turns the quotes of all its strings, and leaves the others", () => {
    const extent = tag('<< f("a", \'b\', "c") >>"', "in-text");
    expect(extent.kind === "broken" && extent.problem).toEqual({
      code: "quote-in-tag",
      start: 5,
      end: 6,
      repair: [
        { start: 5, end: 6, text: "'" },
        { start: 7, end: 8, text: "'" },
        { start: 15, end: 16, text: "'" },
        { start: 17, end: 18, text: "'" },
      ],
    });
  });

  test("takes all of too many delimiters, and keeps two", () => {
    expect(tag("{{{x}}} }")).toEqual({
      kind: "broken",
      end: 7,
      problem: {
        code: "triple-delimiter",
        start: 0,
        end: 3,
        found: "{{{",
        expected: "{{",
        repair: [
          { start: 2, end: 3, text: "" },
          { start: 6, end: 7, text: "" },
        ],
      },
    });
    expect(broken("<<<<x>>>>>")).toBe("triple-delimiter 0-4, ends at 9");
    expect(broken("<<<x>>")).toBe("triple-delimiter 0-3, ends at 6");
  });

  test("repairs no triple delimiter around what is broken itself", () => {
    expect(tag("<<<x")).toEqual({
      kind: "broken",
      end: 4,
      problem: { code: "triple-delimiter", start: 0, end: 3, found: "<<<", expected: "<<" },
    });
  });

  test("closes a mismatched tag with the right delimiter", () => {
    expect(tag("<< x }}")).toEqual({
      kind: "broken",
      end: 7,
      problem: {
        code: "mismatched-tag",
        start: 5,
        end: 7,
        found: "<<",
        expected: ">>",
        repair: [{ start: 5, end: 7, text: ">>" }],
      },
    });
  });
});

describe("endOfLine", () => {
  test("ends with a line feed, a carriage return or the bound", () => {
    expect([endOfLine("ab\ncd", 0, 5), endOfLine("ab\rcd", 0, 5), endOfLine("abcd", 0, 3)]).toEqual([2, 2, 3]);
  });
});

describe("trimmedEnd", () => {
  test("leaves out the brackets and the comma that stand last", () => {
    expect([trimmedEnd("a b }] ,", 0, 8), trimmedEnd("}}", 0, 2), trimmedEnd("a", 0, 1)]).toEqual([3, 0, 1]);
  });
});
