import { CommanderError } from "commander";
import { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { programOf, versionAsked } from "./program.ts";
import { withoutEmptyVariables } from "./serve/variable-option.ts";

/**
 * Runs the command with its arguments (without `node` and the script) and gives its exit code, see `ExitCode`.
 * Rejects only for a bug, or a file that could not be written.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
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
    return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  }
  return result;
}
