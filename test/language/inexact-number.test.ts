import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberLossIn } from "../../src/language/inexact-number.ts";

describe("the numbers of a JSON text", () => {
  test.each([
    ["9007199254740992", undefined],
    ["-9007199254740992", undefined],
    ["9007199254740993", "inexact"],
    ["-9007199254740993", "inexact"],
    ["9007199254740994", undefined],
    [`1${"0".repeat(22)}`, undefined],
    [`1${"0".repeat(23)}`, undefined],
    [`1${"0".repeat(22)}1`, "inexact"],
    [`12345${"0".repeat(20)}`, undefined],
    [`1${"0".repeat(308)}`, undefined],
    [`1${"0".repeat(307)}1`, "inexact"],
    // The same double twice: what is written of it is the first one.
    ["9223372036854776000", undefined],
    ["9223372036854775808", "inexact"],
    ["9223372036854775807", "inexact"],
    [`1${"0".repeat(309)}`, "too_large"],
    ["1.7976931348623157e308", undefined],
    ["1.8e308", "too_large"],
    ["-1E+400", "too_large"],
    ["1e-400", undefined],
    ["9007199254740993.0", undefined],
    ["9007199254740993e0", undefined],
    ["0.1", undefined],
    ["-0", undefined],
  ])("lose in %s: %s", (number, loss) => {
    for (const text of [number, `[${number}]`, `{"a\\"":"","b":{"c":[null,${number}]}}`, ` ${number}\n`]) {
      expect(numberLossIn(text)).toBe(loss);
    }
    expect(numberLossIn(`{"${number}":"${number}\\\\","x":"\\"${number}"}`)).toBeUndefined();
  });

  test("are lost exactly where a whole number comes back as another", () => {
    // Below 10^21 ECMAScript writes whole numbers out.
    const whole = fc.oneof(
      fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
      fc.bigInt({ min: 0n, max: 10n ** 21n - 1n }),
    );
    fc.assert(
      fc.property(fc.array(whole, { maxLength: 4 }), (numbers) => {
        const isLost = numbers.some((number) => JSON.stringify(Number(number)) !== String(number));
        expect(numberLossIn(`{"a":[${numbers.join()}]}`)).toBe(isLost ? "inexact" : undefined);
      }),
    );
  });

  test("are never lost where a program has written them as doubles", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()), (number) => {
        expect(numberLossIn(JSON.stringify([number, number * 2 ** 40 || 1]).replace("null", "1"))).toBeUndefined();
      }),
    );
  });

  test("are found in time in a text that is nothing but digits", () => {
    expect(numberLossIn("1".repeat(262_144))).toBe("too_large");
    expect(numberLossIn(`[${Array.from({ length: 840 }, () => `1${"0".repeat(307)}1`).join()}]`)).toBe("inexact");
  });
});
