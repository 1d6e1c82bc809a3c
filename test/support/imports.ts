import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** One import of a file of the project. Paths are from the root, with `/` between folders. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** `type`: loads nothing; `late`: `import(…)`, loads when it is needed; `loaded`: loads with the file. */
  readonly kind: "type" | "late" | "loaded";
}

/** The TypeScript files below a folder. */
export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name).split(sep).join("/"));
}

/** The text of a file without its block comments. */
export function codeOf(file: string): string {
  return readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
}

const importing =
  /\bimport\(\s*"(\.[^"]+)"|^(?:import|export)( type)? (?:(?:\{[^}]*\}|[\w*][\w*, ]*(?:\{[^}]*\})?) from )?"(\.[^"]+)"/gm;

/** The imports of other files of the project. `import { type … }` counts as loading: with `verbatimModuleSyntax` it is. */
export function importsOf(file: string): readonly Import[] {
  return [...codeOf(file).matchAll(importing)].map(([, late, type, early = ""]) => ({
    from: file,
    to: relative(root, resolve(root, dirname(file), late ?? early))
      .split(sep)
      .join("/"),
    kind: late !== undefined ? "late" : type === undefined ? "loaded" : "type",
  }));
}

/** The circles of a graph, each written once as a path that ends where it begins. */
export function circlesOf(edges: ReadonlyMap<string, Iterable<string>>): readonly string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) {
      circles.push([...path.slice(path.indexOf(node)), node].join(" → "));
      return;
    }
    if (done.has(node)) return;
    for (const target of edges.get(node) ?? []) visit(target, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return circles;
}
