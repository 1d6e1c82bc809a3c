import type { Command } from "commander";
import { catalogue } from "../../language/diagnostics/index.ts";
import { lintRules } from "../../language/lint/rules.ts";
import { bashCompletion } from "../completion/bash-completion.ts";
import { commandTree } from "../completion/command-tree.ts";
import { fishCompletion } from "../completion/fish-completion.ts";
import { zshCompletion } from "../completion/zsh-completion.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { Shell } from "../options.ts";

const completionOf = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `claimsmith completion SHELL`: prints the script that completes the command line of `program` in a shell. */
export function completion(io: Io, shell: Shell, program: Command): ExitCode {
  const codes = [...Object.keys(catalogue), ...lintRules.map(({ id }) => id)];
  io.stdout(completionOf[shell](commandTree(program, { code: codes })));
  return ExitCode.ok;
}
