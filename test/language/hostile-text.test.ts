import { describe, expect, test } from "vitest";
import { compile, type Diagnostic, format } from "../../src/language/index.ts";
import { maxDiagnostics, maxTemplateBytes } from "../../src/language/vocabulary/limits.ts";

const inTag = (expression: string): string => `{"a":<<${expression}>>}`;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A text that nobody means well with, and what is said of it, each code once. */
type Case = readonly [name: string, source: string | Uint8Array, codes: readonly string[]];

const broken: readonly Case[] = [
  ["100 000 open brackets", "[".repeat(100_000), ["template-too-large"]],
  ["65 000 open brackets", `{"a":${"[".repeat(65_000)}`, ["nesting-too-deep"]],
  ["65 000 open parentheses in a tag", inTag("(".repeat(65_000)), ["nesting-too-deep"]],
  ["65 000 `!` in a tag", inTag(`${"!".repeat(65_000)}true`), ["nesting-too-deep"]],
  ["9 000 conditions in one another", inTag(`${"true?1:".repeat(9000)}1`), ["nesting-too-deep"]],
  ["250 kB of lists and objects in one another", '[{"a":'.repeat(41_667), ["template-too-large"]],
  ["64 kB of them", `{"a":${'[{"a":'.repeat(10_900)}`, ["nesting-too-deep"]],
  ["64 KiB and one byte", `{${" ".repeat(maxTemplateBytes - 1)}}`, ["template-too-large"]],
  ["64 KiB and one byte, in characters of two", `{}//${"é".repeat(maxTemplateBytes / 2)}`, ["template-too-large"]],
  ["64 KiB of bytes that are no UTF-8", new Uint8Array(maxTemplateBytes).fill(0xff), ["invalid-utf8"]],
  ["a character that the end cuts off", utf8('{"a":"é"}').subarray(0, 7), ["invalid-utf8"]],
  ["a surrogate in bytes", Uint8Array.of(0x7b, 0x7d, 0xed, 0xa0, 0x80), ["invalid-utf8"]],
  ["an overlong slash", Uint8Array.of(0x7b, 0x7d, 0xc0, 0xaf), ["invalid-utf8"]],
  ["20 000 tags", `{"a":[${"<<q>>,".repeat(20_000)}1]}`, ["template-too-large"]],
  ["10 000 tags with a mistake each", `{"a":[${"<<q>>,".repeat(10_000)}1]}`, ["unknown-root", "too-many-diagnostics"]],
  ["13 000 tags in a text", `{"a":"${"<<q>>".repeat(13_000)}"}`, ["unknown-root", "too-many-diagnostics"]],
  ["13 000 tags that are not closed", `{"a":"${"<< q ".repeat(13_000)}"}`, ["unclosed-tag", "too-many-diagnostics"]],
  ["30 000 `+` without operands", inTag("+".repeat(30_000)), ["unexpected-token"]],
  ["32 000 operands without `+`", inTag("1 ".repeat(32_000)), ["unexpected-token"]],
  ["65 000 commas", `{${",".repeat(65_000)}}`, ["unexpected-token", "too-many-diagnostics"]],
  ["65 000 closing brackets", `{${"]".repeat(65_000)}}`, ["mismatched-bracket", "too-many-diagnostics"]],
  ["65 000 quotes", '"'.repeat(65_000), ["not-an-object"]],
  ["65 000 delimiters", `{"a":${"<".repeat(65_000)}}`, ["triple-delimiter"]],
  ["lone surrogates between tokens", '{"a":\ud800,"b":\udfff\udfff}', ["unexpected-character"]],
  ["a lone surrogate in a tag", inTag("\udc00"), ["unexpected-character"]],
  ["30 000 lone surrogates", `{"a":${"\ud800".repeat(20_000)}}`, ["unexpected-character"]],
  ["`__proto__` as a property of a root", inTag("member.__proto__.x"), ["unknown-property"]],
  ["`__proto__` as a root", inTag("__proto__.x"), ["unknown-root"]],
  ["`__proto__` as a property of a string", inTag("member.name.__proto__"), ["no-such-member"]],
  ["`constructor` as a function", inTag("constructor('x')"), ["unknown-function"]],
  ["`constructor` as a method", inTag("member.name.constructor()"), ["unknown-function"]],
  ["`toString` as a property of a list", inTag("['x'].toString"), ["no-such-member"]],
  ["`__proto__` twice", '{"__proto__":1,"__proto__":2}', ["duplicate-key"]],
  ["`hasOwnProperty` as a word", '{"a":hasOwnProperty}', ["unexpected-token"]],
];

