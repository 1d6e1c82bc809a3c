import { type Command, Option } from "commander";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { commaSeparated } from "./serve/comma-separated.ts";
import { VariableOption } from "./serve/variable-option.ts";

/** Adds the commands that work on a store beside its servers. `finish` is called with the exit code of the one that ran. */
export function addStoreCommands(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const keys = program
    .command("keys")
    .description("the signing keys of a store and what they are encrypted under, while servers run on it or not");

  keys
    .command("list")
    .description("tell which keys sign, will sign and verify; nothing is changed")
    .addOption(storeOption())
    .option("--project <id>", "whose keys; of all projects unless given")
    .addOption(new Option("--format <format>", "of the list").choices(["pretty", "json"]).default("pretty"))
    .addHelpText("after", storeEnvironmentText)
    .action(async (_, command) => {
      finish(await (await import("./commands/keys.ts")).listKeys(io, command.optsWithGlobals()));
    });

  keys
    .command("rotate")
    .description("publish a new key, which signs in 15 minutes; the present one goes on verifying")
    .addOption(storeOption())
    .option("--project <id>", "whose key; that of each project unless given")
    .addHelpText("after", storeEnvironmentText)
    .action(async (_, command) => {
      finish(await (await import("./commands/keys.ts")).rotateKeys(io, command.optsWithGlobals()));
    });

  keys
    .command("revoke")
    .description("take a key out of use at once: what it has signed is no longer accepted")
    .argument("<key>", "its id, as `keys list` tells it: jwk-…")
    .addOption(storeOption())
    .option("--project <id>", "whose key; that of whichever project has it unless given")
    .addHelpText("after", storeEnvironmentText)
    .action(async (key, _, command) => {
      finish(await (await import("./commands/keys.ts")).revokeKey(io, key, command.optsWithGlobals()));
    });

  keys
    .command("reencrypt")
    .description("encrypt everything in the store anew under the first of several master keys")
    .addOption(storeOption())
    .addHelpText("after", reencryptEnvironmentText)
    .action(async (_, command) => {
      finish(await (await import("./commands/keys.ts")).reencryptKeys(io, command.optsWithGlobals()));
    });

  program
    .command("backup")
    .description("copy an embedded store to a new directory, while servers write to it; without its master key")
    .argument("<new-dir>", "where to; it is made, and must not be there yet")
    .addOption(storeOption())
    .addHelpText("after", backupEnvironmentText)
    .action(async (directory, _, command) => {
      finish(await (await import("./commands/backup.ts")).backup(io, directory, command.optsWithGlobals()));
    });

  program
    .command("doctor")
    .description("look over a store and what servers need on it, and say what to do; nothing is changed")
    .addOption(storeOption())
    .addOption(new VariableOption("--host <address>", "that servers listen on").default("127.0.0.1"))
    .addOption(new VariableOption("--public-url <url>", "under which clients reach the servers"))
    .addOption(
      new VariableOption("--jwks-allow-host <host>", "as servers have it; can be repeated").argParser(commaSeparated),
    )
    .addOption(new Option("--format <format>", "of the report").choices(["pretty", "json"]).default("pretty"))
    .addHelpText("after", storeEnvironmentText)
    .action(async (_, command) => {
      finish(await (await import("./commands/doctor.ts")).doctor(io, command.optsWithGlobals()));
    });
}

const backupEnvironmentText = `
Environment:
  CLAIMSMITH_STORE, CLAIMSMITH_STORE_FILE  as the servers have it. A master key is not needed.`;

const reencryptEnvironmentText = `
Environment:
  CLAIMSMITH_MASTER_KEY  the new one and the old one with a comma between, as every server has them by then.
  CLAIMSMITH_STORE, and CLAIMSMITH_…_FILE for a file that either of them is in, as the servers have them.`;

/** The option that names a store that is there. */
function storeOption(): Option {
  return new VariableOption(
    "--store <store>",
    "as servers have it: embedded:DIRECTORY or mongodb://HOST/DATABASE (default: embedded:.claimsmith)",
  );
}

const storeEnvironmentText = `
Environment:
  CLAIMSMITH_MASTER_KEY  as the servers have it. An embedded store may have one of its own.
  CLAIMSMITH_STORE, and CLAIMSMITH_…_FILE for a file that either of them is in, as the servers have them.`;
