import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { addExamples } from "./examples.ts";
import { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { logLevels, reportFormats, shells } from "./options.ts";
import { addProfileCommands } from "./profile-commands.ts";
import { commaSeparated } from "./serve/comma-separated.ts";
import { takeVariables, VariableOption } from "./serve/variable-option.ts";
import { addStoreCommands } from "./store-commands.ts";

/** The code of the `CommanderError` that ends parsing when the version is asked for. */
export const versionAsked = "claimsmith.version";

const filesText = "templates: files, patterns such as 'claims/**/*.claims', folders, or - for the standard input";
const stdinFilenameText = "of the file that - stands for: its configuration, and its name in reports";

/**
 * The command line: what it takes and what it says about itself. Each command is loaded when it runs, so that help and
 * the light commands start without the compiler. `finish` is called with the exit code of the command that ran.
 */
export function programOf(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command("claimsmith")
    .description("Check, format and try templates of custom claims, and serve sessions that have them.")
    .option("--color", "colour, even where the output is no terminal")
    .option("--no-color", "no colour; so does the environment variable NO_COLOR")
    .option("-V, --version", "print the version")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .exitOverride()
    .addHelpText("after", "\nExit code: 0 nothing wrong, 1 errors found, 2 wrong usage or a file that cannot be read.");

  program.hook("preAction", (_, command) => takeVariables(command, io.env));

  // Commander's own version option would want to know the version at every start.
  program.on("option:version", () => {
    throw new CommanderError(ExitCode.ok, versionAsked, "");
  });

  program
    .command("check")
    .description("report what is wrong with templates")
    .argument("<files...>", filesText)
    .addOption(new Option("--format <format>", "of the report").choices(reportFormats).default("pretty"))
    .option(
      "--fix",
      "apply the fixes and write the files; with -, print the fixed text and report on the standard error",
    )
    .option("--stdin-filename <name>", stdinFilenameText)
    .option("--max-warnings <n>", "exit with 1 if there are more warnings", wholeNumber)
    .option("--summary", "also tell what each template reads, gives, weighs and where it can fail")
    .action(async (files, _, command) => {
      finish(await (await import("./commands/check.ts")).check(io, files, command.optsWithGlobals()));
    });

  program
    .command("fmt")
    .description("write templates in their canonical form")
    .argument("<files...>", filesText)
    .option("--stdin-filename <name>", stdinFilenameText)
    .option("--check", "write nothing; exit with 1 and name the files that are not in canonical form")
    .action(async (files, _, command) => {
      finish(await (await import("./commands/fmt.ts")).fmt(io, files, command.optsWithGlobals()));
    });

  program
    .command("eval")
    .description("print the claims that a session gets")
    .argument("<template>", "file, or - for the standard input")
    .requiredOption("--data <file>", "JSON of the member or user, or - for the standard input")
    .option("--policy <file>", "JSON of the RBAC policy; otherwise that of the configuration")
    .option("--patch <file>", "JSON of the session's custom claims: a merge patch, or a list of them in their order")
    .option("--compact", "minified, as in a token")
    .option("--strict", "exit with 1 and print no claims if the data does not fit schemas, policy and vocabulary")
    .action(async (template, _, command) => {
      finish(await (await import("./commands/eval.ts")).evaluate(io, template, command.optsWithGlobals()));
    });

  program
    .command("rules")
    .description("list the lint rules and their default levels")
    .addOption(new Option("--format <format>", "of the list").choices(["pretty", "json"]).default("pretty"))
    .action(async (options) => {
      finish(await (await import("./commands/rules.ts")).listRules(io, options));
    });

  program
    .command("explain")
    .description("print the page about a diagnostic's code or a lint rule")
    .argument("<code>", "such as unknown-property")
    .action(async (code, _, command) => {
      finish(await (await import("./commands/explain.ts")).explain(io, code, command.optsWithGlobals()));
    });

  program
    .command("init")
    .description("write a small project to start from")
    .argument("[folder]", "where", ".")
    .option("--backend", "also what serves sessions: state, keys, a program with the official SDK, a test, and more")
    .action(async (folder, options) => {
      finish(await (await import("./commands/init.ts")).init(io, folder, options));
    });

  program
    .command("serve")
    .description("answer requests of Stytch's SDKs: attest trusted tokens, run sessions, issue session JWTs")
    .addOption(
      new VariableOption(
        "--store <store>",
        "where everything is kept: embedded:DIRECTORY or mongodb://HOST/DATABASE (default: embedded:.claimsmith)",
      ),
    )
    .option("--migrate", "make missing and different indexes of a MongoDB as they must be (env: CLAIMSMITH_MIGRATE)")
    .addOption(new VariableOption("--host <address>", "to listen on").default("127.0.0.1"))
    .addOption(
      new VariableOption("--port <n>", "to listen on; 0 for any free one").argParser(wholeNumber).default(4000),
    )
    .addOption(
      new VariableOption(
        "--admin-port <n>",
        "of a listener of its own for the management API and metrics; 0 for any free one",
      ).argParser(wholeNumber),
    )
    .addOption(new VariableOption("--admin-host <address>", "of that listener (default: 127.0.0.1)"))
    .addOption(new VariableOption("--public-url <url>", "under which clients reach the server"))
    .addOption(new VariableOption("--apply <file>", "JSON of projects and what belongs to them, to apply at the start"))
    .option("--force", "with --apply: publish though members or users who get claims now would get none any more")
    .addOption(
      new VariableOption(
        "--jwks-allow-host <host>",
        "whose JWKS URLs may lead to any address; can be repeated",
      ).argParser(commaSeparated),
    )
    .addOption(
      new VariableOption(
        "--failed-credentials-limit <n>",
        "wrong credentials a minute from one address for one project; 0 for any number (default: 20)",
      ).argParser(wholeNumber),
    )
    .addOption(
      new VariableOption(
        "--trust-proxy <address>",
        "whose X-Forwarded-For is believed: IP address or network; can be repeated",
      ).argParser(commaSeparated),
    )
    .addOption(
      new VariableOption("--workers <n>", "processes that answer, of this machine")
        .argParser(numberOfWorkers)
        .default(1),
    )
    .option("--no-metrics", "no GET /metrics (env: CLAIMSMITH_NO_METRICS)")
    .option("--demo", "make a demo in .claimsmith/demo, apply it, and print how to try it (env: CLAIMSMITH_DEMO)")
    .option("--ephemeral", "keep nothing: everything is gone at the end (env: CLAIMSMITH_EPHEMERAL)")
    .addOption(
      new VariableOption("--seed <n>", "with --ephemeral: the same ids, secrets and keys each time").argParser(
        wholeNumber,
      ),
    )
    .addOption(
      new VariableOption("--clock <time>", "with --ephemeral: a time such as 2026-01-01T00:00:00Z, which stands still"),
    )
    .addOption(
      new VariableOption("--log-level <level>", "of the JSON lines on the standard error")
        .choices(logLevels)
        .default("info"),
    )
    .addHelpText("after", serveEnvironmentText)
    .action(async (_, command) => {
      finish(await (await import("./commands/serve.ts")).serve(io, command.optsWithGlobals()));
    });

  program.command("serve-worker", { hidden: true }).action(async () => {
    finish(await (await import("./commands/serve-worker.ts")).serveWorker(io));
  });

  program
    .command("completion")
    .description("print the script that completes this command in a shell")
    .addArgument(new Argument("<shell>", "which is to read it").choices(shells))
    .action(async (shell) => {
      finish((await import("./commands/completion.ts")).completion(io, shell, program));
    });

  addProfileCommands(program, io, finish);
  addStoreCommands(program, io, finish);
  addExamples(program);

  return program;
}

const serveEnvironmentText = `
Environment:
  CLAIMSMITH_MASTER_KEY  32 bytes in base64 that keys and secrets are encrypted under, or several of them with commas
                         between: the first encrypts, all decrypt. An embedded store makes one for itself, except
                         where other machines reach the server (--host, --admin-host) or NODE_ENV is production.
  CLAIMSMITH_WORKSPACE_KEY_ID, CLAIMSMITH_WORKSPACE_KEY_SECRET
                         the key of the management API, in the place of the one before. If there is none one is made
                         and printed or, where NODE_ENV is production, there is no management API.
  CLAIMSMITH_STORE       rather than --store for a MongoDB with a password: others see the command line.
  CLAIMSMITH_…_FILE      instead of each of these: a file that it is in.
  NODE_ENV               where it is production nothing is made unasked: no master key, no projects to start with, no
                         key of the management API.`;

/** More processes than this are a slip of the hand. */
const maxWorkers = 128;

function numberOfWorkers(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > maxWorkers) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${maxWorkers}.`);
  }
  return count;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
