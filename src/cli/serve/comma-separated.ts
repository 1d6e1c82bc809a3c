/** One more value, or several with commas between, as in the environment. */
export function commaSeparated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",").filter((value) => value !== "")];
}
