import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stdin, workspace } from "../cli/workspace.ts";
import { blocks, root, textOf } from "./blocks/block.ts";
import { sectionsOf, tableRows } from "./markdown.ts";

test("the table of commands has every script of the package, and no other", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const commands = sectionsOf(textOf("CONTRIBUTING.md")).find(({ heading }) => heading === "Commands")?.text ?? "";
  const cells = tableRows(commands, ["command", "what it does"]).flat();
  const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`npm (?:run )?([\w:-]+)/g), ([, script]) => script));
  expect([...new Set(named)].filter((script) => script !== "ci").toSorted()).toEqual(Object.keys(scripts).toSorted());
});

test("the diagnostic that the page begins with is what the command says of that slip", async () => {
  const [shown, ...others] = blocks.filter(({ page, info }) => page === "README.md" && info === "text shown");
  expect(others).toEqual([]);
  using place = workspace();
  const name = "examples/session.claims";
  const slip = readFileSync(join(root, name), "utf8").replace("metadata.plan", "metadata.plann");
  const { code, stdout } = await place.runWith({ cwd: root, ...stdin(slip) }, "check", "-", "--stdin-filename", name);
  expect({ code, stdout }).toEqual({ code: 1, stdout: `${shown?.text}\n\n1 error in 1 file\n` });
});

test("the page is short, and its first commands are the main job and the tests", () => {
  expect(textOf("README.md").split("\n").length).toBeLessThanOrEqual(171);
  const commands = blocks.filter(({ page, info }) => page === "README.md" && info === "sh").map(({ text }) => text);
  expect(commands.slice(0, 2)).toEqual(["npm ci && npm start", "npm test"]);
});
