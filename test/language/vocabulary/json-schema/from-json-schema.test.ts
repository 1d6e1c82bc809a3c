import { describe, expect, test } from "vitest";
import {
  fromJsonSchema,
  type SchemaProblem,
} from "../../../../src/language/vocabulary/json-schema/from-json-schema.ts";
import {
  byteBounds,
  isNever,
  never,
  printType,
  selectProperty,
} from "../../../../src/language/vocabulary/types/index.ts";

/** The printed type of a schema that has no problems. */
function typeOf(schema: unknown): string {
  const { type, problems } = fromJsonSchema(schema);
  expect(problems).toEqual([]);
  return printType(type);
}

function problemsOf(schema: unknown): readonly SchemaProblem[] {
  return fromJsonSchema(schema).problems;
}

function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let schema: unknown = { type: "string" };
  for (let level = 0; level < levels; level += 1) schema = wrap(schema);
  return schema;
}

describe("a schema's keywords", () => {
  test.each([
    [true, "any | null"],
    [{}, "any | null"],
    [{ description: "notes say nothing", title: "t", default: 1, examples: [], format: "date" }, "any | null"],
    [{ $schema: "https://json-schema.org/draft/2020-12/schema", $id: "x", $comment: "c", $defs: {} }, "any | null"],
    [{ type: "string" }, "string"],
    [{ type: "string", minLength: 3, maxLength: 128 }, "string(3..128)"],
    [{ type: ["string", "null"], maxLength: 8 }, "string(..8) | null"],
    [{ type: "integer", minimum: 1, maximum: 3 }, "integer(1..3)"],
    [{ type: ["integer", "number"], minimum: 0.5 }, "number(0.5..)"],
    [{ type: "boolean" }, "boolean"],
    [{ enum: ["free", "pro", null] }, '"free" | "pro" | null'],
    [{ enum: [1, 1.5, true, { a: 1 }, ["x"]] }, 'true | 1 | 1.5 | ["x"] | { a: 1 }'],
    [{ enum: ["a", 1], type: "string" }, '"a"'],
    [{ const: "pro" }, '"pro"'],
    [{ const: null }, "null"],
    [{ type: "array", items: { type: "string" }, maxItems: 5 }, "list<string>(..5)"],
    [{ type: "array" }, "list<any | null>"],
    [{ type: "array", prefixItems: [{ type: "string" }, {}], items: false }, "[string, any | null](..2)"],
    [{ type: "array", prefixItems: [{ type: "string" }], items: { type: "number" } }, "[string, ...number]"],
    [{ type: "object", properties: { plan: { type: "string" } } }, "{ plan?: string, ... }"],
    [
      { type: "object", properties: { "first name": {} }, required: ["first name"], additionalProperties: false },
      '{ "first name": any | null }',
    ],
    [{ type: "object", additionalProperties: { type: "number" } }, "{ ...: number }"],
    [{ type: "object", required: ["id"] }, "{ id: any | null, ... }"],
    [{ minLength: 3 }, "boolean | number | string(3..) | list<any | null> | { ...: any | null } | null"],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string | null"],
    [{ oneOf: [{ const: 1 }, { const: 2 }] }, "1 | 2"],
    [{ anyOf: [{ maxLength: 5 }, { minLength: 9 }], type: "string" }, "string(..5) | string(9..)"],
    [
      { type: "object", allOf: [{ properties: { a: {} } }, { properties: { b: {} } }] },
      "{ a?: any | null, b?: any | null, ... }",
    ],
    [{ type: "string", $ref: "#/$defs/short", $defs: { short: { maxLength: 4 } } }, "string(..4)"],
    [{ properties: { __proto__: {} }, type: "object" }, "{ ... }"],
    [JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'), "{ __proto__?: string, ... }"],
  ])("%j is %s", (schema, printed) => {
    expect(typeOf(schema)).toBe(printed);
  });

  test("that no value fits together give never, and say so", () => {
    const problem = { kind: "invalid", pointer: "", message: "no value fits this schema" };
    for (const schema of [
      false,
      { type: "string", const: 1 },
      { enum: [] },
      { type: "integer", minimum: 2, maximum: 1 },
    ]) {
      expect(fromJsonSchema(schema)).toEqual({ type: never, userWritable: false, problems: [problem] });
    }
  });

  test("are read as for values within a bound of bytes, if one is given", () => {
    const { type } = fromJsonSchema({ type: "array", items: { type: "string" } }, { greatestBytes: 4096 });
    expect(printType(type)).toBe("list<string>(..1365)");
    expect(byteBounds(type)).toEqual({ least: 2, greatest: 4096 });
    expect(isNever(fromJsonSchema({ const: "too long" }, { greatestBytes: 8 }).type)).toBe(true);
  });
});

describe("what a template may read", () => {
  const undeclared = (schema: unknown) => selectProperty(fromJsonSchema(schema).type, "x").undeclared;

  test.each([
    ["nothing else where an object declares its properties", { properties: { a: {} } }],
    ["nothing where it is only called an object", { type: "object" }],
    ["nothing where additional properties are forbidden", { type: "object", additionalProperties: false }],
    ["nothing where an object among other kinds declares", { type: ["object", "string"], properties: {} }],
    ["nothing else of parts that declare", { allOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }],
    [
      "nothing else where a silent schema refers to one that declares",
      { $ref: "#/$defs/d", title: "t", $defs: { d: { type: "object" } } },
    ],
    [
      "nothing else where a schema silent on objects joins one that declares",
      { minLength: 1, allOf: [{ type: "object" }] },
    ],
    ["nothing else of listed objects", { enum: [{ a: 1 }, { b: 1 }] }],
  ])("is %s", (_, schema) => {
    expect(undeclared(schema)).toBe(true);
  });

  test.each([
    ["anything of a schema that says nothing", {}],
    ["anything of a schema that says nothing about objects", { minLength: 1 }],
    [
      "anything where additional properties are written",
      { properties: { a: {} }, additionalProperties: { type: "string" } },
    ],
    [
      "anything where one part opens the object",
      { type: "object", allOf: [{ properties: { a: {} }, additionalProperties: true }] },
    ],
    ["what one of several schemas declares", { anyOf: [{ type: "object" }, { properties: { x: {} } }] }],
    [
      "anything where patterns that are not read may allow it",
      { patternProperties: { "^x": {} }, additionalProperties: false },
    ],
    ["what is required", { type: "object", required: ["x"] }],
  ])("is %s", (_, schema) => {
    expect(undeclared(schema)).toBe(false);
  });

  test("has the type of what data may have there, declared or not", () => {
    const schema = { anyOf: [{ type: "object" }, { type: "object", properties: { x: { type: "string" } } }] };
    expect(printType(selectProperty(fromJsonSchema(schema).type, "x").type)).toBe("any | null");
    const closed = {
      anyOf: [
        { type: "object", additionalProperties: false },
        { type: "object", properties: { x: { type: "string" } } },
      ],
    };
    expect(printType(selectProperty(fromJsonSchema(closed).type, "x").type)).toBe("string | null");
  });
});

describe("x-user-writable", () => {
  const writable = { type: "string", "x-user-writable": true };
  const isWritable = (schema: unknown) => selectProperty(fromJsonSchema(schema).type, "x").userWritable;

  test.each([
    ["on the property", { properties: { x: writable } }],
    ["behind a reference", { properties: { x: { $ref: "#/$defs/w" } }, $defs: { w: writable } }],
    ["in a part", { properties: { x: { allOf: [{}, writable] } } }],
    ["in an alternative", { properties: { x: { anyOf: [{ type: "null" }, writable] } } }],
    ["on the elements", { properties: { x: { type: "array", items: writable } } }],
    ["on one element", { properties: { x: { type: "array", prefixItems: [{}, writable] } } }],
    ["on whatever is not declared", { properties: {}, additionalProperties: writable }],
    ["on whatever is not declared, of what is required", { required: ["x"], additionalProperties: writable }],
    ["in one of two alternatives for the object", { anyOf: [{}, { properties: { x: writable } }] }],
    ["in one of two parts of the object", { allOf: [{ properties: { x: {} } }, { properties: { x: writable } }] }],
  ])("is found %s", (_, schema) => {
    expect(isWritable(schema)).toBe(true);
  });

  test.each([
    ["on another property", { properties: { x: {}, y: writable } }],
    ["as false", { properties: { x: { "x-user-writable": false } } }],
    ["inside the property", { properties: { x: { properties: { inner: writable } } } }],
  ])("is not taken from %s", (_, schema) => {
    expect(isWritable(schema)).toBe(false);
  });

  test("of the whole schema is told apart", () => {
    expect(fromJsonSchema(writable).userWritable).toBe(true);
    expect(fromJsonSchema({ properties: { x: writable } }).userWritable).toBe(false);
  });
});

describe("references", () => {
  test.each([
    ["#/$defs/a~1b", { "a/b": { const: 1 } }],
    ["#/$defs/a~0b", { "a~b": { const: 1 } }],
    ["#/$defs/a%20b", { "a b": { const: 1 } }],
    ["#/$defs/a~01", { "a~1": { const: 1 } }],
    ["#/$defs/a/anyOf/0", { a: { anyOf: [{ const: 1 }, { const: 2 }] } }],
  ])("%s is followed", ($ref, $defs) => {
    expect(typeOf({ $ref, $defs })).toBe("1");
  });

  test("inside a schema with an id of its own start from there", () => {
    const inner = { $id: "inner", $ref: "#/$defs/d", $defs: { d: { const: "inner" } } };
    const properties = { a: inner, b: { $ref: "#/$defs/d" }, c: { $ref: "#/properties/a/$defs/e" } };
    expect(
      typeOf({
        type: "object",
        properties: { ...properties, a: { ...inner, $defs: { ...inner.$defs, e: { $ref: "#/$defs/d" } } } },
        additionalProperties: false,
        $defs: { d: { const: "outer" } },
      }),
    ).toBe('{ a?: "inner", b?: "outer", c?: "inner" }');
  });

  test.each([
    "#/$defs/none",
    "#/enum/1",
    "#/enum/x",
    "#/enum/0/deeper",
    "other.json",
    "#anchor",
    "#/%zz",
    "#/~2",
    "https://example.com/s",
  ])("%s leads nowhere, and is reported", ($ref) => {
    expect(fromJsonSchema({ type: ["string", "number"], enum: ["a"], $ref })).toEqual({
      type: fromJsonSchema({ const: "a" }).type,
      userWritable: false,
      problems: [
        {
          kind: "invalid",
          pointer: "/$ref",
          message: `\`${$ref}\` leads nowhere; a \`$ref\` is \`#\` or \`#/\` and a path in this schema`,
        },
      ],
    });
  });

  test("that lead back to themselves are followed once, and reported once", () => {
    const node = {
      type: "object",
      properties: { name: { type: "string" }, child: { $ref: "#" } },
      additionalProperties: false,
    };
    const { type, problems } = fromJsonSchema(node);
    expect(printType(type)).toBe("{ name?: string, child?: { name?: string, child?: any | null } }");
    expect(problems).toEqual([
      {
        kind: "recursive",
        pointer: "/properties/child/$ref",
        message: "`#` leads back to itself: it is followed once, and below anything goes",
      },
    ]);
  });

  test("that lead only to one another are anything", () => {
    const { type, problems } = fromJsonSchema({
      $ref: "#/$defs/a",
      $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } },
    });
    expect(printType(type)).toBe("any | null");
    expect(problems.map(({ kind, pointer }) => [kind, pointer])).toEqual([
      ["recursive", "/$defs/b/$ref"],
      ["recursive", "/$defs/a/$ref"],
    ]);
  });
});

