import { expect, test } from "vitest";
import { isJsonList, isJsonObject } from "../../src/language/json.ts";

const kinds: readonly (readonly [value: unknown, kind: "object" | "list" | "neither"])[] = [
  [{}, "object"],
  [Object.create(null), "object"],
  [{ length: 0 }, "object"],
  [[], "list"],
  [null, "neither"],
  [undefined, "neither"],
  ["{}", "neither"],
  [0, "neither"],
  [() => ({}), "neither"],
];

test.each(kinds)("%o is told to be: %s", (value, kind) => {
  expect([isJsonObject(value), isJsonList(value)]).toEqual([kind === "object", kind === "list"]);
});