function expectPlaces(source: string | Uint8Array, diagnostics: readonly Diagnostic[]): void {
  const text = typeof source === "string" ? source : new TextDecoder("utf-8", { ignoreBOM: true }).decode(source);
  for (const { span, fix } of diagnostics) {
    for (const { start, end } of [span, ...(fix?.edits ?? []).map((edit) => edit.span)]) {
      expect([start >= 0, start <= end, end <= text.length]).toEqual([true, true, true]);
    }
  }
}

describe("a hostile text is refused, with places", () => {
  test.each(broken)("%s", (_, source, codes) => {
    const { diagnostics, template } = compile(source);
    const errors = diagnostics.filter(({ severity, code }) => severity === "error" || code === "too-many-diagnostics");
    expect([...new Set(errors.map(({ code }) => code))]).toEqual(codes);
    expect(template).toBeUndefined();
    expect(diagnostics.length).toBeLessThanOrEqual(maxDiagnostics + 1);
    expectPlaces(source, diagnostics);
  });

  test.each(broken)("%s: the formatter refuses it or gives a text", (_, source) => {
    const formatted = format(source);
    if (!formatted.ok) expectPlaces(source, formatted.diagnostics);
    else expect(format(formatted.text)).toEqual(formatted);
  });
});

describe("a text that is only large or strange compiles", () => {
  const member = { member: { name: "x", trusted_metadata: { ["__proto__"]: { x: 1 }, a: 1 } } };

  test.each<readonly [name: string, source: string | Uint8Array, claims: unknown]>([
    ["64 KiB", `{${" ".repeat(maxTemplateBytes - 2)}}`, {}],
    ["64 KiB of bytes", utf8(`{${" ".repeat(maxTemplateBytes - 2)}}`), {}],
    ["30 000 `+`", inTag(`1${"+1".repeat(30_000)}`), { a: 30_001 }],
    ["10 000 `??`", inTag(`member.external_id${"??member.external_id".repeat(3000)}`), {}],
    ["16 000 selects", inTag(`member.trusted_metadata${".a".repeat(16_000)}`), {}],
    ["8 000 calls", inTag(`member.name${".trim()".repeat(8000)}`), { a: "x" }],
    ["20 000 comments", `{${"//\n".repeat(20_000)}}`, {}],
    [
      "lone surrogates in texts",
      '{"\ud800":"\udfff<< member.name >>","b":<< "\ud800" >>}',
      { "\ud800": "\udfffx", b: "\ud800" },
    ],
    [
      "`constructor` as a key and in a path",
      '{"constructor":<<member.trusted_metadata.constructor??1>>}',
      { constructor: 1 },
    ],
  ])("%s", (_, source, claims) => {
    const { diagnostics, template } = compile(source);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(template?.evaluate(member)).toEqual({ ok: true, claims });
  });

  test("`__proto__` is a key as any other, in the template and in the data", () => {
    const { template } = compile('{"__proto__":{"y":<<member.trusted_metadata.__proto__.x>>}}');
    const data: unknown = JSON.parse('{"member":{"trusted_metadata":{"__proto__":{"x":1}}}}');
    const evaluation = template?.evaluate(data);
    const claims = evaluation?.ok ? evaluation.claims : {};
    expect(JSON.stringify(claims)).toBe('{"__proto__":{"y":1}}');
    expect([Object.getPrototypeOf(claims), Object.hasOwn(claims, "__proto__")]).toEqual([Object.prototype, true]);
  });

  test("what the prototype has is not there", () => {
    const { template } = compile(
      '{"a":<<member.trusted_metadata.toString>>,"b":<<"toString" in member.trusted_metadata>>}',
    );
    expect(template?.evaluate({ member: { trusted_metadata: {} } })).toEqual({ ok: true, claims: { b: false } });
  });
});
