import { visibleJson } from "../language/diagnostics/index.ts";
import type { InputProblem } from "./input-problem.ts";

/** Problems as JSON has them, each once: `[{ path?, line?, column?, pointer?, message, help? }]`. */
export function problemList(problems: readonly InputProblem[]): readonly object[] {
  const shaped = problems.map(({ path, place, pointer, message, help }) => ({
    path,
    ...place,
    pointer: pointer || undefined,
    message,
    help,
  }));
  return [...new Map(shaped.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** What a command prints that was asked for JSON and has nothing but problems: `{ problems: […] }`. */
export function problemsJson(problems: readonly InputProblem[]): string {
  return `${visibleJson({ problems: problemList(problems) })}\n`;
}
