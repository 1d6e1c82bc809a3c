import { Option } from "commander";

/** An option that can also be given as `CLAIMSMITH_…` in the environment; the command line goes first. */
export function serveOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.env(`CLAIMSMITH_${option.name().toUpperCase().replaceAll("-", "_")}`);
}

/** One more value, or several with commas between, as in the environment. */
export function commaSeparated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",").filter((value) => value !== "")];
}
