import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { programOf } from "../../src/cli/program.ts";
import { sectionsOf, tableRows } from "../docs/markdown.ts";
import { workspace } from "./workspace.ts";

const root = new URL("../../", import.meta.url);

/** The commands that the help names. */
function commandNames(): readonly string[] {
  using place = workspace();
  const program = programOf(place.io(), () => {});
  const names = program.createHelp().visibleCommands(program);
  return names.map((command) => command.name()).filter((name) => name !== "help");
}

test("each command has a file and a test of its name", () => {
  const files = commandNames().flatMap((name) => [`src/cli/commands/${name}.ts`, `test/cli/commands/${name}.test.ts`]);
  expect(files.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
});

test("the table of the README has each command in its place", () => {
  const sections = sectionsOf(readFileSync(new URL("README.md", root), "utf8"));
  const section = sections.find(({ heading }) => heading === "The command")?.text ?? "";
  const rows = tableRows(section, ["command", "what it does"]);
  expect(rows.map(([command = ""]) => /^`claimsmith (\w+)/.exec(command)?.[1])).toEqual(commandNames());
});
