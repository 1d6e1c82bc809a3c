import { type Command, InvalidArgumentError, Option } from "commander";

/** An option that can also be given as `CLAIMSMITH_…` in the environment; the command line goes first. */
export class VariableOption extends Option {
  readonly variable: string;

  constructor(flags: string, description: string) {
    super(flags, "");
    this.variable = `CLAIMSMITH_${this.name().toUpperCase().replaceAll("-", "_")}`;
    this.description = `${description} (env: ${this.variable})`;
  }
}

/** Gives a command what the environment says of its options, where the command line says nothing. */
export function takeVariables(command: Command, env: Readonly<Record<string, string | undefined>>): void {
  for (const option of command.options) {
    if (!(option instanceof VariableOption)) continue;
    const text = env[option.variable];
    const name = option.attributeName();
    if (text === undefined || command.getOptionValueSource(name) === "cli") continue;
    command.setOptionValueWithSource(name, parsedValue(command, option, text), "env");
  }
}

function parsedValue(command: Command, option: VariableOption, text: string): unknown {
  try {
    return option.parseArg?.<unknown>(text, undefined) ?? text;
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    const what = `option '${option.flags}' value '${text}' from env '${option.variable}'`;
    return command.error(`error: ${what} is invalid. ${error.message}`);
  }
}

/** The environment without variables of ours that are empty: a compose file passes on so what is not set. */
export function withoutEmptyVariables(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const present = Object.entries(env).filter(([name, text]) => text !== "" || !name.startsWith("CLAIMSMITH_"));
  return Object.fromEntries(present);
}
