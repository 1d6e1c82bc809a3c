import type { Json } from "../../language/json.ts";
import { pointerTo } from "../../projects/index.ts";
import type { DeclaredProject } from "./declared-state.ts";
import type { StateProblem } from "./state-problem.ts";

/** Reads a file by its path as the state has it, beginning with `./` and relative to the state; rejects if it cannot. */
export type ReadStateFile = (path: string) => Promise<Uint8Array>;

/** What a project of a state names files for, read. */
export interface StateFiles {
  /** Absent where the state says nothing. */
  readonly template?: string;
  /** By path of the vocabulary; null takes a schema away. */
  readonly schemas: ReadonlyMap<string, Json>;
  /** PEM texts of each profile, in the order of the state; `undefined` where it says nothing. */
  readonly publicKeys: readonly (readonly string[] | undefined)[];
}

/** Whether a text of the state is the path of a file. */
export function isPath(text: string): boolean {
  return text.startsWith("./");
}

/** Reads the files of a project. Every problem is reported; what could not be read is empty. */
export async function readStateFiles(
  declared: DeclaredProject,
  { pointer, readFile }: { readonly pointer: string; readonly readFile: ReadStateFile },
): Promise<{ readonly files: StateFiles; readonly problems: readonly StateProblem[] }> {
  const problems: StateProblem[] = [];
  const textOf = async (text: string, at: string): Promise<string> => {
    if (!isPath(text)) return text;
    const reading = await readText(text, readFile);
    if ("text" in reading) return reading.text;
    problems.push({ ...reading, pointer: at, file: text });
    return "";
  };
  const { template, schemas = {}, profiles = [] } = declared;
  const templateText = template === undefined ? undefined : await textOf(template, pointerTo(pointer, "template"));
  const schemaByPath = new Map<string, Json>();
  for (const [path, schema] of Object.entries(schemas)) {
    const at = pointerTo(pointer, "schemas", path);
    if (typeof schema !== "string") schemaByPath.set(path, schema);
    else if (!isPath(schema)) problems.push({ ...noPath, pointer: at });
    else {
      const count = problems.length;
      const text = await textOf(schema, at);
      const value = parseJson(text);
      if (value !== undefined) schemaByPath.set(path, value);
      else if (problems.length === count) problems.push({ ...noJson, pointer: at, file: schema });
    }
  }
  const publicKeys: (readonly string[] | undefined)[] = [];
  for (const [index, { pem_files: pemFiles }] of profiles.entries()) {
    const texts: string[] = [];
    for (const [place, pem] of (pemFiles ?? []).entries()) {
      texts.push(await textOf(pem, pointerTo(pointer, "profiles", index, "pem_files", place)));
    }
    publicKeys.push(pemFiles === undefined ? undefined : texts);
  }
  const files = { schemas: schemaByPath, publicKeys };
  return { files: templateText === undefined ? files : { ...files, template: templateText }, problems };
}

type Fault = Omit<StateProblem, "pointer">;

const noPath: Fault = { code: "not_a_path", message: "this must be a schema, or a path that begins with `./`" };
const noJson: Fault = { code: "not_json", message: "the file is not valid JSON" };

async function readText(path: string, readFile: ReadStateFile): Promise<{ readonly text: string } | Fault> {
  if (path.split(/[/\\]/).includes("..")) {
    return { code: "path_outside", message: "a path cannot lead out of the folder of the state" };
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? `: ${error.code}` : "";
    return { code: "unreadable_file", message: `the file cannot be read${reason}` };
  }
  try {
    // A byte order mark stays: the digest of a template is that of the exact text.
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { code: "not_utf8", message: "the file is not valid UTF-8" };
  }
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
