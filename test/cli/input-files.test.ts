import { describe, expect, test } from "vitest";
import { inputFiles } from "../../src/cli/input-files.ts";
import { workspace } from "./workspace.ts";

const files = {
  "b.claims": "{}",
  "a.claims": "{}",
  "deep/er/c.claims": "{}",
  "deep/notes.txt": "",
  "node_modules/package/d.claims": "{}",
  ".hidden/e.claims": "{}",
  "[x].claims": "{}",
  "empty/readme.md": "",
};

async function pathsOf(...words: readonly string[]) {
  using place = workspace(files);
  const { sources, problems } = await inputFiles(place.io(), words);
  return { paths: sources.map(({ path }) => path), problems };
}

describe("inputFiles", () => {
  test("takes paths as they come, each file once", async () => {
    expect(await pathsOf("b.claims", "a.claims", "./b.claims", "-", "-")).toEqual({
      paths: ["b.claims", "a.claims", "<stdin>"],
      problems: [],
    });
  });

  test("leaves a missing path to be reported when it is read", async () => {
    expect(await pathsOf("missing.claims")).toEqual({ paths: ["missing.claims"], problems: [] });
  });

  test("expands patterns, sorted, without node_modules and hidden folders", async () => {
    expect(await pathsOf("**/*.claims")).toEqual({
      paths: ["[x].claims", "a.claims", "b.claims", "deep/er/c.claims"],
      problems: [],
    });
  });

  test("expands a folder to the templates in it", async () => {
    expect(await pathsOf("deep", "a.claims", "deep/**/*.claims")).toEqual({
      paths: ["deep/er/c.claims", "a.claims"],
      problems: [],
    });
  });

  test("prefers a file to the pattern that its name could be", async () => {
    expect(await pathsOf("[x].claims")).toEqual({ paths: ["[x].claims"], problems: [] });
  });

  test("takes a path into node_modules if it is named", async () => {
    expect((await pathsOf("node_modules/package/d.claims")).paths).toEqual(["node_modules/package/d.claims"]);
  });

  test("names patterns and folders without a template", async () => {
    expect(await pathsOf("*.nothing", "empty")).toEqual({
      paths: [],
      problems: [
        { path: "*.nothing", message: "matches no file" },
        { path: "empty", message: "has no `.claims` file in it" },
      ],
    });
  });
});