describe("problems", () => {
  test("name each keyword that is not read, and where it stands", () => {
    const text = { type: "string", pattern: "^a", "x/y~z": 1 };
    expect(problemsOf({ properties: { a: text, b: { $ref: "#/properties/a" } }, uniqueItems: true })).toEqual([
      {
        kind: "unread-keyword",
        pointer: "/uniqueItems",
        message: "`uniqueItems` is not read: the type does not take it into account",
      },
      {
        kind: "unread-keyword",
        pointer: "/properties/a/pattern",
        message: "`pattern` is not read: the type does not take it into account",
      },
      {
        kind: "unread-keyword",
        pointer: "/properties/a/x~1y~0z",
        message: "`x/y~z` is not read: the type does not take it into account",
      },
    ]);
  });

  test.each<[unknown, string, string]>([
    [null, "", "a schema must be an object, `true` or `false`"],
    ["string", "", "a schema must be an object, `true` or `false`"],
    [{ properties: { a: 1 } }, "/properties/a", "a schema must be an object, `true` or `false`"],
    [{ items: [{}] }, "/items", "a schema must be an object, `true` or `false`"],
    [
      { type: "text" },
      "/type",
      "`type` must be one or more of `null`, `boolean`, `integer`, `number`, `string`, `array`, `object`",
    ],
    [
      { type: [] },
      "/type",
      "`type` must be one or more of `null`, `boolean`, `integer`, `number`, `string`, `array`, `object`",
    ],
    [{ properties: [] }, "/properties", "`properties` must be an object"],
    [{ required: ["a", 1] }, "/required", "`required` must be an array of strings"],
    [{ required: true }, "/required", "`required` must be an array of strings"],
    [{ minLength: -1 }, "/minLength", "`minLength` must be a whole number, zero or more"],
    [{ maxItems: 1.5 }, "/maxItems", "`maxItems` must be a whole number, zero or more"],
    [{ maxItems: "3" }, "/maxItems", "`maxItems` must be a whole number, zero or more"],
    [{ minimum: "1" }, "/minimum", "`minimum` must be a number"],
    [{ maximum: Infinity }, "/maximum", "`maximum` must be a number"],
    [{ anyOf: {} }, "/anyOf", "`anyOf` must be an array"],
    [{ $ref: 1 }, "/$ref", "`$ref` must be a string"],
    [{ "x-user-writable": "yes" }, "/x-user-writable", "`x-user-writable` must be `true` or `false`"],
    [{ enum: "a" }, "/enum", "`enum` must be an array"],
    [{ enum: ["a", undefined] }, "/enum", "`enum` has a value that is not JSON"],
    [{ enum: ["a", Number.NaN] }, "/enum", "`enum` has a value that is not JSON"],
    [{ enum: ["a", [() => 1]] }, "/enum", "`enum` has a value that is not JSON"],
    [{ enum: ["a", { b: Infinity }] }, "/enum", "`enum` has a value that is not JSON"],
    [{ const: nested(65, (inner) => [inner]) }, "/const", "`const` has a value that is too large to be read"],
    [
      nested(200, (properties) => ({ allOf: [properties] })),
      "",
      "schemas nest more than 128 deep: what is deeper counts as anything",
    ],
    [
      { allOf: Array.from({ length: 20_001 }, () => ({})) },
      "",
      "the schema is too large: parts of it count as anything",
    ],
  ])("%# tell what is invalid", (schema, pointer, message) => {
    expect(problemsOf(schema)).toEqual([{ kind: "invalid", pointer, message }]);
  });

  test("leave the rest of the schema as it is", () => {
    const { type } = fromJsonSchema({ type: "string", minLength: "3", maxLength: 5, pattern: "x" });
    expect(printType(type)).toBe("string(..5)");
  });
});

