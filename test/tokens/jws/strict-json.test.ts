import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readStrictObject } from "../../../src/tokens/jws/strict-json.ts";
import { arbitraryObject } from "../../claims/arbitrary-json.ts";

function read(text: string, maxDepth = 32) {
  return readStrictObject(new TextEncoder().encode(text), maxDepth);
}

describe("readStrictObject", () => {
  test("reads every object without lone surrogates as JSON.parse does", () => {
    fc.assert(
      fc.property(arbitraryObject, fc.boolean(), (value, indented) => {
        const text = JSON.stringify(value, null, indented ? 2 : 0);
        const isWellFormed = !/\\ud[89a-f]/.test(text);
        const expected = isWellFormed ? { ok: true, value: JSON.parse(text) } : { ok: false, fault: "lone_surrogate" };
        // As text: a key named `constructor` would count as the class of the value.
        expect(JSON.stringify(read(text))).toBe(JSON.stringify(expected));
      }),
    );
  });

  test("finds any key that is written twice in one object, and only there", () => {
    const key = fc.constantFrom("a", "\\u0061", "b", "{", "\\\\", '\\"', ":", "__proto__");
    fc.assert(
      fc.property(fc.array(key, { maxLength: 5 }), fc.constantFrom('{"a":1}', "[1]", '"a"'), (keys, value) => {
        const text = `{${keys.map((name) => `"${name}":${value}`).join()}}`;
        const names = keys.map((name): string => JSON.parse(`"${name}"`));
        const isRepeated = new Set(names).size < names.length;
        expect(read(text)).toStrictEqual(
          isRepeated ? { ok: false, fault: "duplicate_key" } : { ok: true, value: JSON.parse(text) },
        );
      }),
    );
  });

  test("counts lists and objects, and not what stands in strings", () => {
    expect(read('{"a":[{}]}', 3)).toEqual({ ok: true, value: { a: [{}] } });
    expect(read('{"a":[{}]}', 2)).toEqual({ ok: false, fault: "too_deep" });
    expect(read('{"a":"[[[{{{\\"","b":[],"c":{}}', 2)).toEqual({ ok: true, value: { a: '[[[{{{"', b: [], c: {} } });
  });

  test("makes a number that would be lost infinite, and nothing else", () => {
    const text =
      '{"a":[9007199254740993,-1e400,9007199254740992,0.12345678901234567891],"9007199254740993":"1e400\\"1e400"}';
    expect(read(text)).toEqual({
      ok: true,
      value: {
        a: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 2 ** 53, 0.12345678901234568],
        "9007199254740993": '1e400"1e400',
      },
    });
  });

  test("takes nothing for JSON that is not, for the numbers in it", () => {
    for (const number of [
      "09007199254740993",
      "9007199254740993.",
      "9007199254740993e",
      "--9007199254740993",
      "1e400e1",
    ]) {
      expect([number, read(`{"a":${number}}`)]).toEqual([number, { ok: false, fault: "not_json" }]);
    }
  });

  test("keeps prototypes out of it", () => {
    const reading = read('{"__proto__":{"exp":1}}');
    expect(reading.ok && Object.hasOwn(reading.value, "exp")).toBe(false);
    expect(reading.ok && Object.keys(reading.value)).toEqual(["__proto__"]);
  });
});
