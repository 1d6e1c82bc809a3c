import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiError } from "../../../src/projects/index.ts";
import { maxBodyDepth, parseJsonBody } from "../../../src/server/http/json-body.ts";

const bytes = (text: string) => Buffer.from(text);

function refusal(body: Uint8Array) {
  try {
    return { value: parseJsonBody(body) };
  } catch (error) {
    return error instanceof ApiError ? [error.type, error.message] : error;
  }
}

describe("a JSON body", () => {
  test("is what JSON.parse makes of it", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJsonBody(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each(["", " ", "\r\n\t"])("of %j is an empty object", (text) => {
    expect(parseJsonBody(bytes(text))).toEqual({});
  });

  test("may begin with a byte order mark", () => {
    expect(parseJsonBody(bytes('\ufeff{"a":1}'))).toEqual({ a: 1 });
  });

  test("has `__proto__` and `constructor` as keys of its own", () => {
    const body = parseJsonBody(bytes('{"__proto__":{"admin":true},"constructor":{"prototype":1}}'));
    expect(Object.entries(Object(body))).toEqual([
      ["__proto__", { admin: true }],
      ["constructor", { prototype: 1 }],
    ]);
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  });

  test("has the last of several equal keys", () => {
    expect(parseJsonBody(bytes('{"a":1,"a":2}'))).toEqual({ a: 2 });
  });

  test("may be as deep as allowed, and no deeper", () => {
    const nested = (depth: number) => bytes("[".repeat(depth) + "]".repeat(depth));
    expect(refusal(nested(maxBodyDepth))).toHaveProperty("value");
    expect(refusal(nested(maxBodyDepth + 1))).toEqual([
      "invalid_json",
      "the body of the request is nested deeper than 64",
    ]);
    expect(refusal(bytes("[".repeat(200_000)))).toEqual(refusal(nested(maxBodyDepth + 1)));
  });

  test("has no depth in its strings, whatever they escape", () => {
    const text = JSON.stringify({ a: `${'"\\['.repeat(100)}`, b: "{".repeat(100) });
    expect(refusal(bytes(text))).toEqual({ value: JSON.parse(text) });
  });

  test.each(["{", "{]", "nope", "{'a':1}", '{"a":1,}', "\0", "[1] 2", '"\\'])("is not %j", (text) => {
    expect(refusal(bytes(text))).toEqual(["invalid_json", "the body of the request is not JSON"]);
  });

  test("is UTF-8", () => {
    expect(refusal(Uint8Array.of(0x22, 0xff, 0x22))).toEqual(["invalid_json", "the body of the request is not UTF-8"]);
    expect(refusal(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toHaveProperty([0], "invalid_json");
  });

  test.each(["1e400", '{"a":[-1E999]}', `[${"9".repeat(400)}]`])("has no number like %s", (text) => {
    expect(refusal(bytes(text))).toEqual(["invalid_json", "a number in the body of the request is too large"]);
  });

  test.each(["9007199254740993", '{"a":[{"b":-9007199254740993}]}', "9223372036854775807"])(
    "has no whole number like %s, which would become another",
    (text) => {
      const message = "a whole number in the body of the request has more digits than can be kept: send it as a string";
      expect(refusal(bytes(text))).toEqual(["invalid_json", message]);
    },
  );

  test("may have large numbers and texts that look like too large ones", () => {
    const text =
      '{"a":1e300,"b":"1e400","c":{"d":null,"e":[2E1]},"f":"9007199254740993","g":9223372036854776000,"h":0.1000000000000000001}';
    expect(parseJsonBody(bytes(text))).toEqual(JSON.parse(text));
  });
});
