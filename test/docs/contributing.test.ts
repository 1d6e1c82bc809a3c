import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json"));

/** What a path of the sources begins with. */
const FOLDERS = ["src", "test", "grammar", "docs", "schemas", "scripts", "examples", "bench"];

/** What stands in backticks and is a path, without those that leave a part open, in capitals. */
function pathsIn(text: string): readonly string[] {
  const quoted = Array.from(text.matchAll(/`([^`\s]+)`/g), ([, path = ""]) => path);
  const paths = quoted.filter((path) => FOLDERS.some((folder) => path === folder || path.startsWith(`${folder}/`)));
  return paths.filter((path) => !/[A-Z]{2}/.test(path));
}

describe.each(["CONTRIBUTING.md", "docs/architecture.md"])("%s", (page) => {
  test("names paths that are there", () => {
    const paths = pathsIn(read(page));
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("names scripts that are there", () => {
    const named = Array.from(read(page).matchAll(/npm run ([\w:-]+)/g), ([, script = ""]) => script);
    expect(named.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([]);
  });

  test("runs tests that are there", () => {
    const runs = Array.from(read(page).matchAll(/npx vitest run (?:--mode \w+ )?([^`#\n]+)/g), ([, paths = ""]) =>
      paths.trim(),
    );
    const paths = runs.flatMap((line) => line.split(/\s+/));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

test("each recipe has its steps, and a line in the changelog among them", () => {
  const recipes = read("CONTRIBUTING.md")
    .split(/^## /m)
    .filter((section) => /^An? /.test(section));
  const withoutLine = recipes.filter((recipe) => !/^\d+\. A line in `CHANGELOG\.md`/m.test(recipe));
  expect(recipes.length).toBeGreaterThan(5);
  expect(withoutLine.map((recipe) => recipe.split("\n")[0])).toEqual([]);
});

test("nvm takes the least version that the package runs on", () => {
  expect(`>=${read(".nvmrc").trim()}`).toBe(manifest.engines.node);
});

test("what a script makes is marked as generated", () => {
  const scripts = readdirSync(join(root, "scripts")).map((name) => read(join("scripts", name)));
  const made = scripts.flatMap((text) =>
    Array.from(text.matchAll(/writeFileSync\(\s*new URL\("\.\.\/([^"]+)"/g), ([, path = ""]) => path),
  );
  const marked = Array.from(read(".gitattributes").matchAll(/^(\S+) linguist-generated$/gm), ([, glob = ""]) => glob);
  const patterns = marked.map(
    (glob) => new RegExp(`^${glob.replaceAll(".", "\\.").replace("**", ".+").replace("*", "[^/]+")}$`),
  );
  expect(made.length).toBeGreaterThan(2);
  expect(made.filter((path) => !patterns.some((pattern) => pattern.test(path)))).toEqual([]);
});
