import { existsSync, readFileSync } from "node:fs";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
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

describe("the examples in the help of each command", () => {
  using place = workspace();
  const program = programOf(place.io(), () => {});
  const helpByCommand = leaves(program).map(({ name, command }): [string, string] => {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    return [name, help];
  });

  test.each(helpByCommand)("are lines that %s takes", async (name, help) => {
    const [, section = ""] = /\nExamples:\n((?: {2}.*\n)+)/.exec(help) ?? [];
    const lines = section.split("\n").filter((line) => line !== "");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [program = "", ...words] = line
        .trim()
        .replace(/ > .*$/, "")
        .split(" ");
      const ran: string[] = [];
      const tried = programOf(place.io(), () => {});
      for (const { name, command } of leaves(tried)) command.exitOverride().action(() => void ran.push(name));
      await tried.parseAsync(words, { from: "user" });
      expect([program, ran]).toEqual(["claimsmith", [name]]);
    }
  });
});

/** The commands that do something, by all their names; not what the help does not show. */
function leaves(command: Command, names: readonly string[] = []): readonly { name: string; command: Command }[] {
  const inner = command
    .createHelp()
    .visibleCommands(command)
    .filter((each) => each.name() !== "help");
  if (inner.length === 0) return [{ name: names.join(" "), command }];
  return inner.flatMap((each) => leaves(each, [...names, each.name()]));
}
