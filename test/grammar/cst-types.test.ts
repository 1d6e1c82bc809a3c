import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cstTypes } from "../../grammar/cst-types.ts";

test("grammar/generated/cst.ts is what `npm run generate` writes", () => {
  const generated = readFileSync(new URL("../../grammar/generated/cst.ts", import.meta.url), "utf8");
  expect(generated).toBe(cstTypes());
});
