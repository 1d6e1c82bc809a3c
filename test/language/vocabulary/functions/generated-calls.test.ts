import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { globalNames, methodNames } from "../../../../src/language/vocabulary/functions/functions.ts";

const maker = new URL("../../../support/typed-expression.ts", import.meta.url);

test("generated expressions call each function", () => {
  const words = new Set(readFileSync(maker, "utf8").match(/\w+/g));
  expect([...methodNames, ...globalNames].filter((name) => !words.has(name))).toEqual([]);
});
