import type { Argument, Command, Option } from "commander";

/** What may stand in a place of the command line. */
export type Values =
  | { readonly kind: "file" | "folder" | "any" }
  | { readonly kind: "one of"; readonly words: readonly string[] };

/** An option as completion needs it. */
export interface CompletedOption {
  /** With their hyphens, such as `-V` and `--version`. */
  readonly names: readonly string[];
  readonly summary: string;
  /** Nothing for an option without a value. */
  readonly values?: Values;
}

/** A command with what can follow it. */
export interface CompletedCommand {
  /** From the program on, without the program's own: `["keys", "list"]`. */
  readonly names: readonly string[];
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Nothing for a command without arguments; of several, that of all. */
  readonly values?: Values;
  readonly commands: readonly CompletedCommand[];
}

/** What completion can offer: the program's commands, options and values; `wordsOf` has the words of arguments by their names. */
export function commandTree(
  program: Command,
  wordsOf: Readonly<Record<string, readonly string[]>>,
  names: readonly string[] = [],
): CompletedCommand {
  const help = program.createHelp();
  const inner = help.visibleCommands(program).filter((command) => program.commands.includes(command));
  const [argument] = program.registeredArguments;
  return {
    names,
    summary: program.description(),
    options: [...help.visibleOptions(program), ...(names.length > 0 ? help.visibleGlobalOptions(program) : [])].map(
      optionOf,
    ),
    ...(argument !== undefined && { values: valuesOf(argument.name(), argument, wordsOf) }),
    commands: inner.map((command) => commandTree(command, wordsOf, [...names, command.name()])),
  };
}

/** The command and all below it. */
export function everyCommand(command: CompletedCommand): readonly CompletedCommand[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function optionOf(option: Option): CompletedOption {
  const names = [option.short, option.long].filter((name) => name !== undefined);
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1];
  return {
    names,
    summary: option.description,
    ...(placeholder !== undefined && { values: valuesOf(placeholder, option, {}) }),
  };
}

/** The kind of thing that a placeholder of the help stands for. */
const kindByPlaceholder: Readonly<Record<string, "file" | "folder">> = {
  file: "file",
  files: "file",
  template: "file",
  profile: "file",
  folder: "folder",
  "new-dir": "folder",
};

function valuesOf(
  placeholder: string,
  { argChoices }: Argument | Option,
  wordsOf: Readonly<Record<string, readonly string[]>>,
): Values {
  const words = argChoices ?? wordsOf[placeholder];
  if (words !== undefined) return { kind: "one of", words };
  return { kind: kindByPlaceholder[placeholder.replace(/\.+$/, "")] ?? "any" };
}
