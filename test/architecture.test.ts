import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { importsByRoom, languageLayers, publishingLayers } from "./support/rooms.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Files of the language that stand below all of its rooms. */
const LANGUAGE_GROUND: ReadonlySet<string> = new Set([
  "invariant.ts",
  "json.ts",
  "json-pointer.ts",
  "json-bytes.ts",
  "code-points.ts",
]);
/** What a room may import of the files that stand above: what a compiled template looks like from outside. */
const LANGUAGE_SHAPES: ReadonlySet<string> = new Set(["template.ts"]);

interface Import {
  readonly from: string;
  readonly to: string;
  /** `import(…)`: it is loaded only when a command needs it. */
  readonly dynamic: boolean;
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name).split(sep).join("/"));
}

const files = [...sourceFiles("grammar"), ...sourceFiles("src")];

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const found = [...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)"(\.[^"]+)"/g)];
  return found.map(([whole, target = ""]) => ({
    from: file,
    to: relative(root, resolve(root, dirname(file), target))
      .split(sep)
      .join("/"),
    dynamic: whole.startsWith("import("),
  }));
}

const imports = files.flatMap(importsOf);

function roomOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "src" ? second : first;
}

describe("the rooms", () => {
  test("every import resolves to a file of the project", () => {
    expect(imports.filter(({ to }) => !files.includes(to) && to !== "package.json")).toEqual([]);
  });

  test("every folder of src is a room of the table", () => {
    const rooms = new Set(files.filter((file) => file.split("/").length > 2).map(roomOf));
    expect([...rooms].filter((room) => !Object.hasOwn(importsByRoom, room))).toEqual([]);
  });

  test("imports go one way", () => {
    const breaches = imports.filter(({ from, to, dynamic }) => {
      const [room, target] = [roomOf(from), roomOf(to)];
      if (room === target || !Object.hasOwn(importsByRoom, room) || to === "package.json") return false;
      if (room === "cli" && dynamic) return false;
      return !importsByRoom[room]?.includes(target);
    });
    expect(breaches).toEqual([]);
  });

  test("nothing but the command imports the testing kit", () => {
    expect(
      imports.filter(({ from, to }) => roomOf(to) === "testing" && !["testing", "cli"].includes(roomOf(from))),
    ).toEqual([]);
  });

  test("only the server opens a store: the other rooms know its port", () => {
    const breaches = imports.filter(({ from, to }) => {
      const room = roomOf(from);
      return roomOf(to) === "store" && !["store", "server"].includes(room) && to !== "src/store/index.ts";
    });
    expect(breaches).toEqual([]);
  });

  test("the rooms of the language stand in layers", () => {
    const levelOf = (file: string): number => {
      const [, , first = "", second] = file.split("/");
      if (second === undefined) return LANGUAGE_GROUND.has(first) ? -1 : languageLayers.length;
      return languageLayers.indexOf(first);
    };
    const inLanguage = imports.filter(({ from, to }) => roomOf(from) === "language" && roomOf(to) === "language");
    expect(inLanguage.filter(({ from }) => from.split("/").length > 3 && levelOf(from) < 0)).toEqual([]);
    expect(
      inLanguage.filter(({ from, to }) => levelOf(to) > levelOf(from) && !LANGUAGE_SHAPES.has(to.split("/")[2] ?? "")),
    ).toEqual([]);
  });

  test("the folders of publishing stand in layers", () => {
    const levelOf = (file: string): number => publishingLayers.indexOf(file.split("/")[2] ?? "");
    const inFolders = imports.filter(({ from, to }) =>
      [from, to].every((file) => roomOf(file) === "publishing" && file.split("/").length > 3),
    );
    const breaches = inFolders.filter(({ from, to }) => levelOf(from) < 0 || levelOf(to) > levelOf(from));
    expect(breaches).toEqual([]);
  });

  test("no files import each other in a circle", () => {
    const targets = new Map(
      files.map((file) => [file, imports.filter(({ from }) => from === file).map(({ to }) => to)]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      if (done.has(file)) return;
      for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  test("no drawer is called utils, helpers or common", () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common)(?:\/|\.ts$)/.test(file))).toEqual([]);
  });

  test("the language is pure: no clock, no randomness, no input or output", () => {
    const impure =
      /\bDate\.now\(|new Date\(\)|Math\.random\(|\bconsole\.|"node:(?:fs|http|https|net|child_process|process)/;
    const pure = files.filter((file) => ["grammar", "language", "claims", "policy"].includes(roomOf(file)));
    expect(pure.filter((file) => impure.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
  });

  test("tokens are given the time and the randomness, and neither read files nor print", () => {
    const impure =
      /\bDate\.now\(|new Date\(\)|\brandom(?:Bytes|Fill|Int|UUID)|Math\.random\(|\bconsole\.|"node:(?:fs|process)/;
    const code = (file: string) => readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    expect(files.filter((file) => roomOf(file) === "tokens" && impure.test(code(file)))).toEqual([]);
  });
});
