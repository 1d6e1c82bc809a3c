import { describe, expect, test } from "vitest";
import { format } from "../../src/language/index.ts";

function formatted(source: string | Uint8Array): string {
  const result = format(source);
  return result.ok ? result.text : result.diagnostics.map(({ code }) => code).join(" ");
}

describe("format", () => {
  test("puts a claim on a line, and short objects and lists on one", () => {
    expect(formatted('{"a":1,"b":{"c":[1,2,{}],"d":[]},"e":{{member.name}}}')).toBe(`{
  "a": 1,
  "b": { "c": [1, 2, {}], "d": [] },
  "e": {{ member.name }}
}
`);
  });

  test("breaks what is wider than 80 columns, the outermost first", () => {
    const long = "x".repeat(30);
    expect(formatted(`{"a":{"b":["${long}","${long}"],"c":["${long}"]}}`)).toBe(`{
  "a": {
    "b": ["${long}", "${long}"],
    "c": ["${long}"]
  }
}
`);
  });

  test("80 columns fit, the comma included, and 81 do not", () => {
    const list = (length: number) => `{"a":["${"x".repeat(length)}"],"b":1}`;
    expect(formatted(list(80 - '  "a": [""],'.length)).split("\n")[1]).toHaveLength(80);
    expect(formatted(list(81 - '  "a": [""],'.length)).split("\n")[1]).toBe('  "a": [');
  });

  test("keeps comments where they belong", () => {
    const source = `// head
/* and more */
{"a":1, // one
/* two */ "b": /* in */ [1,2,
// deep
{"x":{} // inner
}], // after b


// alone
"c": 3
// end
}
// tail`;
    const text = `// head
/* and more */
{
  "a": 1, // one
  /* two */
  /* in */
  "b": [
    1,
    2,
    // deep
    {
      "x": {} // inner
    }
  ], // after b

  // alone
  "c": 3
  // end
}
// tail
`;
    expect(formatted(source)).toBe(text);
    expect(formatted(text)).toBe(text);
  });

  test("keeps one blank line between claims, and none at the edges", () => {
    expect(formatted('{\n\n"a": 1,\n\n\n\n"b": 2\n\n}')).toBe('{\n  "a": 1,\n\n  "b": 2\n}\n');
  });

  test("writes expressions with one blank around operators and no needless parentheses", () => {
    expect(formatted('{"a":<<((a.b)+(1))==2&&(!(c)||d)?[1,(2)]:(e??f)>>}')).toBe(
      '{\n  "a": << a.b + 1 == 2 && (!c || d) ? [1, 2] : e ?? f >>\n}\n',
    );
  });

  test("keeps the parentheses that the tree needs", () => {
    for (const expression of [
      "(a ?? b) == c",
      "(a ? b : c) ? d : e",
      "(a + b) + c",
      "a || (b || c)",
      "!(a && b)",
      "(!a).size()",
      "(a == b) == c",
      "(1).size()",
      "(-1).size()",
      "[1].size()",
    ]) {
      expect(formatted(`{"a":<<${expression}>>}`)).toBe(`{\n  "a": << ${expression} >>\n}\n`);
    }
  });

  test("writes strings in double quotes, and in a text in single ones", () => {
    expect(formatted(`{"a":<<'it\\'s "x"'>>,"b":"<<x['k']>> <<\\"it's\\">> <<'\\\\\\\\'>>"}`)).toBe(
      `{\n  "a": << "it's \\"x\\"" >>,\n  "b": "<< x['k'] >> << 'it\\\\'s' >> << '\\\\\\\\' >>"\n}\n`,
    );
  });

  test("escapes what would open a tag, also where a tag follows", () => {
    expect(formatted('{"\\u007b{k}}":"\\u003c<x>> \\u007b{{a}}} \\u003c<<b>>> {"}')).toBe(
      '{\n  "\\u007b{k}}": "\\u003c<x>> \\u007b{{ a }}} \\u003c<< b >>> {"\n}\n',
    );
  });

  test("keeps each tag's delimiters and each number as it was written", () => {
    expect(formatted('{"a":{{x}},"b":<<y>>,"c":1.0e2,"d":<<-0.50>>}')).toBe(
      '{\n  "a": {{ x }},\n  "b": << y >>,\n  "c": 1.0e2,\n  "d": << -0.50 >>\n}\n',
    );
  });

  test("drops a byte order mark and carriage returns between tokens", () => {
    expect(formatted('\uFEFF{\r\n"a": 1\r\n}\r\n')).toBe('{\n  "a": 1\n}\n');
  });

  test("gives the syntax errors of what cannot be parsed, and no text", () => {
    expect(formatted('{"a": 1,}')).toBe("trailing-comma");
    expect(formatted("[]")).toBe("not-an-object");
    expect(formatted(Uint8Array.of(0xff))).toBe("invalid-utf8");
  });

  test("formats what has other errors than those of syntax", () => {
    expect(formatted('{"iss":<<nope>>}')).toBe('{\n  "iss": << nope >>\n}\n');
  });

  test("refuses a text that would be over 64 KiB", () => {
    expect(formatted(`{"a":[${"1,".repeat(20_000)}1]}`)).toBe("template-too-large");
  });
});
