import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { withFunctionReference } from "../../scripts/function-reference.ts";
import { globalNames, methodNames } from "../../src/language/vocabulary/functions/functions.ts";

const page = readFileSync(fileURLToPath(new URL("../../docs/language.md", import.meta.url)), "utf8");

test("the table of functions is what `npm run generate` writes", () => {
  expect(page).toBe(withFunctionReference(page));
});

test("the table has every function", () => {
  const listed = [...page.matchAll(/^\| `(\.?\w+)\(/gm)].map(([, form]) => form);
  expect([...methodNames.map((name) => `.${name}`), ...globalNames].filter((form) => !listed.includes(form))).toEqual(
    [],
  );
});
