import { numberLossIn } from "../../language/inexact-number.ts";
import type { Json } from "../../language/json.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import type { AttributeMapping } from "../../tokens/index.ts";
import type { DeclaredProject } from "./declared-state.ts";
import { PathOutsideError } from "./file-beside.ts";
import { fileErrorReason } from "./file-error-reason.ts";
import type { StateProblem } from "./state-problem.ts";

/**
 * Reads a file by its path as the state has it, beginning with `./` and relative to the state. Rejects if it cannot, with a
 * `PathOutsideError` where links lead out of the folder.
 */
export type ReadStateFile = (path: string) => Promise<Uint8Array>;

/** The files that a project of a state names, read. */
export interface StateFiles {
  /** Absent where the state says nothing. */
  readonly template?: string;
  /** By path of the vocabulary; null takes a schema away. */
  readonly schemas: ReadonlyMap<string, Json>;
  /** PEM texts of each profile, in the order of the state; `undefined` where it says nothing. */
  readonly publicKeys: readonly (readonly string[] | undefined)[];
  /** The attribute mapping of each profile, in the same way. */
  readonly attributeMappings: readonly (AttributeMapping | undefined)[];
}

/** The attributes that a file may hold the template of. */
const templateAttributes: readonly string[] = ["trusted_metadata", "session_custom_claims"];

/** Tells whether a text of the state is the path of a file. */
export function isPath(text: string): boolean {
  return text.startsWith("./");
}

/** The kinds of texts that a state may hold in place of a path, and what each is known by. */
const textKinds = {
  template: { name: "a template", has: "{" },
  publicKey: { name: "a key in PEM", has: "-----BEGIN" },
} as const;

/** Reads the files of a project. Every problem is reported; what could not be read is empty. */
export async function readStateFiles(
  declared: DeclaredProject,
  { pointer, readFile }: { readonly pointer: string; readonly readFile: ReadStateFile },
): Promise<{ readonly files: StateFiles; readonly problems: readonly StateProblem[] }> {
  const problems: StateProblem[] = [];
  const fileText = async (path: string, at: string): Promise<string> => {
    const reading = await readText(path, readFile);
    if (reading.ok) return reading.text;
    problems.push({ ...reading.fault, pointer: at });
    return "";
  };
  const textOf = async (text: string, kind: keyof typeof textKinds, at: string): Promise<string> => {
    if (isPath(text)) return fileText(text, at);
    const { name, has } = textKinds[kind];
    if (!text.includes(has)) problems.push({ ...notAPath(name), pointer: at });
    return text;
  };

  const { template, schemas = {}, profiles = [] } = declared;
  const at = (...keys: readonly (string | number)[]) => pointerTo(pointer, ...keys);
  const templateText = template === undefined ? undefined : await textOf(template, "template", at("template"));
  const schemaByPath = new Map<string, Json>();
  for (const [path, schema] of Object.entries(schemas)) {
    if (typeof schema !== "string") schemaByPath.set(path, schema);
    else if (!isPath(schema)) problems.push({ ...notAPath("a schema"), pointer: at("schemas", path) });
    else {
      const count = problems.length;
      const text = await fileText(schema, at("schemas", path));
      const value = parseJson(text);
      // The null of a file takes no schema away.
      if (value !== undefined && numberLossIn(text) !== undefined) {
        problems.push({ ...lostNumber, pointer: at("schemas", path), file: schema });
      } else if (value !== undefined && value !== null) schemaByPath.set(path, value);
      else if (problems.length === count) problems.push({ ...noSchema, pointer: at("schemas", path), file: schema });
    }
  }
  const publicKeys: (readonly string[] | undefined)[] = [];
  for (const [index, { pem_files: pemFiles }] of profiles.entries()) {
    const texts: string[] = [];
    for (const [place, pem] of (pemFiles ?? []).entries()) {
      texts.push(await textOf(pem, "publicKey", at("profiles", index, "pem_files", place)));
    }
    publicKeys.push(pemFiles === undefined ? undefined : texts);
  }
  const attributeMappings: (AttributeMapping | undefined)[] = [];
  for (const [index, { attribute_mapping: mapping }] of profiles.entries()) {
    const read = new Map(Object.entries(mapping ?? {}));
    for (const [name, value] of read) {
      if (!templateAttributes.includes(name) || !isPath(value)) continue;
      read.set(name, await fileText(value, at("profiles", index, "attribute_mapping", name)));
    }
    attributeMappings.push(mapping === undefined ? undefined : Object.fromEntries(read));
  }
  const files = { schemas: schemaByPath, publicKeys, attributeMappings };
  return { files: templateText === undefined ? files : { ...files, template: templateText }, problems };
}

type Fault = Omit<StateProblem, "pointer">;

const lostNumber: Fault = {
  code: "not_a_schema",
  message: "a number in the file is too large, or a whole number of more digits than can be kept",
};

const noSchema: Fault = { code: "not_a_schema", message: "the file is not a schema in JSON" };

function notAPath(name: string): Fault {
  return { code: "not_a_path", message: `this must be ${name}, or a path that begins with \`./\`` };
}

type TextReading = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: Fault };

async function readText(path: string, readFile: ReadStateFile): Promise<TextReading> {
  const refuse = (code: string, message: string) => ({ ok: false, fault: { code, message } }) as const;
  const outside = refuse("path_outside", "a path cannot lead out of the folder of the state");
  if (path.split(/[/\\]/).includes("..")) return outside;
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof PathOutsideError) return outside;
    return refuse("unreadable_file", `the file \`${path}\` cannot be read: ${fileErrorReason(error)}`);
  }
  try {
    // A byte order mark stays: the digest of a template is that of the exact text.
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return refuse("not_utf8", `the file \`${path}\` is not valid UTF-8`);
  }
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
