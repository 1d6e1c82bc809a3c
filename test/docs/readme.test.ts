import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, textOf } from "./blocks/block.ts";
import { sectionsOf, tableRows } from "./markdown.ts";

test("the table of commands has every script of the package, and no other", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const development = sectionsOf(textOf("README.md")).find(({ heading }) => heading === "Development")?.text ?? "";
  const cells = tableRows(development, ["command", "what it does"]).flat();
  const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`npm (?:run )?([\w:-]+)/g), ([, script]) => script));
  expect([...new Set(named)].filter((script) => script !== "ci").toSorted()).toEqual(Object.keys(scripts).toSorted());
});
