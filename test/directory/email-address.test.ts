import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalEmail } from "../../src/directory/email-address.ts";
import { refusal } from "./support/directory-world.ts";

describe("an e-mail address", () => {
  test.each([
    ["Ada@Example.COM", "ada@example.com"],
    ["ada+tag@example.com", "ada+tag@example.com"],
    ["A.B..C@localhost", "a.b..c@localhost"],
    ["{a}|b~!#$%&'*/=?^_`@x-1.example", "{a}|b~!#$%&'*/=?^_`@x-1.example"],
    [`${"a".repeat(64)}@${"b".repeat(63)}.example`, `${"a".repeat(64)}@${"b".repeat(63)}.example`],
  ])("%s is kept as %s", (text, kept) => {
    expect(canonicalEmail(text)).toBe(kept);
  });

  test.each([
    ["nothing", ""],
    ["no at sign", "ada.example.com"],
    ["two at signs", "ada@example@example.com"],
    ["no local part", "@example.com"],
    ["no domain", "ada@"],
    ["a space", "ada lovelace@example.com"],
    ["a space at the end", "ada@example.com "],
    ["a line feed", "ada@example.com\n"],
    ["a quoted local part", '"ada"@example.com'],
    ["a backslash", "a\\da@example.com"],
    ["a letter that is not ASCII", "adä@example.com"],
    ["the Kelvin sign, whose lower case is ASCII", "\u212aate@example.com"],
    ["a domain that is not ASCII", "ada@exämple.com"],
    ["an address literal", "ada@[127.0.0.1]"],
    ["an empty label", "ada@example..com"],
    ["a label that begins with a hyphen", "ada@-example.com"],
    ["a label that ends with a hyphen", "ada@example-.com"],
    ["a label of 64 characters", `ada@${"b".repeat(64)}.com`],
    ["a local part of 65 characters", `${"a".repeat(65)}@example.com`],
    ["255 characters", `a@${"b.".repeat(126)}c`],
  ])("with %s is refused", async (_what, text) => {
    expect(await refusal(() => canonicalEmail(text))).toBe("invalid_email");
  });

  test("of 254 characters is the longest", () => {
    const longest = `a@${"b.".repeat(125)}cd`;
    expect([longest.length, canonicalEmail(longest)]).toEqual([254, longest]);
  });

  const characters = fc.constantFrom(...'abcXYZ019.@-_+ "\\äK\u212a\ud800');
  const local = fc.string({ unit: fc.constantFrom(..."abcXYZ019.-_+"), minLength: 1, maxLength: 64 });
  const domain = fc.constantFrom("Example.com", "EXAMPLE.org", "a.b.C", "localhost");
  const address = fc.tuple(local, domain).map((parts) => parts.join("@"));

  test("in canonical form is its own canonical form, and one for every way to write its letters", () => {
    fc.assert(
      fc.property(address, (text) => {
        const canonical = canonicalEmail(text);
        expect(canonicalEmail(canonical)).toBe(canonical);
        expect(canonicalEmail(text.toUpperCase())).toBe(canonical);
      }),
    );
  });

  test("is, whatever was written, printable ASCII in lower case without quotes and backslashes, or refused", () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.string({ unit: characters, maxLength: 20 })), (text) => {
        let canonical: string;
        try {
          canonical = canonicalEmail(text);
        } catch {
          return;
        }
        expect(canonical).toMatch(/^[!#-?^-~]+@[a-z0-9.-]+$/);
        expect(canonical).toBe(text.toLowerCase());
        expect(canonical.length).toBeLessThanOrEqual(254);
      }),
    );
  });
});
