import { dirname, resolve } from "node:path";
import { lineMapOf } from "../../language/source/line-map.ts";
import type { StartProblem } from "../../server/index.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import type { JsonFile } from "../json-file.ts";
import { readInput, sourceOf } from "../read-input.ts";
import { shownPath } from "../report-problems.ts";

/** The file of a declared state. */
export interface StateFile {
  /** As the command line names it. */
  readonly word: string;
  readonly file: JsonFile;
}

/**
 * The problems that the server tells of its start, as the command tells them: of the option, or of the place in the
 * file.
 */
export async function inputProblems(
  io: Io,
  problems: readonly StartProblem[],
  state: StateFile | undefined,
): Promise<readonly InputProblem[]> {
  return Promise.all(problems.map((problem) => inputProblem(io, problem, state)));
}

const nameByOption: ReadonlyMap<string, string> = new Map([
  ["publicUrl", "--public-url"],
  ["adminHost", "--admin-host"],
  ["adminPort", "--admin-port"],
  ["storeFile", "CLAIMSMITH_STORE_FILE"],
  ["masterKey", "CLAIMSMITH_MASTER_KEY"],
  ["masterKeyFile", "CLAIMSMITH_MASTER_KEY_FILE"],
  ["jwksAllowHosts", "--jwks-allow-host"],
  ["workspaceKeyId", "CLAIMSMITH_WORKSPACE_KEY_ID"],
  ["workspaceKeyIdFile", "CLAIMSMITH_WORKSPACE_KEY_ID_FILE"],
  ["workspaceKeySecret", "CLAIMSMITH_WORKSPACE_KEY_SECRET"],
  ["workspaceKeySecretFile", "CLAIMSMITH_WORKSPACE_KEY_SECRET_FILE"],
  ["failedCredentialsLimit", "--failed-credentials-limit"],
  ["trustProxy", "--trust-proxy"],
  ["kid", "KEY"],
  ["directory", "NEW_DIR"],
]);

/** The options of which each comes from the environment alone: itself, or in a file. */
const variableOptions: ReadonlySet<string> = new Set(["masterKey", "workspaceKeyId", "workspaceKeySecret"]);

/** What a user has given an option by. */
function nameOf({ env }: Io, option: string): string {
  const file = variableOptions.has(option) ? nameByOption.get(`${option}File`) : undefined;
  if (file !== undefined && env[file] !== undefined) return file;
  return nameByOption.get(option) ?? `--${option}`;
}

async function inputProblem(io: Io, problem: StartProblem, state: StateFile | undefined): Promise<InputProblem> {
  const { option, file, offset, pointer, message, help } = problem;
  const said = help === undefined ? { message } : { message, help };
  if (option !== "apply" || state === undefined) return { path: nameOf(io, option), ...said };
  if (file === undefined) {
    return state.file.problemsAt([{ pointer: pointer ?? "", ...said }])[0] ?? { path: state.word, ...said };
  }
  const location = resolve(io.cwd, dirname(state.word), file);
  const path = shownPath(io, location);
  const reading = offset === undefined ? undefined : await readInput(io, sourceOf(io, location));
  if (offset === undefined || reading?.ok !== true) return { path, ...said };
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(reading.bytes);
  return { path, place: lineMapOf(text).position(offset), ...said };
}
