import { describe, expect, test } from "vitest";
import { applyFixes } from "../../src/language/diagnostics/apply-fixes.ts";
import { type CompileOptions, compile, format, type Template } from "../../src/language/index.ts";
import { accepts } from "../../src/language/vocabulary/types/index.ts";

function template(text: string, options: CompileOptions = {}): Template {
  const compiled = compile(text, options);
  expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (compiled.template === undefined) throw new Error(`no template: ${text}`);
  return compiled.template;
}

function schema(properties: Readonly<Record<string, unknown>>): CompileOptions {
  const closed = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  return { schemas: { "member.trusted_metadata": closed } };
}

/** The failures that a template tells of, as code and text. */
function told(text: string, options: CompileOptions = {}): true | readonly string[] {
  const { total } = template(text, options);
  return total === true || total.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

/** A template with the fix of its first error applied. */
function mended(text: string, options: CompileOptions = {}): string {
  const first = compile(text, options).diagnostics.find(({ severity }) => severity === "error");
  return applyFixes(text, first === undefined ? [] : [first]);
}

const m = "member.trusted_metadata";

describe("totality tells", () => {
  test("that a chain of `map` can make a value deeper than what is emitted or compared", () => {
    const deep = (times: number) => `[1]${".map(x, [x])".repeat(times)}`;
    expect(told(`{ "a": << ${deep(63)} >> }`)).toBe(true);
    expect(told(`{ "a": << ${deep(64)} >> }`)).toEqual([`not-json ${deep(64)}`]);
    expect(told(`{ "a": << ${deep(64)} == [1] >> }`)).toEqual([`not-json ${deep(64)} == [1]`]);
    expect(told(`{ "a": << ${deep(64)}.distinct().size() >> }`)).toEqual([`not-json ${deep(64)}.distinct()`]);
    expect(told(`{ "a": << ${deep(64)}.filter(x, true).first()[0].size() >> }`)).toBe(true);
  });

  test("that a value of metadata can be deep by itself", () => {
    const metadata = schema({ l: { type: "array", items: true, maxItems: 3 } });
    const inside = (times: number) => `${m}.l${".map(x, [x])".repeat(times)}`;
    expect(told(`{ "a": << ${inside(32)} >> }`, metadata)).toBe(true);
    expect(told(`{ "a": << ${inside(33)} >> }`, metadata)).toEqual([`not-json ${inside(33)}`]);
  });

  test("a wrong condition at the place of the condition itself", () => {
    const options = schema({
      b: { type: ["boolean", "integer"], minimum: 0, maximum: 9 },
      l: { type: "array", maxItems: 2 },
    });
    expect(told(`{ "a": << true && ${m}.b >> }`, options)).toEqual([`wrong-kind ${m}.b`]);
    expect(told(`{ "a": << ${m}.b ? 1 : 2 >> }`, options)).toEqual([`wrong-kind ${m}.b`]);
    expect(told(`{ "a": << ${m}.l.exists(x, ${m}.b) >> }`, options)).toEqual([`wrong-kind ${m}.b`]);
  });

  test("that the text of a number can be too large for a double", () => {
    const text = `{ "a": << double(${m}.s) >> }`;
    expect(told(text, schema({ s: { enum: ["1", "1e400"] } }))).toEqual([`not-finite double(${m}.s)`]);
    expect(told(text, schema({ s: { enum: ["1", "a"] } }))).toEqual([`not-convertible double(${m}.s)`]);
  });

  test("every tag with which the steps of an evaluation can run out", () => {
    const options = schema({
      l: { type: "array", items: { type: "integer", minimum: 0, maximum: 9 }, maxItems: 1000 },
    });
    const heavy = `${m}.l.all(a, ${m}.l.all(b, a == b))`;
    const text = `{ "a": << ${heavy} >>, "b": << ${m}.l >>, "c": << ${heavy} >> }`;
    expect(told(text, options)).toEqual([`evaluation-limit ${heavy}`, `evaluation-limit ${heavy}`]);
  });
});

describe("the type of a template has", () => {
  test("the element that a string of digits finds in what may be a list", () => {
    const either = {
      anyOf: [
        { type: "array", items: { type: "integer" } },
        { type: "object", additionalProperties: true },
      ],
    };
    const made = template(`{ "a": << ${m}.u[${m}.s] >> }`, schema({ u: either, s: { type: "string", maxLength: 3 } }));
    const evaluation = made.evaluate({ member: { trusted_metadata: { u: [7], s: "0" } } });
    expect(evaluation).toEqual({ ok: true, claims: { a: 7 } });
    expect(evaluation.ok && accepts(made.type, evaluation.claims)).toBe(true);
  });

  test("nothing for an index that no list reaches", () => {
    const made = template('{ "a": << member.rbac.roles[member.rbac.roles.size() + 1e300] >> }');
    expect(accepts(made.type, {})).toBe(true);
    expect(compile('{ "a": << member.rbac.roles[1e308] >> }').diagnostics.map(({ code }) => code)).toEqual([
      "no-such-member",
    ]);
  });
});

describe("the formatter keeps", () => {
  test.each(["(member.name.trim()).lowerAscii()", "(member.rbac.roles).actions", "(1).size()", "([1].first()).a"])(
    "the parentheses of %s",
    (expression) => {
      const text = `{\n  "a": << ${expression} >>\n}\n`;
      expect(format(text)).toEqual({ ok: true, text });
    },
  );
});

describe("a fix", () => {
  test("writes a name in a text as a text writes it", () => {
    const options = schema({ "favourite colour": { type: "string", maxLength: 9 } });
    expect(mended(`{ "a": "<< ${m}['favorite colour'] >>" }`, options)).toBe(
      `{ "a": "<< ${m}['favourite colour'] >>" }`,
    );
  });

  test("puts a name in brackets that cannot stand behind a dot", () => {
    const options = schema({ "first name": { type: "string", maxLength: 9 } });
    expect(mended(`{ "a": << ${m}.firstname >> }`, options)).toBe(`{ "a": << ${m}["first name"] >> }`);
  });

  test("does not add `.actions` where that gives no path", () => {
    const text = '{ "a": << member.rbac.documents["x"].actions >> }';
    expect(mended(text)).toBe(text);
  });

  test("converts a summand with the parentheses that belong to it", () => {
    expect(mended('{ "a": << "n" + (member.rbac.roles.last()).size() >> }')).toBe(
      '{ "a": << "n" + string((member.rbac.roles.last()).size()) >> }',
    );
  });

  test("makes a line break inside a tag of a text a blank", () => {
    expect(mended('{ "a": "<< member.name\n >>" }')).toBe('{ "a": "<< member.name  >>" }');
  });

  test("leaves alone a string with escapes in a tag of a text", () => {
    const text = String.raw`{ "a": "<< "\u00e9" >>" }`;
    expect(mended(text)).toBe(text);
  });
});

describe("one mistake is reported once", () => {
  test("though brackets stand behind it in the tag", () => {
    const codes = compile('{ "a": [<< 1 === a["b"]["c"] >>, 2] }').diagnostics.map(({ code }) => code);
    expect(codes).toEqual(["unsupported-operator"]);
  });
});
