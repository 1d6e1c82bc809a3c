import { dirname } from "node:path";
import type { ProfileCheck } from "../../publishing/index.ts";
import type { Io } from "../io.ts";
import { type JsonFile, readJsonFile } from "../json-file.ts";
import { numberProblem } from "../number-problem.ts";
import { maxInputBytes, sourceOf } from "../read-input.ts";
import { reportProblems } from "../report-problems.ts";

/** A profile that was read from its file and checked. */
export interface ReadProfile {
  readonly path: string;
  readonly file: JsonFile;
  readonly check: ProfileCheck;
  /** The texts of the files beside it that it names, as far as they were read. */
  readonly textByFile: ReadonlyMap<string, string>;
}

/** Reads a profile as a declared state has it, and checks it. What cannot be read is reported; then there is nothing. */
export async function readProfile(
  io: Io,
  word: string,
  vertical: "b2b" | "consumer",
): Promise<ReadProfile | undefined> {
  const source = sourceOf(io, word);
  const reading = await readJsonFile(io, source);
  const problem = reading.ok ? numberProblem(source.path, reading.file.text) : reading.problem;
  if (!reading.ok || problem !== undefined) {
    reportProblems(io, problem === undefined ? [] : [problem]);
    return undefined;
  }
  const { checkDeclaredProfile, fileBeside } = await import("../../publishing/index.ts");
  const folder = source.location === undefined ? io.cwd : dirname(source.location);
  const textByFile = new Map<string, string>();
  const { file } = reading;
  const check = await checkDeclaredProfile(file.value, {
    vertical,
    async readFile(path) {
      const bytes = await io.readFile(await fileBeside(folder, path), maxInputBytes);
      textByFile.set(path, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
      return bytes;
    },
  });
  return { path: source.path, file, check, textByFile };
}
