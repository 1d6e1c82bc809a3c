import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { apiErrorsPage } from "../../scripts/api-errors-page.ts";
import { messageByType } from "../../src/projects/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The words of the sources in a folder, but for the two tables that have all types. */
function wordsIn(folder: string): ReadonlySet<string> {
  const sources = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/api-error-types|status-by-type/.test(name))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));
  return new Set(sources.join("\n").match(/\w+/g));
}

function typesOutside(words: ReadonlySet<string>): readonly string[] {
  return Object.keys(messageByType).filter((type) => !words.has(type));
}

describe("the page of API errors", () => {
  test("is what `npm run generate` writes", () => {
    expect(readFileSync(join(root, "docs/api-errors.md"), "utf8")).toBe(apiErrorsPage());
  });

  test("lists only errors that the service can answer with", () => {
    expect(typesOutside(wordsIn("src"))).toEqual([]);
  });

  test("lists only errors that a test expects", () => {
    expect(typesOutside(wordsIn("test"))).toEqual([]);
  });
});
