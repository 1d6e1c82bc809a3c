import { CommanderError } from "commander";
import { ExitCode } from "./exit-code.ts";
import type { InputProblem } from "./input-problem.ts";
import type { Io } from "./io.ts";
import { programOf, versionAsked } from "./program.ts";
import { withoutEmptyVariables } from "./serve/variable-option.ts";

/**
 * Runs the command with its arguments (without `node` and the script) and gives its exit code, see `ExitCode`. Where it
 * is asked for JSON, the standard output is JSON also if there is nothing to tell but problems. Rejects only for a bug,
 * or a file that could not be written.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  if (!asksForJson(argv)) return runProgram(argv, io);
  const problems: InputProblem[] = [];
  let hasPrinted = false;
  const code = await runProgram(argv, {
    ...io,
    stdout: (text) => {
      hasPrinted = true;
      io.stdout(text);
    },
    onProblem: (problem) => void problems.push(problem),
  });
  if (!hasPrinted && problems.length > 0) io.stdout((await import("./problem-json.ts")).problemsJson(problems));
  return code;
}

async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  let result: ExitCode = ExitCode.ok;
  const world: Io = { ...io, env: withoutEmptyVariables(io.env) };
  const program = programOf(world, (code) => {
    result = code;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === versionAsked) return (await import("./commands/version.ts")).printVersion(io);
    if (error.exitCode === 0) return ExitCode.ok;
    io.onProblem?.({ message: error.message.replace(/^error: /, "") });
    return ExitCode.usage;
  }
  return result;
}

/** Whether the arguments ask for JSON, also where there is more wrong with them than commander can read past. */
function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const options = end === -1 ? argv : argv.slice(0, end);
  return options.some(
    (word, index) => word === "--format=json" || (word === "json" && options[index - 1] === "--format"),
  );
}
