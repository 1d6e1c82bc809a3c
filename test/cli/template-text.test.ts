import { expect, test } from "vitest";
import { templateText } from "../../src/cli/template-text.ts";

test("UTF-8 is decoded with its byte order mark", () => {
  const bytes = new TextEncoder().encode("\ufeff{é}");
  expect(templateText(bytes)).toEqual({ text: "\ufeff{é}", input: "\ufeff{é}" });
});

test("what is not UTF-8 stays bytes for the compiler, and is readable for people", () => {
  const bytes = new Uint8Array([0x7b, 0xff, 0x7d]);
  expect(templateText(bytes)).toEqual({ text: "{\ufffd}", input: bytes });
});
