import { describe, expect, test } from "vitest";
import { format } from "../../src/language/index.ts";
import { corpus } from "./corpus.ts";
import { answerTo } from "./corpus-answer.ts";
import type { CorpusCase } from "./corpus-case.ts";

const isInformation = (line: string): boolean => line.startsWith("info ");

/** The diagnostics as far as the case speaks of them: of information only where it lists some. */
function comparable(found: readonly string[], expected: readonly string[]): readonly string[] {
  return expected.some(isInformation) ? found : found.filter((line) => !isInformation(line));
}

function expectValid(one: CorpusCase): void {
  const answer = answerTo(one);
  const diagnostics = one.diagnostics ?? [];
  const claims = JSON.stringify(one.claims);
  expect(answer).toEqual({ diagnostics: expect.anything(), claims, rendered: claims });
  expect(comparable(answer.diagnostics, diagnostics)).toEqual(diagnostics);
}

function expectInvalid(one: CorpusCase): void {
  const answer = answerTo(one);
  const diagnostics = one.diagnostics ?? [];
  expect(comparable(answer.diagnostics, diagnostics)).toEqual(diagnostics);
  const { error: failure } = one;
  if (failure === undefined) return;
  expect(answer).toEqual({ diagnostics: expect.anything(), error: failure, renderingError: failure });
}

for (const file of new Set(corpus.map((one) => one.file))) {
  describe(`grammar/examples/${file}`, () => {
    for (const one of corpus.filter((each) => each.file === file))
      test(one.heading, () => {
        if (one.kind === "valid") expectValid(one);
        else expectInvalid(one);
      });
  });
}

describe("the corpus", () => {
  test("gives the same claims when its templates are formatted, and is formatted once and for all", () => {
    for (const one of corpus.filter(({ kind, expression }) => kind === "valid" && expression === undefined)) {
      const formatted = format(one.source);
      if (!formatted.ok) {
        // A template of 64 KiB has no room for the line feed at the end.
        expect(formatted.diagnostics.map(({ code }) => code)).toEqual(["template-too-large"]);
        continue;
      }
      const { text } = formatted;
      expect([one.heading, answerTo({ ...one, source: text }).claims]).toEqual([
        one.heading,
        JSON.stringify(one.claims),
      ]);
      expect(format(text)).toEqual({ ok: true, text });
    }
  });

  test("has no two cases of one file under one heading", () => {
    const names = corpus.map(({ file, heading }) => `${file}: ${heading}`);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });
});
