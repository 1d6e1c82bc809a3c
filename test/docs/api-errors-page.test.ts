import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { apiErrorsPage } from "../../scripts/api-errors-page.ts";
import { messageByType } from "../../src/projects/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the page of API errors", () => {
  test("is what `npm run generate` writes", () => {
    expect(readFileSync(join(root, "docs/api-errors.md"), "utf8")).toBe(apiErrorsPage());
  });

  test("lists only errors that the service can answer with", () => {
    const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/api-error-types|status-by-type/.test(name))
      .map((name) => readFileSync(join(root, "src", name), "utf8"))
      .join("\n");
    const words = new Set(sources.match(/\w+/g));
    expect(Object.keys(messageByType).filter((type) => !words.has(type))).toEqual([]);
  });
});
