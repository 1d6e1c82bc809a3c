import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A type as the SDK's declarations write it, as far as its responses need. */
export type DeclaredType =
  | { readonly kind: "any" }
  | { readonly kind: "primitive"; readonly name: "string" | "number" | "boolean" | "null" | "undefined" }
  | { readonly kind: "literal"; readonly value: string | boolean }
  | { readonly kind: "array"; readonly of: DeclaredType }
  | { readonly kind: "record"; readonly of: DeclaredType }
  | { readonly kind: "union"; readonly of: readonly DeclaredType[] }
  | { readonly kind: "object"; readonly fields: readonly DeclaredField[] }
  | { readonly kind: "interface"; readonly file: string; readonly name: string };

/** One field of an interface. */
export interface DeclaredField {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: DeclaredType;
}

interface DeclarationFile {
  readonly text: string;
  /** The files that names come from. */
  readonly fileByImport: ReadonlyMap<string, string>;
}

const folder = join(dirname(createRequire(import.meta.url).resolve("stytch")), "../types/lib");
const files = new Map<string, DeclarationFile>();

/**
 * The fields of an interface that the SDK declares; none of them inherits any. `file` is a path in its `types/lib`, such as
 * `b2b/sessions`. Throws where there is no such interface, or it has a type that no response has.
 */
export function fieldsOf(file: string, name: string): readonly DeclaredField[] {
  const { text } = read(file);
  const start = new RegExp(`\\binterface ${name} \\{`).exec(text);
  if (start === null) throw new Error(`${file}.d.ts declares no interface ${name}`);
  const opening = start.index + start[0].length - 1;
  return readFields(text.slice(opening + 1, closingOf(text, opening)), file);
}

function read(file: string): DeclarationFile {
  const known = files.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(join(folder, `${file}.d.ts`), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const imports = [...text.matchAll(/^import (?:type )?\{([^}]*)\} from "(\.[^"]*)";/gm)];
  const fileByImport = new Map(
    imports.flatMap(([, names = "", from = ""]) =>
      names.split(",").map((name) => [name.trim(), join(dirname(file), from)] as const),
    ),
  );
  const declaration = { text, fileByImport };
  files.set(file, declaration);
  return declaration;
}

function readFields(text: string, file: string): readonly DeclaredField[] {
  return splitOutside(text, ";").map((field) => {
    const match = /^"?([\w.-]+)"?(\?)?:\s*([\s\S]+)$/.exec(field);
    if (match === null) throw new Error(`${file}.d.ts has a field that cannot be read: ${field}`);
    const [, name = "", optional, type = ""] = match;
    return { name, isOptional: optional !== undefined, type: readType(type, file) };
  });
}

function readType(text: string, file: string): DeclaredType {
  const choices = splitOutside(text, "|");
  if (choices.length > 1) return { kind: "union", of: choices.map((choice) => readType(choice, file)) };
  if (text.endsWith("[]")) return { kind: "array", of: readType(text.slice(0, -2), file) };
  const record = /^(?:Record|Map)<string,\s*([\s\S]+)>$/.exec(text)?.[1];
  if (record !== undefined) return { kind: "record", of: readType(record, file) };
  if (text.startsWith("{")) return { kind: "object", fields: readFields(text.slice(1, closingOf(text, 0)), file) };
  if (text.startsWith('"')) return { kind: "literal", value: text.slice(1, -1) };
  return named(text, file);
}

function named(name: string, file: string): DeclaredType {
  switch (name) {
    case "any":
    case "unknown":
      return { kind: "any" };
    case "true":
    case "false":
      return { kind: "literal", value: name === "true" };
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "undefined":
      return { kind: "primitive", name };
    default:
      if (!/^\w+$/.test(name)) throw new Error(`${file}.d.ts has a type that cannot be read: ${name}`);
      return { kind: "interface", file: read(file).fileByImport.get(name) ?? file, name };
  }
}

/** Where the bracket closes that opens at an index. */
function closingOf(text: string, opening: number): number {
  let depth = 0;
  for (let index = opening; index < text.length; index++) {
    if ("{<(".includes(text.charAt(index))) depth++;
    if ("}>)".includes(text.charAt(index)) && --depth === 0) return index;
  }
  throw new Error("a bracket is not closed");
}

/** The parts between separators that stand outside brackets and strings, trimmed; empty ones are left out. */
function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let [depth, start, isQuoted] = [0, 0, false];
  for (let index = 0; index <= text.length; index++) {
    const character = text.charAt(index);
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if ("{<(".includes(character) && character !== "") depth++;
    if ("}>)".includes(character) && character !== "") depth--;
    if (index === text.length || (character === separator && depth === 0)) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return parts.filter((part) => part !== "");
}
