import { type Command, Option } from "commander";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { reportFormats } from "./options.ts";

/** Adds the commands about profiles of trusted tokens. `finish` is called with the exit code of the one that ran. */
export function addProfileCommands(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const profile = program.command("profile").description("look at a profile of trusted tokens before it is published");

  profile
    .command("check")
    .description("report what is wrong with a profile, and what to look at")
    .argument("<profile>", profileText)
    .addOption(verticalOption())
    .addOption(new Option("--format <format>", "of the report").choices(reportFormats).default("pretty"))
    .action(async (file, _, command) => {
      finish(await (await import("./commands/profile.ts")).checkProfile(io, file, command.optsWithGlobals()));
    });
}

const profileText = "JSON of the profile, as a declared state has it, or - for the standard input";

function verticalOption(): Option {
  return new Option("--vertical <vertical>", "of its project").choices(["b2b", "consumer"]).default("b2b");
}
