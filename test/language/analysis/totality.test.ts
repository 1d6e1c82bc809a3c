import { describe, expect, test } from "vitest";
import { type CompileOptions, compile } from "../../../src/language/index.ts";

const options: CompileOptions = {
  schemas: {
    "member.trusted_metadata": {
      type: "object",
      properties: {
        level: { type: "integer", minimum: 0, maximum: 9 },
        ratio: { type: "number" },
        nick: { type: "string", maxLength: 40 },
        digits: { enum: ["1", "22"] },
        flags: { enum: ["true", "false"] },
        on: { type: "boolean" },
        tags: { type: "array", items: { type: "string", maxLength: 20 }, maxItems: 20 },
        mixed: { type: "array", items: { type: ["string", "number"] }, maxItems: 5 },
        either: { type: ["string", "integer"], maxLength: 10, minimum: 0, maximum: 9 },
        box: { type: "object", properties: { x: { type: "integer" } }, additionalProperties: false },
      },
      required: ["level", "nick"],
      additionalProperties: false,
    },
  },
  policy: { roles: [], resources: [] },
};

/** The places that can fail, as `code expression`, for an expression over `$`, the member's metadata. */
function failing(expression: string, used = options): true | readonly string[] | undefined {
  const source = `{"a": << ${expression.replaceAll("$", "member.trusted_metadata")} >>}`;
  const { template, diagnostics } = compile(source, used);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const total = template?.total;
  if (total === true || total === undefined) return total;
  return total.map(
    ({ code, span }) => `${code} ${source.slice(span.start, span.end).replaceAll("member.trusted_metadata", "$")}`,
  );
}

describe("a template is total", () => {
  test.each([
    "$.level + 1",
    "$.nick.upperAscii().substring(0, 3)",
    "$.tags.filter(t, t.startsWith('a')).map(t, t + '!').sort().join(',')",
    "$.tags.exists(t, t in ['a', 'b'])",
    "$.box.x == 1",
    "$.digits.size() + int($.digits)",
    "bool($.flags)",
    "double($.digits) < 30",
    "string($.either)",
    "$.on && $.level > 3 ? $.nick : 'x'",
    "required($.nick)",
    "$.nick.matches('^[a-z]+$')",
    "$.tags[$.level]",
    "$.box.map(k, k)",
    "member.rbac.roles.filter(r, r.startsWith('app:')).join(' ')",
    "'k' in $.box",
  ])("with << %s >>", (expression) => {
    expect(failing(expression)).toBe(true);
  });
});

describe("a template is not total", () => {
  test.each([
    ["$.either.size()", ["wrong-kind $.either.size()"]],
    ["$.either + 1", ["wrong-kind $.either + 1"]],
    ["$.either < 3", ["wrong-kind $.either < 3"]],
    ["$.mixed.sort()", ["wrong-kind $.mixed.sort()"]],
    ["$.mixed.join(',')", ["wrong-kind $.mixed.join(',')"]],
    ["int($.nick)", ["not-convertible int($.nick)"]],
    ["int($.ratio)", ["not-convertible int($.ratio)"]],
    ["double($.nick)", ["not-convertible double($.nick)"]],
    ["bool($.nick)", ["not-convertible bool($.nick)"]],
    ["$.ratio + $.ratio", ["not-finite $.ratio + $.ratio"]],
    ["required($.on)", ["required-missing required($.on)"]],
    ["$.nick.substring($.ratio)", ["wrong-kind $.nick.substring($.ratio)"]],
    [
      "$.tags.exists(t, $.tags.exists(u, $.tags.exists(v, $.tags.exists(w, $.tags.exists(x, t + u + v + w == x)))))",
      [
        "evaluation-limit $.tags.exists(t, $.tags.exists(u, $.tags.exists(v, $.tags.exists(w, $.tags.exists(x, t + u + v + w == x)))))",
      ],
    ],
    [
      "$.nick.replace('', $.nick).replace('', $.nick).replace('', $.nick)",
      ["evaluation-limit $.nick.replace('', $.nick).replace('', $.nick).replace('', $.nick)"],
    ],
  ])("with << %s >>", (expression, expected) => {
    expect(failing(expression)).toEqual(expect.arrayContaining([...expected]));
  });

  test("where the type is only known from data", () => {
    expect(failing("$.x.lowerAscii()", {})).toEqual(["wrong-kind $.x.lowerAscii()"]);
    expect(failing("!$.x", {})).toEqual(["wrong-kind !$.x"]);
    expect(failing("$.x || $.y", {})).toEqual(["wrong-kind $.x", "wrong-kind $.y"]);
    expect(failing("$.x ? 1 : 2", {})).toEqual(["wrong-kind $.x"]);
    expect(failing("$.x.filter(y, y)", {})).toEqual(["wrong-kind y", "wrong-kind $.x.filter(y, y)"]);
    expect(failing("1 in $.x", {})).toEqual(["wrong-kind 1 in $.x"]);
    expect(failing("'a' in $.x", {})).toEqual(["wrong-kind 'a' in $.x"]);
    expect(failing("$.x.matches('a')", {})).toEqual(["wrong-kind $.x.matches('a')"]);
    expect(failing("string($.x)", {})).toEqual(["wrong-kind string($.x)"]);
  });

  test("where a text takes what may have no text", () => {
    const source = '{"a": "x<< member.trusted_metadata.x >>"}';
    expect(compile(source).template?.total).toEqual([
      {
        code: "wrong-kind",
        message: "`string` takes a string, a number or a boolean, which the data may not have",
        claim: "/a",
        span: { start: 11, end: 36 },
      },
    ]);
  });

  test("where tags together can take more steps than one evaluation has", () => {
    const heavy = "<< member.trusted_metadata.tags.exists(t, member.trusted_metadata.tags.exists(u, t + u == 'x')) >>";
    const claims = Array.from({ length: 40 }, (_, index) => `"c${index}": ${heavy}`);
    const { template } = compile(`{${claims.join(",")}}`, options);
    const total = template?.total;
    expect(total === true ? undefined : total?.map(({ code }) => code)).toContain("evaluation-limit");
    expect(total === true ? undefined : total?.[0]?.claim).not.toBe("/c0");
  });
});
