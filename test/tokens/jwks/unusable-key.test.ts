import { describe, expect, test } from "vitest";
import { describeUnusableKey, isFaultyKey, messageByUnusableKeyReason } from "../../../src/tokens/index.ts";

describe("a key that cannot be used", () => {
  test("is named as far as it has a name, in one line of bounded length", () => {
    const why = `cannot be used: ${messageByUnusableKeyReason.private}`;
    const told = (kid?: string) => describeUnusableKey({ reason: "private", ...(kid === undefined ? {} : { kid }) });
    expect(told()).toBe(`a key without a \`kid\` ${why}`);
    expect(told("")).toBe(`the key \`\` ${why}`);
    expect(told("a\nb\u202e")).toBe(`the key \`a<U+000A>b<U+202E>\` ${why}`);
    expect(told("\u{1f511}".repeat(128))).toBe(`the key \`${"\u{1f511}".repeat(128)}\` ${why}`);
    expect(told("\u{1f511}".repeat(129))).toBe(`the key \`${"\u{1f511}".repeat(128)}…\` ${why}`);
  });

  test("is none to tell the issuer of where it is there for something else", () => {
    const reasons = Object.keys(messageByUnusableKeyReason) as (keyof typeof messageByUnusableKeyReason)[];
    expect(reasons.filter((reason) => isFaultyKey({ reason }))).toEqual(["symmetric", "private", "weak", "malformed"]);
  });
});
