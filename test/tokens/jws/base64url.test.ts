import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64url } from "../../../src/tokens/jws/base64url.ts";

describe("decodeBase64url", () => {
  test("reads what bytes are encoded as", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...(decodeBase64url(Buffer.from(bytes).toString("base64url")) ?? [])]).toEqual([...bytes]);
      }),
    );
  });

  test("reads no two texts as the same bytes", () => {
    const unit = fc.constantFrom(..."AQgwx8_-+/= \n.é");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 9 }), (text) => {
        const bytes = decodeBase64url(text);
        expect(bytes === undefined || Buffer.from(bytes).toString("base64url") === text).toBe(true);
        expect(bytes !== undefined).toBe(
          /^[\w-]*$/.test(text) && Buffer.from(text, "base64url").toString("base64url") === text,
        );
      }),
    );
  });

  test.each(["Zh", "Z", "Zg==", "Zg=", " Zg", "Zg\n", "Zg\u0000", "+A", "/w", "Ｚg"])("refuses %j", (text) => {
    expect(decodeBase64url(text)).toBeUndefined();
  });
});
