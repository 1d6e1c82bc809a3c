import { relative, sep } from "node:path";
import { visible } from "../language/diagnostics/index.ts";
import { type InputProblem, problemText } from "./input-problem.ts";
import type { Io } from "./io.ts";

/**
 * Writes the problems to the standard error, each once, as `error: FILE:LINE:COLUMN: POINTER: message`; or as warnings,
 * where the command goes on in spite of them. Errors are also told to `io.onProblem`.
 */
export function reportProblems(
  io: Io,
  problems: readonly InputProblem[],
  severity: "error" | "warning" = "error",
): void {
  for (const text of new Set(problems.map((problem) => textOf(problem, severity)))) io.stderr(text);
  if (severity === "error") for (const problem of problems) io.onProblem?.(problem);
}

/** A path as it is shown: relative to the folder the command runs in if it lies below, with `/` between folders. */
export function shownPath(io: Pick<Io, "cwd">, path: string): string {
  const below = relative(io.cwd, path);
  const outside = below === "" || below === ".." || below.startsWith(`..${sep}`);
  return (outside ? path : below).split(sep).join("/");
}

function textOf(problem: InputProblem, severity: string): string {
  const { help } = problem;
  const first = `${severity}: ${problemText(problem)}\n`;
  return help === undefined ? first : `${first}  help: ${visible(help)}\n`;
}