describe("schemas of any size", () => {
  const wide = (make: (index: number) => unknown) => Array.from({ length: 30_000 }, (_, index) => make(index));
  const branches = (depth: number): unknown =>
    depth === 0
      ? { type: "string" }
      : { anyOf: Array.from({ length: 8 }, (_, index) => ({ properties: { [`k${index}`]: branches(depth - 1) } })) };
  const cycle: Record<string, unknown> = {};
  cycle.properties = { a: cycle, b: cycle };
  const list: unknown[] = [];
  list.push(list, list);
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `d${index}`,
      { allOf: [1, 2].map(() => ({ properties: { a: index === 0 ? {} : { $ref: `#/$defs/d${index - 1}` } } })) },
    ]),
  );

  test.each<[string, unknown]>([
    ["100 000 properties deep", nested(100_000, (inner) => ({ properties: { a: inner } }))],
    ["100 000 parts deep", nested(100_000, (inner) => ({ allOf: [inner], anyOf: [inner] }))],
    ["with a constant 100 000 deep", { const: nested(100_000, (inner) => ({ a: inner })) }],
    ["of many alternatives", { anyOf: wide((index) => ({ properties: { [`k${index}`]: { const: index } } })) }],
    ["of many parts", { allOf: wide((index) => ({ properties: { [`k${index}`]: { const: index } } })) }],
    ["with many listed objects", { enum: wide((index) => ({ index })) }],
    ["of alternatives in alternatives, put together", { allOf: [branches(4), branches(4)] }],
    ["of references that double at each step", { $ref: "#/$defs/d39", $defs: doubling }],
    ["that contain themselves as objects", cycle],
    ["that list a value that contains itself", { enum: [list] }],
    [
      "that require much, often",
      { allOf: wide(() => ({ $ref: "#/$defs/r" })), $defs: { r: { required: wide(String) } } },
    ],
  ])("%s are read in bounded time, and what was left out is reported", (_, schema) => {
    const { problems } = fromJsonSchema(schema, { greatestBytes: 4096 });
    expect(problems.map(({ kind }) => kind)).toContain("invalid");
  });

  test("that list many strings tell their lengths", () => {
    const { type, problems } = fromJsonSchema({ enum: wide((index) => `plan ${index}`) });
    expect([printType(type), problems]).toEqual(["string(6..10)", []]);
  });
});
