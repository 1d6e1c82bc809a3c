import { describe, expect, test } from "vitest";
import { catalogue } from "../src/language/diagnostics/catalogue.ts";
import { compile, format, type VerticalId } from "../src/language/index.ts";
import { describeWithSharedVectors, readSharedVector } from "./support/shared-vectors.ts";

interface Vector {
  readonly text: string;
  readonly surface: "ok" | "error";
}

/** The templates, each with what the second file says of it. */
function readVectors(): readonly Vector[] {
  const templates = readLines("templates.jsonl").map((line) => JSON.parse(line) as { text: string });
  const metas = readLines("templates-meta.jsonl").map((line) => JSON.parse(line) as { surface: string });
  return templates.map(({ text }, index) => ({
    text,
    surface: metas[index]?.surface.startsWith("ok") ? "ok" : "error",
  }));
}

function readLines(name: string): readonly string[] {
  return readSharedVector(name).trimEnd().split("\n");
}

const syntaxCodes: ReadonlySet<string> = new Set(
  Object.entries(catalogue).flatMap(([code, { group }]) => (group === "syntax" ? [code] : [])),
);

function syntaxErrors(text: string, vertical: VerticalId): readonly string[] {
  return compile(text, { vertical })
    .diagnostics.map(({ code }) => code)
    .filter((code) => syntaxCodes.has(code));
}

describeWithSharedVectors("the templates of other products", () => {
  const vectors = readVectors();
  const numbered = vectors.map((vector, index) => ({ ...vector, line: index + 1 }));

  test("are 163, of which 16 have a surface that is not ours", () => {
    expect([vectors.length, vectors.filter(({ surface }) => surface === "error").length]).toEqual([163, 16]);
  });

  describe.each(["b2b", "consumer", "m2m"] as const)("compiled for %s", (vertical) => {
    test("have no syntax error where their surface is ours", () => {
      const wrong = numbered
        .filter(({ surface }) => surface === "ok")
        .map(({ line, text }) => ({ line, codes: syntaxErrors(text, vertical) }))
        .filter(({ codes }) => codes.length > 0);
      expect(wrong).toEqual([]);
    });

    test("have a syntax error where it is not", () => {
      const right = numbered.filter(({ surface, text }) => surface === "error" && !syntaxErrors(text, vertical).length);
      expect(right.map(({ line }) => line)).toEqual([]);
    });

    test("evaluate without data, or say why not", () => {
      for (const { text } of vectors) {
        const { template } = compile(text, { vertical });
        const evaluation = template?.evaluate({});
        const rendering = template?.render({});
        const claims = evaluation?.ok ? JSON.stringify(evaluation.claims) : undefined;
        expect(rendering?.ok ? rendering.text : undefined).toBe(claims);
      }
    });
  });

  test("are formatted to a text that is formatted as it is", () => {
    const formatted = vectors.flatMap(({ text }) => {
      const result = format(text);
      return result.ok ? [result.text] : [];
    });
    expect(formatted.length).toBe(147);
    expect(formatted.map((text) => format(text))).toEqual(formatted.map((text) => ({ ok: true, text })));
  });
});
