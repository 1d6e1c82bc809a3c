import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { fencesOf, sectionsOf, tableRows } from "./markdown.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const library = sectionsOf(readme).find(({ heading }) => heading === "The library")?.text ?? "";
const programs = fencesOf(library).filter(({ info }) => info === "ts");

/** What a program prints, run with the sources in the place of the package. */
async function printed(program: string): Promise<string> {
  const folder = mkdtempSync(join(root, "node_modules/.readme-"));
  try {
    const file = join(folder, "program.mts");
    const sources = pathToFileURL(join(root, "src/index.ts")).href;
    writeFileSync(file, program.replace('from "claimsmith"', `from ${JSON.stringify(sources)}`));
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", file], { cwd: root });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the programs of the README", () => {
  test("were found", () => {
    expect(programs).toHaveLength(2);
    expect(existsSync(join(root, "node_modules/tsx"))).toBe(true);
  });

  test("print what they say: the short one", async () => {
    expect(await printed(programs[0]?.text ?? "")).toBe("{ ok: true, claims: { plan: 'team' }, bytes: 15 }\n");
  });

  test("print what they say: the one with schemas, a policy and a session's claims", async () => {
    const said = Array.from((programs[1]?.text ?? "").matchAll(/(?:;|\n)\s*\/\/ ([[{].*)$/gm), ([, text]) => text);
    expect(said).toHaveLength(2);
    expect(await printed(programs[1]?.text ?? "")).toBe(`${said.join("\n")}\n`);
  });
});

test("the table of commands has every script of the package, and no other", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const development = sectionsOf(readme).find(({ heading }) => heading === "Development")?.text ?? "";
  const cells = tableRows(development, ["command", "what it does"]).flat();
  const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`npm (?:run )?([\w:-]+)/g), ([, script]) => script));
  expect([...new Set(named)].filter((script) => script !== "ci").toSorted()).toEqual(Object.keys(scripts).toSorted());
});
