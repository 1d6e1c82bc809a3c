import { type Command, Option } from "commander";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { reportFormats } from "./options.ts";
import { commaSeparated } from "./serve/comma-separated.ts";

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

  profile
    .command("try")
    .description("judge a token by a profile as attest would, and tell what came of each step; nothing is written")
    .argument("<profile>", profileText)
    .requiredOption("--token <file>", "file of the token, or - for the standard input")
    .addOption(
      new Option(
        "--keys <file>",
        "JWKS or PEM in the place of those at the profile's JWKS URL, which is not asked then; can be repeated",
      ).argParser((file: string, before: readonly string[] = []) => [...before, file]),
    )
    .addOption(
      new Option("--jwks-allow-host <host>", "whose JWKS URL may lead to any address; can be repeated").argParser(
        commaSeparated,
      ),
    )
    .addOption(verticalOption())
    .addOption(new Option("--now <time>", "when, such as 2026-01-01T00:00:00Z; now unless given"))
    .addOption(new Option("--format <format>", "of the report").choices(["pretty", "json"]).default("pretty"))
    .addHelpText("after", "\nExit code: 0 accepted, 1 refused, 2 wrong usage, a file that cannot be used, or no keys.")
    .action(async (file, _, command) => {
      finish(await (await import("./commands/profile.ts")).tryProfile(io, file, command.optsWithGlobals()));
    });
}

const profileText = "JSON of the profile, as a declared state has it, or - for the standard input";

function verticalOption(): Option {
  return new Option("--vertical <vertical>", "of its project").choices(["b2b", "consumer"]).default("b2b");
}
