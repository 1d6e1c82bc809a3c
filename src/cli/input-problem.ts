import { relative, sep } from "node:path";
import { visible } from "../language/diagnostics/index.ts";
import type { Io } from "./io.ts";

/** The reason why a file that the command needs cannot be used: exit code 2 is about these. */
export interface InputProblem {
  /** As it is shown. */
  readonly path: string;
  /** From 1; the column in UTF-16 code units. */
  readonly place?: { readonly line: number; readonly column: number };
  /** JSON Pointer (RFC 6901) of the wrong value. */
  readonly pointer?: string;
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
  readonly help?: string;
}

/**
 * Writes the problems to the standard error, each once, as `error: FILE:LINE:COLUMN: POINTER: message`; or as warnings,
 * where the command goes on in spite of them.
 */
export function reportProblems(
  io: Io,
  problems: readonly InputProblem[],
  severity: "error" | "warning" = "error",
): void {
  for (const text of new Set(problems.map((problem) => textOf(problem, severity)))) io.stderr(text);
}

/** A path as it is shown: relative to the folder the command runs in if it lies below, with `/` between folders. */
export function shownPath(io: Pick<Io, "cwd">, path: string): string {
  const below = relative(io.cwd, path);
  const outside = below === "" || below === ".." || below.startsWith(`..${sep}`);
  return (outside ? path : below).split(sep).join("/");
}

/** A problem in one line, as `FILE:LINE:COLUMN: POINTER: message`. */
export function problemText({ path, place, pointer, message }: InputProblem): string {
  const where = place === undefined ? path : `${path}:${place.line}:${place.column}`;
  const what = pointer === undefined || pointer === "" ? message : `${pointer}: ${message}`;
  return `${visible(where)}: ${visible(what)}`;
}

function textOf(problem: InputProblem, severity: string): string {
  const { help } = problem;
  const first = `${severity}: ${problemText(problem)}\n`;
  return help === undefined ? first : `${first}  help: ${visible(help)}\n`;
}
